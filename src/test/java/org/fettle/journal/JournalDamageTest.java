package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.fettle.journal.JournalFiles.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power, or somebody, did to the journal's end does not stop the agent. */
class JournalDamageTest {
  private static final Event END = new Event.RunEnded(Map.of(), false);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-21T21:30:00.123Z");

  private Journal open() {
    return Journal.open(folder, () -> now);
  }

  private Path file() {
    return folder.resolve("journal-2026-11.jsonl");
  }

  private void write(Event... events) {
    try (Journal journal = open()) {
      for (Event event : events) {
        journal.append("run-1", event);
      }
    }
  }

  private List<Event> events() {
    return new JournalFiles(folder).entries().stream().map(Entry::event).toList();
  }

  /** Opens the journal, which must set aside just these bytes after these events, and goes on. */
  private void setsAside(byte[] damage, Event... whole) throws Exception {
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isFalse();
      journal.append("run-2", END);
    }
    assertThat(events()).startsWith(whole).endsWith(END).hasSize(whole.length + 2);
    Event.DamageSetAside told = (Event.DamageSetAside) events().get(whole.length);
    assertThat(folder.resolve(told.file())).hasBinaryContent(damage);
    assertThat(told.bytes()).isEqualTo(damage.length);
    assertThat(told.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(damage)));

    Verification verified = new JournalFiles(folder).verify();
    assertThat(verified.broken()).isEmpty();
    assertThat(verified.damage()).containsExactly(told);
    try (Journal journal = open()) {
      assertThat(journal.isAtRest()).isTrue();
    }
  }

  @Test
  void damageThatHasALineEndIsSetAside() throws Exception {
    write(new Event.Applied(1), END);
    byte[] damage = (" ".repeat(4_096).replace(' ', '\0') + "abc\n").getBytes(UTF_8);
    Files.write(file(), damage, StandardOpenOption.APPEND);
    setsAside(damage, new Event.Applied(1), END);
  }

  @Test
  void damageWithoutALineEndIsSetAsideAsWell() throws Exception {
    write(new Event.Applied(1), END);
    byte[] damage = new byte[100_000];
    Files.write(file(), damage, StandardOpenOption.APPEND);
    setsAside(damage, new Event.Applied(1), END);
  }

  @Test
  void aLostPageBeforeAWholeLastRecordIsFoundAndWhatFollowsItIsSetAside() throws Exception {
    Event judged = new Event.Refused(2, "x".repeat(5_000));
    write(END, new Event.Applied(1), judged, judged, judged);
    List<String> lines = Files.readAllLines(file());
    int from = (lines.get(0) + lines.get(1)).length() + 2;
    byte[] all = Files.readAllBytes(file());
    Arrays.fill(all, from + 100, from + 4_196, (byte) 0);
    Files.write(file(), all);
    setsAside(Arrays.copyOfRange(all, from, all.length), END, new Event.Applied(1));
  }

  @Test
  void aRecordThatIsMissingBeforeAWholeLastOneIsFoundToo() throws Exception {
    write(END, new Event.Applied(1), new Event.Applied(2), new Event.Applied(3));
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.remove(2);
    Files.write(file(), lines);
    setsAside((lines.get(2) + "\n").getBytes(UTF_8), END, new Event.Applied(1));
  }

  @Test
  void anAlteredLastRecordIsSetAside() throws Exception {
    write(new Event.Applied(1), END);
    String altered =
        Files.readString(file()).replace("\"interrupted\":false", "\"interrupted\":true");
    Files.writeString(file(), altered);
    String last = altered.lines().toList().getLast() + "\n";
    setsAside(last.getBytes(UTF_8), new Event.Applied(1));
  }

  @Test
  void aNewestFileOfNothingButDamageIsSetAsideAndTheChainGoesOnFromTheOneBefore() throws Exception {
    write(new Event.Applied(1), END);
    now = Instant.parse("2026-12-01T00:00:00Z");
    byte[] damage = "\0\0\n\0\n".getBytes(UTF_8);
    Files.write(folder.resolve("journal-2026-12.jsonl"), damage);
    setsAside(damage, new Event.Applied(1), END);
    assertThat(Files.readAllLines(folder.resolve("journal-2026-12.jsonl"))).hasSize(2);
  }

  @Test
  void aLineLongerThanAnyRecordIsDamageAndIsNotReadIntoMemory() throws Exception {
    write(new Event.Applied(1), END);
    ByteArrayOutputStream damage = new ByteArrayOutputStream();
    damage.write(new byte[Chain.LONGEST + 1]);
    damage.write('\n');
    Files.write(file(), damage.toByteArray(), StandardOpenOption.APPEND);
    assertThat(new JournalFiles(folder).verify().broken().orElseThrow().line()).isEqualTo(3);
    setsAside(damage.toByteArray(), new Event.Applied(1), END);
  }

  @Test
  void damageThatAProcessSetAsideBeforeItDiedIsToldByTheNext() throws Exception {
    write(new Event.Applied(1), END);
    byte[] damage = "abc\n".getBytes(UTF_8);
    Files.write(folder.resolve("journal-2026-11-at-77.damaged.untold"), damage);
    setsAside(damage, new Event.Applied(1), END);
    assertThat(folder.resolve("journal-2026-11-at-77.damaged.untold")).doesNotExist();
  }

  @Test
  void damageAtTheSamePlaceTwiceIsKeptTwice() throws Exception {
    write(new Event.Applied(1));
    byte[] whole = Files.readAllBytes(file());
    for (String damage : List.of("abc\n", "def\n")) {
      Files.write(file(), whole);
      Files.writeString(file(), damage, StandardOpenOption.APPEND);
      setsAside(damage.getBytes(UTF_8), new Event.Applied(1));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(one -> one.toString().endsWith(".damaged"))).hasSize(2);
    }
  }

  @Test
  void whoListensIsToldWhatWasFoundOnOpening() throws IOException {
    write(new Event.Applied(1));
    Files.writeString(file(), "abc\n", StandardOpenOption.APPEND);
    List<Event> told = new ArrayList<>();
    try (Journal journal = open()) {
      journal.tell(entry -> told.add(entry.event()));
      journal.append("run-2", END);
    }
    assertThat(told).hasSize(2).last().isEqualTo(END);
    assertThat(told.getFirst()).isInstanceOf(Event.DamageSetAside.class);
  }

  @Test
  void aRecordOfALaterVersionIsNoDamage() throws IOException {
    write(new Event.Applied(1));
    String body = Files.readString(file()).replace("\"applied\":1", "\"invented\":1");
    body = body.substring(0, body.indexOf(",\"hash\":")) + "}";
    String line = body.substring(0, body.length() - 1) + ",\"hash\":\"" + sha256(body) + "\"}\n";
    Files.writeString(file(), line);
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("another version of Fettle");
    assertThat(file()).hasContent(line.strip());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
