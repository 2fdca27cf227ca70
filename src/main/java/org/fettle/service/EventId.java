package org.fettle.service;

import org.fettle.windows.EventLog.Level;

/**
 * The numbers of the records in the Windows Event Log, by which admins filter; {@code
 * agent/events/fettle.mc} has their texts. A number means the same for ever.
 */
enum EventId {
  // The service itself
  STARTED(1, Level.INFORMATION),
  STOPPED(2, Level.INFORMATION),
  NOT_PROTECTED(3, Level.ERROR),
  FAILED(4, Level.ERROR),
  TASK_FAILED(5, Level.ERROR),
  WEAK(6, Level.WARNING),

  // Policies
  POLICY_TAKEN(10, Level.INFORMATION),
  POLICY_REFUSED(11, Level.ERROR),
  POLICY_UNREACHABLE(12, Level.WARNING),
  POLICY_WITHDRAWN(13, Level.WARNING),
  NO_SCHEDULE(14, Level.WARNING),
  POLICY_SETTLED(15, Level.INFORMATION),

  // Runs, one of these for each
  RUN_IN_ORDER(20, Level.INFORMATION),
  RUN_FINDINGS(21, Level.WARNING),
  RUN_NOT_JUDGED(22, Level.WARNING),
  RUN_LEFT_OUT(23, Level.WARNING),
  RUN_RECOVERED(24, Level.WARNING),

  // What runs changed, and the journal
  FIXED(30, Level.INFORMATION),
  FIX_FAILED(31, Level.ERROR),
  FIX_TAKEN_BACK(32, Level.WARNING),
  MORE_FIXES(33, Level.INFORMATION),
  ROLLBACK(34, Level.INFORMATION),
  PURGED(35, Level.INFORMATION),
  JOURNAL_DAMAGED(36, Level.ERROR),
  JOURNAL_TORN(37, Level.WARNING),
  JOURNAL_SHORTENED(38, Level.INFORMATION),
  JOURNAL_ALTERED(39, Level.ERROR),

  // Protection against others
  FIGHT(40, Level.ERROR);

  private final int number;
  private final Level level;

  EventId(int number, Level level) {
    this.number = number;
    this.level = level;
  }

  int number() {
    return number;
  }

  Level level() {
    return level;
  }
}
