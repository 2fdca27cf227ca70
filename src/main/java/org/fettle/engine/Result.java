package org.fettle.engine;

import org.fettle.journal.Outcome;

/**
 * What became of a finding.
 *
 * @param reason a sentence; empty where the outcome says it all
 */
public record Result(Finding finding, Outcome outcome, String reason) {
  /**
   * Whether something is known to be out of order; not so for a user who is away and was not
   * judged.
   */
  public boolean isOpen() {
    return outcome.isFinding() && !finding.isDeferred();
  }
}
