package org.fettle.check;

import java.util.List;
import java.util.function.Supplier;
import org.fettle.windows.Change;
import org.fettle.windows.WindowsException;

/** What a check found. */
public sealed interface Verdict {
  /**
   * The machine is as demanded.
   *
   * @param actual what was found, for people
   */
  record Pass(String actual) implements Verdict {}

  /**
   * The machine is not as demanded.
   *
   * @param expected what is demanded, for people
   * @param actual what was found, for people
   * @param fix the changes that would make the check pass, in order; empty when the check can only
   *     report
   */
  record Fail(String expected, String actual, List<Change> fix) implements Verdict {
    public Fail {
      fix = List.copyOf(fix);
    }
  }

  /**
   * The check has nothing to judge here; the reason is a clause, such as {@code Outlook is not
   * installed}.
   */
  record NotApplicable(String reason) implements Verdict {}

  /**
   * The check could not be judged; the problem is one sentence. Nothing is ever fixed because of
   * it.
   */
  record Error(String problem) implements Verdict {}

  /** The verdict of this judgement; what Windows refuses on the way becomes an error. */
  static Verdict of(Supplier<Verdict> judgement) {
    try {
      return judgement.get();
    } catch (WindowsException e) {
      return new Error(String.valueOf(e.getMessage()));
    }
  }
}
