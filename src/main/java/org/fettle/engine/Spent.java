package org.fettle.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;

/** What was spent of the budget in the last 24 hours, as the journal tells. */
final class Spent {
  static final Duration DAY = Duration.ofHours(24);

  private final Map<String, List<Instant>> attempts = new HashMap<>();
  private int changes;

  /** Counts the journal's entries of the day before {@code now}. */
  static Spent in(List<Entry> entries, Instant now) {
    Spent spent = new Spent();
    String last = "";
    for (Entry entry : entries) {
      if (!entry.time().isAfter(now.minus(DAY))
          || !(entry.event() instanceof Event.Intended intended)) {
        continue;
      }
      if (intended.purpose() == Event.Purpose.ROLLBACK) {
        // Whoever takes a fix back by hand is no fight.
        spent.attempts.remove(intended.about().identityAndVersion());
      } else if (intended.purpose() == Event.Purpose.FIX) {
        spent.changes++;
        String attempt = entry.run() + '\n' + intended.about().identityAndVersion();
        if (!attempt.equals(last)) {
          spent
              .attempts
              .computeIfAbsent(intended.about().identityAndVersion(), any -> new ArrayList<>())
              .add(entry.time());
          last = attempt;
        }
      }
    }
    return spent;
  }

  /** How many changes fixes made or tried. */
  int changes() {
    return changes;
  }

  /** How many times the fix of this version of the rule was tried for this subject. */
  int attempts(About about) {
    return attempts.getOrDefault(about.identityAndVersion(), List.of()).size();
  }

  /** When there will have been fewer attempts than that; empty where there are fewer now. */
  Optional<Instant> until(About about, int allowed) {
    List<Instant> tried = attempts.getOrDefault(about.identityAndVersion(), List.of());
    return tried.size() < allowed || allowed < 1
        ? Optional.empty()
        : Optional.of(tried.get(tried.size() - allowed).plus(DAY));
  }
}
