package org.fettle.cli;

/** What a command tells the program that started it. */
final class ExitCode {
  /** Compliant, or fixed and verified; or the assignment is not for this machine. */
  static final int FINE = 0;

  /** Findings remain. */
  static final int FINDINGS = 1;

  /** Nothing is out of order as far as could be judged, but not all could be. */
  static final int UNKNOWN = 2;

  /** Stopped early: a bad policy, the lock held, no rights. */
  static final int STOPPED = 3;

  /** Wrong usage, as sysexits.h has it. */
  static final int USAGE = 64;

  private ExitCode() {}
}
