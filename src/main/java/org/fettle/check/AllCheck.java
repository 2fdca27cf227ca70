package org.fettle.check;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;

@About(
    "Every one of these checks passes. Those that do not apply do not count; the fix is the fixes of all"
        + " that fail.")
public record AllCheck(
    @About(value = "The checks, at least one.", required = true) List<Check> checks)
    implements Check {
  /** Refuses an empty list. */
  public AllCheck {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("'all' needs at least one check.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    return together(checks.stream().map(check -> check.judge(windows)).toList());
  }

  /**
   * The one verdict over parts that have to pass together. A fix is offered only where it would
   * make the whole pass: not when one failing part has none, or one could not be judged.
   */
  static Verdict together(List<Verdict> parts) {
    List<Verdict.Fail> fails = AnyCheck.only(Verdict.Fail.class, parts);
    List<Verdict.Error> errors = AnyCheck.only(Verdict.Error.class, parts);
    if (!fails.isEmpty()) {
      boolean isFixable =
          errors.isEmpty() && fails.stream().noneMatch(fail -> fail.fix().isEmpty());
      return new Verdict.Fail(
          joined("; ", fails, Verdict.Fail::expected),
          joined("; ", fails, Verdict.Fail::actual),
          isFixable ? concatenated(fails) : List.of());
    }
    if (!errors.isEmpty()) {
      return new Verdict.Error(joined(" ", errors, Verdict.Error::problem));
    }
    List<Verdict.Pass> passes = AnyCheck.only(Verdict.Pass.class, parts);
    return passes.isEmpty()
        ? new Verdict.NotApplicable(
            joined(
                "; ",
                AnyCheck.only(Verdict.NotApplicable.class, parts),
                Verdict.NotApplicable::reason))
        : new Verdict.Pass(joined("; ", passes, Verdict.Pass::actual));
  }

  /** Each change once: two parts may both have to make the key that their values lie in. */
  private static List<Change> concatenated(List<Verdict.Fail> fails) {
    return fails.stream().flatMap(fail -> fail.fix().stream()).distinct().toList();
  }

  static <V> String joined(String separator, List<V> verdicts, Function<V, String> text) {
    return verdicts.stream().map(text).distinct().collect(Collectors.joining(separator));
  }
}
