package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;

@About(
    "At least one of these checks passes. The fix is that of the first one that has a fix, so write the"
        + " one you prefer first.")
public record AnyCheck(
    @About(value = "The checks, at least one.", required = true) List<Check> checks)
    implements Check {
  /** Refuses an empty list. */
  public AnyCheck {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("'any' needs at least one check.");
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    List<Verdict> parts = new ArrayList<>();
    for (Check check : checks) {
      Verdict part = check.judge(windows);
      if (part instanceof Verdict.Pass) {
        return part;
      }
      parts.add(part);
    }
    List<Verdict.Error> errors = only(Verdict.Error.class, parts);
    if (!errors.isEmpty()) {
      return new Verdict.Error(AllCheck.joined(" ", errors, Verdict.Error::problem));
    }
    List<Verdict.Fail> fails = only(Verdict.Fail.class, parts);
    if (fails.isEmpty()) {
      return new Verdict.NotApplicable(
          AllCheck.joined(
              "; ", only(Verdict.NotApplicable.class, parts), Verdict.NotApplicable::reason));
    }
    return new Verdict.Fail(
        AllCheck.joined(" or ", fails, Verdict.Fail::expected),
        AllCheck.joined("; ", fails, Verdict.Fail::actual),
        firstFix(fails));
  }

  private static List<Change> firstFix(List<Verdict.Fail> fails) {
    return fails.stream()
        .map(Verdict.Fail::fix)
        .filter(fix -> !fix.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  static <V extends Verdict> List<V> only(Class<V> sort, List<Verdict> verdicts) {
    return verdicts.stream().filter(sort::isInstance).map(sort::cast).toList();
  }
}
