package org.fettle.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fettle.check.Verdict;
import org.fettle.policy.Rule;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Event.About ABOUT =
      new Event.About("lync-trust", "1.0.0", "trust-2016", Subject.machine("LAP-1"));

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-21T21:30:00.123Z");

  private Journal open() {
    return Journal.open(folder, () -> now);
  }

  private List<Event> everyEvent() {
    return List.of(
        new Event.RunStarted(
            Event.Command.APPLY,
            "CONTOSO\\anna",
            "0.1.0",
            "LAP-1",
            Optional.of("head-office"),
            List.of(new Event.PolicyInForce("lync-trust", "1.0.0", "ab12"))),
        new Event.Judged(
            ABOUT,
            "The client trusts",
            Rule.Severity.MEDIUM,
            new Verdict.Fail("a list", "absent", List.of(change())),
            Optional.of("head-office: automatic")),
        new Event.Intended(1, ABOUT, Event.Purpose.FIX, change(), Optional.empty()),
        new Event.Applied(1),
        new Event.Refused(2, "Cannot write: access denied (5)."),
        new Event.Concluded(ABOUT, Outcome.FIXED, ""),
        new Event.DamageSetAside("journal-2026-11-at-0.damaged", 4_096, "0".repeat(64)),
        new Event.RunEnded(Map.of(Outcome.FIXED, 1), false),
        new Event.PolicyTaken(
            "https://policies.contoso.com/fleet.zip",
            "fleet",
            7,
            "0123456789abcdef",
            "0".repeat(64),
            true,
            Optional.of("head-office")),
        new Event.OlderRemoved(YearMonth.of(2026, 1), 41, "0".repeat(64)),
        new Event.PolicyRefused("fleet.zip", List.of("Its serial is 6.", "räksmörgås \u202e")));
  }

  private static RegistryValueChange change() {
    return new RegistryValueChange(
        RegistryKey.parse("HKLM32\\SOFTWARE\\Contoso"),
        "",
        Optional.of(RegistryValue.of(0x12345, new byte[] {1, 2, 3})),
        Optional.of(RegistryValue.text("räksmörgås 日本 \u202e\u0007")));
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    List<Entry> written = new ArrayList<>();
    try (Journal journal = open()) {
      everyEvent().forEach(event -> written.add(journal.append("run-1", event)));
    }
    assertThat(new JournalFiles(folder).entries()).isEqualTo(written);
    assertThat(new JournalFiles(folder).verify().broken()).isEmpty();
    assertThat(new JournalFiles(folder).verify().records()).isEqualTo(written.size());
  }

  @Test
  void aMonthHasAFileAndTheChainGoesOnOverIt() throws IOException {
    try (Journal journal = open()) {
      journal.append("run-1", new Event.Applied(1));
      now = Instant.parse("2026-12-01T00:00:00Z");
      journal.append("run-1", new Event.Applied(2));
      now = Instant.parse("2026-11-30T23:59:59Z"); // a clock set back does not reopen an old file
      journal.append("run-1", new Event.Applied(3));
    }
    assertThat(Files.readAllLines(folder.resolve("journal-2026-11.jsonl"))).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("journal-2026-12.jsonl"))).hasSize(2);
    assertThat(new JournalFiles(folder).verify())
        .isEqualTo(new JournalFiles.Verification(3, 0, Optional.empty(), List.of()));
  }

  @Test
  void itGoesOnWhereItEnded() {
    try (Journal journal = open()) {
      journal.append("run-1", new Event.Applied(1));
    }
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isFalse();
      assertThat(journal.append("run-2", new Event.RunEnded(Map.of(), false)).sequence())
          .isEqualTo(2);
    }
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isTrue();
    }
    assertThat(new JournalFiles(folder).verify().broken()).isEmpty();
  }

  @Test
  void aTornLastRecordIsSetAsideAndTheChainStaysWhole() throws IOException {
    try (Journal journal = open()) {
      journal.append("run-1", new Event.Applied(1));
    }
    Path file = folder.resolve("journal-2026-11.jsonl");
    Files.writeString(file, "{\"sequence\":2,\"ti", StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isFalse();
      journal.append("run-2", new Event.Applied(1));
    }
    assertThat(new JournalFiles(folder).entries())
        .extracting(Entry::event)
        .containsExactly(
            new Event.Applied(1),
            new Event.TornRecord("{\"sequence\":2,\"ti"),
            new Event.Applied(1));
    assertThat(new JournalFiles(folder).verify().broken()).isEmpty();
  }

  @Test
  void everyTamperedByteIsFoundAtItsRecord() throws IOException {
    try (Journal journal = open()) {
      everyEvent().forEach(event -> journal.append("run-1", event));
    }
    Path file = folder.resolve("journal-2026-11.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      byte[] altered = whole.clone();
      int at = random.nextInt(altered.length - 1); // the last byte is the last line's end
      if (altered[at] == '\n') {
        continue;
      }
      altered[at] = (byte) (altered[at] == '7' ? '8' : '7');
      Files.write(file, altered);
      int line = 1;
      for (int i = 0; i < at; i++) {
        line += whole[i] == '\n' ? 1 : 0;
      }
      assertThat(new JournalFiles(folder).verify().broken())
          .as("byte %d", at)
          .hasValueSatisfying(broken -> assertThat(broken.file()).isEqualTo(file));
      assertThat(new JournalFiles(folder).verify().broken().orElseThrow().line())
          .as("byte %d", at)
          .isEqualTo(line);
    }
  }

  @Test
  void aRecordRemovedOrPutInOrSwappedIsFound() throws IOException {
    try (Journal journal = open()) {
      everyEvent().forEach(event -> journal.append("run-1", event));
    }
    Path file = folder.resolve("journal-2026-11.jsonl");
    List<String> lines = Files.readAllLines(file);

    Files.write(file, without(lines, 2));
    assertThat(new JournalFiles(folder).verify().broken().orElseThrow().line()).isEqualTo(3);

    List<String> twice = new ArrayList<>(lines);
    twice.add(4, lines.get(3));
    Files.write(file, twice);
    assertThat(new JournalFiles(folder).verify().broken().orElseThrow().line()).isEqualTo(5);

    Files.write(file, lines.subList(1, lines.size()));
    assertThat(new JournalFiles(folder).verify().broken().orElseThrow().problem())
        .contains("records before it are missing");
  }

  private static List<String> without(List<String> lines, int index) {
    List<String> rest = new ArrayList<>(lines);
    rest.remove(index);
    return rest;
  }

  @Test
  void theEntriesSinceAMomentAreFoundWithoutReadingTheOlderOnes() throws IOException {
    try (Journal journal = open()) {
      journal.append("run-1", new Event.Applied(1));
      now = now.plusSeconds(60);
      journal.append("run-2", new Event.Applied(2));
      now = Instant.parse("2026-12-01T00:00:00Z");
      journal.append("run-3", new Event.Applied(3));
    }
    Path file = folder.resolve("journal-2026-11.jsonl");
    Files.writeString(file, Files.readString(file).replace("\"applied\":1", "\"unread\":1"));
    assertThat(new JournalFiles(folder).entriesSince(Instant.parse("2026-11-21T21:31:00.123Z")))
        .extracting(Entry::run)
        .containsExactly("run-2", "run-3");
    assertThat(new JournalFiles(folder).entriesSince(now))
        .extracting(Entry::run)
        .containsExactly("run-3");
  }

  @Test
  void whatDidNotEndIsReadFromWhereItWaitsSince() throws IOException {
    try (Journal journal = open()) {
      for (int month = 1; month <= 6; month++) {
        now = Instant.parse("2026-0" + month + "-15T00:00:00Z");
        journal.append("run-" + month, new Event.Applied(month));
      }
      assertThat(unfinished(journal)).containsExactly("run-5", "run-6");

      journal.noteWaiting(Optional.of(Instant.parse("2026-03-31T23:59:59Z")));
      assertThat(unfinished(journal)).containsExactly("run-3", "run-4", "run-5", "run-6");

      journal.noteWaiting(Optional.of(now));
      assertThat(unfinished(journal)).containsExactly("run-5", "run-6");

      Files.writeString(folder.resolve("waiting"), "20");
      assertThat(unfinished(journal)).as("by a note that is torn").hasSize(6);

      journal.noteWaiting(Optional.empty());
      assertThat(unfinished(journal)).containsExactly("run-5", "run-6");
    }
  }

  private static List<String> unfinished(Journal journal) {
    List<String> runs = new ArrayList<>();
    journal.replayUnfinished(entry -> runs.add(entry.run()));
    return runs;
  }

  @Test
  void aMissingFolderIsAnEmptyJournal() {
    JournalFiles none = new JournalFiles(folder.resolve("none"));
    assertThat(none.entries()).isEmpty();
    assertThat(none.verify())
        .isEqualTo(new JournalFiles.Verification(0, 0, Optional.empty(), List.of()));
  }

  @Test
  void aLineLongerThanABlockIsFoundFromTheEnd() {
    String text = "x".repeat(30_000);
    try (Journal journal = open()) {
      journal.append("run-1", new Event.Refused(1, text));
    }
    try (Journal journal = open()) {
      assertThat(journal.append("run-1", new Event.Applied(2)).sequence()).isEqualTo(2);
    }
    assertThat(new JournalFiles(folder).verify().broken()).isEmpty();
  }
}
