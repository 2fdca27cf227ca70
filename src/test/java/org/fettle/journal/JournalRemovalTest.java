package org.fettle.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.JournalFiles.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest months of a journal are removed, and the rest can still be trusted. */
class JournalRemovalTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");

  private Journal open() {
    return Journal.open(folder, () -> now);
  }

  private Path file(int month) {
    return folder.resolve("journal-2026-%02d.jsonl".formatted(month));
  }

  private Verification verified() {
    return new JournalFiles(folder).verify();
  }

  private static Verification whole(long records, long removed) {
    return new Verification(records, removed, Optional.empty(), List.of());
  }

  private String problem() {
    return verified().broken().map(JournalFiles.Break::sentence).orElse("none");
  }

  /** Two records in each of the months from January to April. */
  @BeforeEach
  void fourMonths() {
    for (int month = 1; month <= 4; month++) {
      now = Instant.parse("2026-%02d-28T12:00:00Z".formatted(month));
      try (Journal journal = open()) {
        journal.append("run-" + month, new Event.Applied(month));
        journal.append("run-" + month, new Event.RunEnded(Map.of(), false));
      }
    }
  }

  private void removeBefore(YearMonth first) {
    try (Journal journal = open()) {
      journal.removeBefore(first);
    }
  }

  @Test
  void theMonthsBeforeGoAndTheRestIsWholeAndGoesOn() {
    removeBefore(MARCH);
    assertThat(file(1)).doesNotExist();
    assertThat(file(2)).doesNotExist();
    assertThat(verified()).isEqualTo(whole(5, 4));
    List<Entry> entries = new JournalFiles(folder).entries();
    assertThat(entries.getFirst().sequence()).isEqualTo(5);
    assertThat(entries.getLast().event())
        .isInstanceOfSatisfying(
            Event.OlderRemoved.class,
            removed -> {
              assertThat(removed.before()).isEqualTo(MARCH);
              assertThat(removed.last()).isEqualTo(4);
            });
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isTrue();
      assertThat(journal.append("run-5", new Event.Applied(1)).sequence()).isEqualTo(10);
    }
    assertThat(verified()).isEqualTo(whole(6, 4));
  }

  @Test
  void laterItIsDoneAgain() {
    removeBefore(MARCH);
    removeBefore(MARCH);
    assertThat(verified()).isEqualTo(whole(5, 4));
    removeBefore(YearMonth.of(2026, 4));
    assertThat(verified()).isEqualTo(whole(4, 6));
  }

  @Test
  void theNewestFileStaysHoweverOldItIs() {
    removeBefore(YearMonth.of(2030, 1));
    assertThat(file(4)).exists();
    assertThat(verified()).isEqualTo(whole(3, 6));
    removeBefore(YearMonth.of(2030, 1));
  }

  @Test
  void aRemovalThatWasBrokenOffIsMadeUpFor() throws IOException {
    byte[] january = Files.readAllBytes(file(1));
    byte[] february = Files.readAllBytes(file(2));
    removeBefore(MARCH);
    Files.write(file(2), february);
    assertThat(verified()).as("only January is gone").isEqualTo(whole(7, 2));
    Files.write(file(1), january);
    assertThat(verified()).as("nothing is gone yet").isEqualTo(whole(9, 0));
    removeBefore(MARCH);
    assertThat(verified()).as("it is not said again").isEqualTo(whole(5, 4));
  }

  @Test
  void whatNobodyWroteDownIsMissing() throws IOException {
    Files.delete(file(1));
    assertThat(problem()).isEqualTo(file(2) + ", line 1: records before it are missing.");
  }

  @Test
  void moreThanWasWrittenDownIsMissing() throws IOException {
    removeBefore(MARCH);
    Files.delete(file(3));
    assertThat(problem()).isEqualTo(file(4) + ", line 1: records before it are missing.");
  }

  @Test
  void aBreakAmongWhatIsKeptIsNamed() throws IOException {
    removeBefore(MARCH);
    List<String> lines = Files.readAllLines(file(3));
    Files.write(file(3), lines.subList(0, 1));
    assertThat(problem())
        .isEqualTo(
            file(4)
                + ", line 1: it does not follow the record before it: one was altered, removed or"
                + " put in.");
  }

  @Test
  void whatWasSetAsideOfAMonthGoesWithIt() throws IOException {
    Path january = folder.resolve("journal-2026-01-at-0.damaged");
    Path april = folder.resolve("journal-2026-04-at-0.damaged");
    Files.writeString(january, "x", StandardOpenOption.CREATE_NEW);
    Files.writeString(april, "x", StandardOpenOption.CREATE_NEW);
    removeBefore(MARCH);
    assertThat(january).doesNotExist();
    assertThat(april).exists();
  }
}
