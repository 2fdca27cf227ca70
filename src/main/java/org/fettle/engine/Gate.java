package org.fettle.engine;

import org.fettle.journal.Outcome;

/** What stands between a failing rule and its fix, in the order it is asked. */
public enum Gate {
  OPT_IN(Outcome.REPORTED),
  /** The halt switch; what nobody opted into is not waiting for it, and stays reported. */
  PAUSED(Outcome.DEFERRED),
  REQUIREMENTS(Outcome.BLOCKED),
  DISRUPTION(Outcome.BLOCKED),
  IRREVERSIBLE(Outcome.BLOCKED),
  RING(Outcome.DEFERRED),
  WINDOW(Outcome.DEFERRED),
  BUDGET(Outcome.BLOCKED),
  TURN(Outcome.DEFERRED),
  OWNER(Outcome.REPORTED),
  DENY_LIST(Outcome.BLOCKED),
  SCOPE(Outcome.BLOCKED),
  RIGHTS(Outcome.BLOCKED),
  PROGRAMS(Outcome.BLOCKED),
  AS_PLANNED(Outcome.BLOCKED);

  private final Outcome outcome;

  Gate(Outcome outcome) {
    this.outcome = outcome;
  }

  /** A closed gate, and why: one sentence. */
  public record Closed(Gate gate, String reason) {
    /** What becomes of the finding. */
    public Outcome outcome() {
      return gate.outcome;
    }
  }
}
