package org.fettle.engine;

import org.fettle.journal.Outcome;

/** What stands between a failing rule and its fix, in the order it is asked. */
public enum Gate {
  OPT_IN("opted in", Outcome.REPORTED),
  REQUIREMENTS("requirements pass", Outcome.BLOCKED),
  DISRUPTION("disruption accepted", Outcome.BLOCKED),
  RING("in the ring", Outcome.DEFERRED),
  WINDOW("in the window", Outcome.DEFERRED),
  BUDGET("budget left", Outcome.BLOCKED),
  OWNER("owned by nobody else", Outcome.REPORTED),
  DENY_LIST("not on the deny list", Outcome.BLOCKED),
  RIGHTS("rights to write", Outcome.BLOCKED),
  PROGRAMS("programs closed", Outcome.BLOCKED),
  AS_PLANNED("still as planned", Outcome.BLOCKED);

  private final String label;
  private final Outcome outcome;

  Gate(String label, Outcome outcome) {
    this.label = label;
    this.outcome = outcome;
  }

  /** A closed gate, and why: one sentence. */
  public record Closed(Gate gate, String reason) {
    /** What becomes of the finding. */
    public Outcome outcome() {
      return gate.outcome;
    }
  }

  /** The gate's name for people. */
  public String label() {
    return label;
  }
}
