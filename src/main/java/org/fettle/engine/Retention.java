package org.fettle.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.fettle.journal.Journal;

/**
 * Says how much of the journal is kept: whole months, and those that are needed still. Without its
 * record an interrupted run could not be brought to its end, nor could what lies in quarantine be
 * found; but for the latter nothing is kept longer than twice the time. A clock that is years ahead
 * makes everything old, so as many of the newest files stay as that time has months, in any case.
 */
final class Retention {
  private static final int LONGEST_MONTH = 31;

  private final Journal journal;
  private final Instant now;

  Retention(Journal journal, Instant now) {
    this.journal = journal;
    this.now = now;
  }

  /** Removes what is older, whole months. */
  void remove(Duration olderThan) {
    List<YearMonth> months = journal.files().months();
    int most = (int) Math.ceilDiv(olderThan.toDays(), LONGEST_MONTH) + 1;
    if (months.size() <= most) {
      return;
    }
    YearMonth wanted =
        earlier(monthOf(now.minus(olderThan)), Optional.of(months.get(months.size() - most)));
    if (!months.getFirst().isBefore(wanted)) {
      return;
    }
    journal.files().requireWhole("nothing of it is removed");
    YearMonth first = earlier(wanted, journal.waitingSince());
    YearMonth inQuarantine = earlier(first, oldestInQuarantine());
    YearMonth longest = monthOf(now.minus(olderThan.multipliedBy(2)));
    journal.removeBefore(earlier(first, Optional.of(later(inQuarantine, longest))));
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
