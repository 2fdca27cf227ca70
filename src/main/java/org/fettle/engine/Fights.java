package org.fettle.engine;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Outcome;

/** Finds out who is set back again and again by something else, and was not told of yet. */
final class Fights {
  private Fights() {}

  /**
   * The rules that a run left out of order although their fix was tried as often as it may be, when
   * no run before it had concluded that since the last try.
   *
   * @param lately the journal's entries of the last day
   */
  static List<Result> newIn(
      String run, List<Result> results, List<Entry> lately, Instant now, int attempts) {
    Spent spent = Spent.in(lately, now);
    Set<String> known = new HashSet<>();
    for (Entry entry : lately) {
      if (entry.run().equals(run)) {
        continue;
      }
      if (entry.event() instanceof Event.Intended intended) {
        known.remove(intended.about().identity());
      } else if (entry.event() instanceof Event.Concluded concluded
          && concluded.outcome() == Outcome.BLOCKED) {
        known.add(concluded.about().identity());
      }
    }
    return results.stream()
        .filter(result -> result.outcome() == Outcome.BLOCKED)
        .filter(result -> spent.attempts(result.finding().about()) >= attempts)
        .filter(result -> !known.contains(result.finding().about().identity()))
        .toList();
  }
}
