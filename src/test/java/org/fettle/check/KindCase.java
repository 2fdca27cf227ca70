package org.fettle.check;

import java.util.Optional;
import org.fettle.windows.memory.MachineFile;

/**
 * One case of a kind: a machine, what the check says of it, and the machine after the fix.
 *
 * @param isForUser whether it is judged for the user that runs the agent, or else for the machine
 * @param expected the text of a failure's demand, where the case says it
 * @param actual the text of what was found, the reason or the problem, where the case says it
 * @param fixed the machine after the fix; empty where nothing may be fixed
 * @param wine why Wine cannot run the case; empty where it can
 */
public record KindCase(
    String kind,
    String name,
    Check check,
    boolean isForUser,
    MachineFile machine,
    Answer verdict,
    Optional<String> expected,
    Optional<String> actual,
    Optional<MachineFile> fixed,
    Optional<String> wine) {
  /** A verdict's word. */
  public enum Answer {
    PASS,
    FAIL,
    NOT_APPLICABLE,
    ERROR;

    /** The word of this verdict. */
    public static Answer of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Pass pass -> PASS;
        case Verdict.Fail fail -> FAIL;
        case Verdict.NotApplicable other -> NOT_APPLICABLE;
        case Verdict.Error error -> ERROR;
      };
    }
  }

  @Override
  public String toString() {
    return kind + ": " + name;
  }
}
