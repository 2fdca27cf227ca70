package org.fettle.check;

import java.util.List;
import org.fettle.json.About;
import org.fettle.windows.Windows;

@About(
    "This check does not pass. It can only report; where it does not apply or cannot be judged, neither"
        + " can its opposite.")
public record NotCheck(@About("The check.") Check check) implements Check {
  @Override
  public Verdict evaluate(Windows windows) {
    return switch (check.judge(windows)) {
      case Verdict.Pass pass -> new Verdict.Fail(opposite(pass.actual()), pass.actual(), List.of());
      case Verdict.Fail fail -> new Verdict.Pass(fail.actual());
      case Verdict.NotApplicable same -> same;
      case Verdict.Error same -> same;
    };
  }

  private static String opposite(String actual) {
    return actual.startsWith("absent") ? "present" : "not " + actual;
  }
}
