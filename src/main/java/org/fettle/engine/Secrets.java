package org.fettle.engine;

import java.util.List;
import org.fettle.check.Verdict;
import org.fettle.windows.SecretNames;

/**
 * Keeps secrets out of plans, reports and the journal: a value that holds one is judged, but what
 * it holds is not told, and it is not changed, since its before-image could not be kept.
 */
final class Secrets {
  private Secrets() {}

  /**
   * The verdict; where a secret was read for it or is in its fix, only what sort of verdict it is.
   * Any of its texts may have come of what was read, so none is kept.
   */
  static Verdict withhold(Verdict verdict, WatchedWindows seen) {
    if (!seen.showedSecret() && !isInFix(verdict)) {
      return verdict;
    }
    return switch (verdict) {
      case Verdict.Pass pass -> new Verdict.Pass("a secret, which is not shown");
      case Verdict.Fail fail ->
          new Verdict.Fail(
              "another value", "a secret, which is neither shown nor changed", List.of());
      case Verdict.NotApplicable not ->
          new Verdict.NotApplicable("it does not apply to a secret, which is not shown");
      case Verdict.Error error ->
          new Verdict.Error("A secret, which is not shown, could not be judged.");
    };
  }

  private static boolean isInFix(Verdict verdict) {
    return verdict instanceof Verdict.Fail fail
        && fail.fix().stream().anyMatch(SecretNames::isSecret);
  }
}
