package org.fettle.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and what happens where a record cannot be written. */
class JournalWritingTest {
  private static final Event END = new Event.RunEnded(Map.of(), false);
  private static final Instant NOW = Instant.parse("2026-11-21T21:30:00.123Z");

  @TempDir Path folder;

  private Journal open() {
    return Journal.open(folder, () -> NOW);
  }

  private JournalFiles files() {
    return new JournalFiles(folder);
  }

  @Test
  void aRecordTooLongToBeReadBackIsRefusedBeforeItIsWritten() {
    try (Journal journal = open()) {
      Event longest = new Event.Refused(1, "x".repeat(Chain.LONGEST - 1_000));
      journal.append("run-1", longest);
      assertThatThrownBy(
              () -> journal.append("run-1", new Event.Refused(2, "x".repeat(Chain.LONGEST))))
          .isInstanceOf(JournalException.class)
          .hasMessageMatching("Cannot write the journal: a record of \\d+ bytes is too long.*\\.");
      // What is escaped or has several bytes counts as it is written.
      assertThatThrownBy(
              () -> journal.append("run-1", new Event.Refused(2, "\0".repeat(Chain.LONGEST / 5))))
          .isInstanceOf(JournalException.class);
      journal.append("run-1", END);

      assertThat(files().entries()).extracting(Entry::event).containsExactly(longest, END);
    }
    assertThat(files().verify().broken()).isEmpty();
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isTrue();
    }
  }

  @Test
  void afterARecordThatCouldNotBeWrittenThereIsNoFurtherOne() throws Exception {
    FullDisk[] disk = new FullDisk[1];
    try (Journal journal =
        Journal.open(
            folder,
            () -> NOW,
            file -> {
              disk[0] =
                  new FullDisk(
                      FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
              return disk[0];
            })) {
      journal.append("run-1", new Event.Applied(1));
      disk[0].room = 20;
      assertThatThrownBy(() -> journal.append("run-1", new Event.Applied(2)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("No space left on device");
      disk[0].room = Integer.MAX_VALUE;
      assertThatThrownBy(() -> journal.append("run-1", new Event.Applied(3)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("an earlier record could not be written");
    }
    assertThat(files().verify().broken()).isEmpty();
    try (Journal journal = open()) {
      journal.append("run-2", END);
    }
    assertThat(files().verify().broken()).isEmpty();
    assertThat(files().entries())
        .extracting(Entry::event)
        .startsWith(new Event.Applied(1))
        .endsWith(END);
    assertThat(files().entries().get(1).event()).isInstanceOf(Event.TornRecord.class);
  }

  @Test
  void aListenerThatFailsDoesNotFailTheJournal() throws Exception {
    try (Journal journal = open()) {
      journal.tell(entry -> {
        throw new IllegalStateException("The log is full.");
      });
      journal.append("run-1", new Event.Applied(1));
      journal.append("run-1", END);
    }
    assertThat(Files.readAllLines(folder.resolve("journal-2026-11.jsonl"))).hasSize(2);
    assertThat(files().verify().broken()).isEmpty();
  }
}
