package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fettle.cli.Shell.Ran;
import org.fettle.journal.Event;
import org.fettle.journal.Journal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperedJournalTest {
  @TempDir private Path folder;
  private Shell shell;
  private Path journal;

  @BeforeEach
  void applyAPlan() throws IOException {
    shell = new Shell(folder);
    shell.onLaptop("apply", "--yes").exits(1);
    try (Stream<Path> files =
        Files.list(shell.path("policies/examples/neglected-laptop.fettle/journal"))) {
      journal = files.findFirst().orElseThrow();
    }
  }

  @Test
  void anAlteredRecordIsNamedAndNothingIsTakenBackByIt() {
    shell.replace(journal, "{c1cbd94c-0d35", "{deadbeef-0d35");
    String before = shell.read(shell.laptop());

    Ran verified = shell.onLaptop("journal", "verify").exits(1);

    assertThat(Shell.flat(verified.out()))
        .containsPattern("\\.jsonl, line \\d+: its text does not match its hash\\.")
        .containsPattern("\\d+ records? before it as they were written\\.");
    shell
        .onLaptop("rollback", "--yes")
        .stops(3, "The journal is not as it was written, so nothing is taken back by it.", "line");
    assertThat(shell.read(shell.laptop())).isEqualTo(before);
  }

  @Test
  void aRemovedRecordIsNoticed() {
    List<String> lines = new ArrayList<>(shell.read(journal).lines().toList());
    lines.remove(3);
    shell.write(folder.relativize(journal).toString(), String.join("\n", lines) + "\n");

    assertThat(Shell.flat(shell.onLaptop("journal", "verify").exits(1).out()))
        .contains("line 4: it does not follow the record before it")
        .contains("3 records before it as they were written.");
    shell.onLaptop("rollback", "--yes").stops(3, "so nothing is taken back by it");
  }

  @Test
  void whatIsNoRecordStopsEveryCommandThatReadsTheJournal() {
    List<String> lines = new ArrayList<>(shell.read(journal).lines().toList());
    lines.set(1, "\u001B[2Jnot a record");
    shell.write(folder.relativize(journal).toString(), String.join("\n", lines) + "\n");

    shell.onLaptop("history").stops(3, "line 2 is no journal record", "fettle journal verify");
    shell.onLaptop("report").stops(3, "line 2 is no journal record");
    shell.onLaptop("journal", "verify").exits(1);
  }

  @Test
  void anAlteredEndIsSetAsideAndToldUntilSomebodyTakesItAway() throws IOException {
    List<String> lines = new ArrayList<>(shell.read(journal).lines().toList());
    lines.set(lines.size() - 1, lines.getLast().replace("fixed", "fixer"));
    shell.write(folder.relativize(journal).toString(), String.join("\n", lines) + "\n");

    shell.onLaptop("check").exits(1);

    String sentence =
        "The journal's end was not as it was written: \\d+ bytes were set aside in"
            + " journal-[-0-9a-z]+\\.damaged \\(SHA-256 [0-9a-f]{64}\\)\\.";
    assertThat(Shell.flat(shell.onLaptop("history").exits(0).out())).containsPattern(sentence);
    assertThat(Shell.flat(shell.onLaptop("journal", "verify").exits(1).out()))
        .containsPattern(sentence)
        .containsPattern("All \\d+ records are as they were written\\.");

    try (Stream<Path> files = Files.list(journal.resolveSibling("."))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".damaged")).toList()) {
        assertThat(file).content().contains("fixer");
        Files.delete(file);
      }
    }
    assertThat(Shell.flat(shell.onLaptop("journal", "verify").exits(0).out()))
        .containsPattern(sentence);
  }

  @Test
  void whatWasRemovedByAgeIsToldAndNoDamage() throws IOException {
    Files.delete(journal);
    Path records = journal.resolveSibling(".");
    for (int month = 1; month <= 2; month++) {
      Instant then = Instant.parse("2026-0" + month + "-10T12:00:00Z");
      try (Journal written = Journal.open(records, () -> then)) {
        written.append("run", new Event.RunEnded(Map.of(), false));
        written.removeBefore(YearMonth.of(2026, month));
      }
    }

    assertThat(Shell.flat(shell.onLaptop("journal", "verify").exits(0).out()).strip())
        .isEqualTo(
            "All 2 records are as they were written. 1 older one was removed, as the journal"
                + " itself says.");
  }

  @Test
  void anEmptyJournalIsSaidToBeEmpty() throws IOException {
    Files.delete(journal);

    assertThat(shell.onLaptop("journal", "verify").exits(0).out())
        .isEqualTo("There are no records yet.\n");
    shell.onLaptop("report").stops(3, "There has been no run yet.");
  }
}
