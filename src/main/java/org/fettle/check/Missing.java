package org.fettle.check;

/** What the absence of the value means to a check that reads one. */
public enum Missing {
  FAIL,
  PASS,
  NOT_APPLICABLE
}
