package org.fettle.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.fettle.journal.Journal;

/**
 * Says how much of the journal is kept: whole months, and those that are needed still. Without its
 * record an interrupted run could not be brought to its end, nor could what lies in quarantine be
 * found; but for the latter nothing is kept longer than twice the time.
 */
final class Retention {
  private final Journal journal;
  private final Instant now;

  Retention(Journal journal, Instant now) {
    this.journal = journal;
    this.now = now;
  }

  /** Removes what is older, whole months; answers whether there was any. */
  boolean remove(Duration olderThan) {
    YearMonth wanted = monthOf(now.minus(olderThan));
    Optional<YearMonth> oldest = journal.files().months().stream().findFirst();
    if (oldest.isEmpty() || !oldest.get().isBefore(wanted)) {
      return false;
    }
    journal.files().requireWhole("nothing of it is removed");
    YearMonth first = earlier(wanted, journal.waitingSince());
    YearMonth inQuarantine = earlier(first, oldestInQuarantine());
    YearMonth longest = monthOf(now.minus(olderThan.multipliedBy(2)));
    return journal.removeBefore(earlier(first, Optional.of(later(inQuarantine, longest))));
  }

  private Optional<YearMonth> oldestInQuarantine() {
    return Engine.inQuarantine(Undo.in(journal.files()), now).stream()
        .map(recorded -> monthOf(recorded.at()))
        .min(YearMonth::compareTo);
  }

  private static YearMonth earlier(YearMonth one, Optional<YearMonth> other) {
    return other.filter(one::isAfter).orElse(one);
  }

  private static YearMonth later(YearMonth one, YearMonth other) {
    return one.isAfter(other) ? one : other;
  }

  private static YearMonth monthOf(Instant moment) {
    return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
  }
}
