package org.fettle.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The oldest months of a journal, which are kept no longer.
 *
 * @param months oldest first
 * @param firstKept the month after them
 */
record OldMonths(Path folder, List<YearMonth> months, YearMonth firstKept) {
  /** Those before that month, but never the newest there is. */
  static OldMonths before(YearMonth first, Path folder) {
    List<YearMonth> all = JournalFiles.months(folder);
    List<YearMonth> old =
        all.stream().limit(Math.max(0, all.size() - 1)).filter(first::isAfter).toList();
    return new OldMonths(folder, old, old.isEmpty() ? first : all.get(old.size()));
  }

  /** What the journal is to say of their removal; empty where there is nothing in them. */
  Optional<Event.OlderRemoved> event() {
    return last()
        .map(last -> new Event.OlderRemoved(firstKept, last.line().sequence(), last.hash()));
  }

  private Optional<WholeRecords.Last> last() {
    for (YearMonth month : months.reversed()) {
      Path file = JournalFiles.file(folder, month);
      try {
        Optional<WholeRecords.Last> last = WholeRecords.of(file).last();
        if (last.isPresent()) {
          return last;
        }
      } catch (IOException e) {
        throw new JournalException("Cannot read " + file + ": " + JournalFiles.reason(e) + ".", e);
      }
    }
    return Optional.empty();
  }

  /** Whether one that could not remove them all has said so in what is kept. */
  boolean isWritten(Event.OlderRemoved event) {
    AtomicBoolean isWritten = new AtomicBoolean();
    new JournalFiles(folder)
        .eachSince(
            firstKept,
            entry -> {
              if (entry.event().equals(event)) {
                isWritten.set(true);
              }
            });
    return isWritten.get();
  }

  /** Removes their files, the oldest first, and what was set aside of them. */
  void remove() {
    for (YearMonth month : months) {
      Path file = JournalFiles.file(folder, month);
      try {
        List<Path> damaged = Damage.of(file);
        Files.delete(file);
        for (Path one : damaged) {
          Files.delete(one);
        }
      } catch (IOException e) {
        throw new JournalException(
            "Cannot remove " + file + ": " + JournalFiles.reason(e) + ".", e);
      }
    }
  }
}
