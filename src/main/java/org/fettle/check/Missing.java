package org.fettle.check;

import java.util.List;
import org.fettle.json.About;

/** What the absence of the value means to a check that reads one. */
public enum Missing {
  @About("The check fails; this is so where nothing is said.")
  FAIL,
  @About("The check passes.")
  PASS,
  @About("The check does not apply.")
  NOT_APPLICABLE;

  /** The verdict on a thing that is absent. */
  Verdict verdict(String thing, String expected) {
    return switch (this) {
      case FAIL -> new Verdict.Fail(expected, thing + " is absent", List.of());
      case PASS -> new Verdict.Pass("absent");
      case NOT_APPLICABLE -> new Verdict.NotApplicable(thing + " is absent");
    };
  }
}
