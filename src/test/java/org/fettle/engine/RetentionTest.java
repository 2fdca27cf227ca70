package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Event;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalException;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Subject;
import org.fettle.windows.FileRenameChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a journal is kept, on 15 June 2026 and for 60 days where nothing else is said. */
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final Duration KEEP = Duration.ofDays(60);
  private static final Event.About ABOUT =
      new Event.About("caches", "1.0.0", "cache", Subject.machine("LAP-1"));

  @TempDir Path folder;

  private void run(int month, Event... events) {
    Instant then = Instant.parse("2026-%02d-10T12:00:00Z".formatted(month));
    try (Journal journal = Journal.open(folder, () -> then)) {
      String run = "run-" + month;
      journal.append(
          run,
          new Event.RunStarted(
              Event.Command.APPLY, "x", "0.1.0", "LAP-1", Optional.of("test"), List.of()));
      for (Event event : events) {
        journal.append(run, event);
      }
      journal.append(run, new Event.RunEnded(Map.of(), false));
    }
  }

  private static FileRenameChange aside(String name) {
    return new FileRenameChange(true, "C:\\" + name, "C:\\" + name + ".fettle-1");
  }

  private static Event fix(String name) {
    return new Event.Intended(1, ABOUT, Event.Purpose.FIX, aside(name), Optional.empty());
  }

  private void remove() {
    remove(NOW);
  }

  private void remove(Instant now) {
    try (Journal journal = Journal.open(folder, () -> now)) {
      new Retention(journal, now).remove(KEEP);
    }
  }

  private void runs(int from, int to) {
    for (int month = from; month <= to; month++) {
      run(month);
    }
  }

  private Optional<YearMonth> firstMonth() {
    return new JournalFiles(folder).months().stream().findFirst();
  }

  @Test
  void onlyMonthsWhoseLastDayIsOlderGo() {
    runs(2, 6);
    remove();
    assertThat(firstMonth()).as("the month of 60 days ago").hasValue(YearMonth.of(2026, 4));
    remove();
    assertThat(firstMonth()).hasValue(YearMonth.of(2026, 4));
  }

  @Test
  void aClockThatIsAheadDoesNotMakeAllOfItOld() {
    runs(1, 6);
    remove(Instant.parse("2036-06-15T12:00:00Z"));
    assertThat(firstMonth()).as("60 days are 3 months").hasValue(YearMonth.of(2026, 4));
  }

  @Test
  void whatLiesInQuarantineIsFoundForTwiceAsLong() {
    run(1);
    run(2, fix("old"), new Event.Applied(1));
    run(3, fix("Cache"), new Event.Applied(1));
    runs(4, 6);
    remove();
    assertThat(firstMonth()).as("120 days ago is in February").hasValue(YearMonth.of(2026, 2));
  }

  @Test
  void whatLiesInQuarantineForLongerIsNotWaitedFor() {
    run(1, fix("Cache"), new Event.Applied(1));
    runs(2, 6);
    remove();
    assertThat(firstMonth()).hasValue(YearMonth.of(2026, 2));
  }

  @Test
  void whatWasNotDoneOrTakenBackNeedsNoRecord() {
    run(2, fix("Other"), new Event.Refused(1, "It is in use."));
    run(3, fix("Cache"), new Event.Applied(1));
    run(
        4,
        new Event.Intended(
            1, ABOUT, Event.Purpose.ROLLBACK, aside("Cache").inverse(), Optional.of("run-3/1")),
        new Event.Applied(1));
    runs(5, 6);
    remove();
    assertThat(firstMonth()).hasValue(YearMonth.of(2026, 4));
  }

  @Test
  void anInterruptedRunThatWaitsIsNeverForgotten() {
    runs(1, 6);
    try (Journal journal = Journal.open(folder, () -> NOW)) {
      journal.noteWaiting(Optional.of(Instant.parse("2026-02-10T12:00:00Z")));
    }
    remove();
    assertThat(firstMonth()).hasValue(YearMonth.of(2026, 2));
  }

  @Test
  void aJournalThatWasChangedIsKeptAsItIs() throws IOException {
    runs(1, 6);
    Path file = folder.resolve("journal-2026-01.jsonl");
    Files.writeString(file, Files.readString(file).replace("LAP-1", "LAP-2"));
    assertThatThrownBy(this::remove)
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(
            "The journal is not as it was written, so nothing of it is removed. " + file);
    assertThat(file).exists();
  }
}
