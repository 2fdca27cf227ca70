package org.fettle.journal;

/** What became of a finding. */
public enum Outcome {
  /** The machine was as demanded. */
  COMPLIANT,
  /** The fix was applied and the check, made again, passed. */
  FIXED,
  /** Found and reported; nobody opted into a fix, or there is none. */
  REPORTED,
  /** A fix was opted into but a gate was closed. */
  BLOCKED,
  /** To be done later: its user is away, or its time has not come. */
  DEFERRED,
  /** The rule does not apply here. */
  SKIPPED,
  /** A fix failed and could not be taken back whole. */
  FAILED,
  /** A change was made and taken back. */
  ROLLED_BACK,
  /** It could not be judged. */
  UNKNOWN;

  /** Whether something is still out of order. */
  public boolean isFinding() {
    return switch (this) {
      case REPORTED, BLOCKED, DEFERRED, FAILED, ROLLED_BACK -> true;
      case COMPLIANT, FIXED, SKIPPED, UNKNOWN -> false;
    };
  }
}
