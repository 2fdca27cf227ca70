package org.fettle.check;

import org.fettle.json.About;

/** What the absence of the value means to a check that reads one. */
public enum Missing {
  @About("The check fails; this is so where nothing is said.")
  FAIL,
  @About("The check passes.")
  PASS,
  @About("The check does not apply.")
  NOT_APPLICABLE
}
