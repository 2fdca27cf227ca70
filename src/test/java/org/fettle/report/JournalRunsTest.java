package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Event;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Subject;
import org.fettle.policy.Rule;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a journal of three months: two checks, a fix, and a rollback of it. */
class JournalRunsTest {
  private static final Event.About ABOUT =
      new Event.About("pack", "1.0.0", "rule", Subject.machine("LAP-1"));
  private static final RegistryKeyChange CHANGE =
      new RegistryKeyChange(RegistryKey.parse("HKLM\\SOFTWARE\\Contoso"), false, true);

  @TempDir Path folder;
  private JournalRuns journal = new JournalRuns(new JournalFiles(Path.of("none")));

  @BeforeEach
  void write() {
    run("2026-01", Command.CHECK, "20260110T1-a");
    run("2026-01", Command.CHECK, "20260120T1-a");
    run(
        "2026-02",
        Command.APPLY,
        "20260210T1-a",
        new Event.Judged(
            ABOUT,
            "The key is there",
            Rule.Severity.HIGH,
            new Verdict.Fail("a key", "absent", List.of(CHANGE)),
            Optional.empty()),
        new Event.Intended(1, ABOUT, Event.Purpose.FIX, CHANGE, Optional.empty()),
        new Event.Applied(1));
    run(
        "2026-03",
        Command.ROLLBACK,
        "20260210T1-ab",
        new Event.Intended(
            1, ABOUT, Event.Purpose.ROLLBACK, CHANGE.inverse(), Optional.of("20260210T1-a/1")),
        new Event.Applied(1));
    journal = new JournalRuns(new JournalFiles(folder));
  }

  private void run(String month, Command command, String id, Event... events) {
    Instant then = Instant.parse(month + "-25T12:00:00Z");
    try (Journal written = Journal.open(folder, () -> then)) {
      written.append(
          id,
          new Event.RunStarted(command, "anna", "0.1.0", "LAP-1", Optional.of("test"), List.of()));
      for (Event event : events) {
        written.append(id, event);
      }
      written.append(id, new Event.RunEnded(Map.of(), false));
    }
  }

  private static List<String> ids(Runs runs) {
    return runs.runs().stream().map(RunReport::id).toList();
  }

  @Test
  void theNewestAreReadAndThatThereAreOlderOnesIsKnown() {
    Runs two = journal.newest(2);
    assertThat(ids(two)).containsExactly("20260210T1-a", "20260210T1-ab");
    assertThat(two.areAll()).isFalse();
    assertThat(ids(journal.newest(3)))
        .containsExactly("20260120T1-a", "20260210T1-a", "20260210T1-ab");
    assertThat(journal.newest(3).areAll()).isFalse();
    assertThat(journal.newest(4).areAll()).isTrue();
    assertThat(ids(journal.newest(100))).hasSize(4);
  }

  @Test
  void theNewestForACommandMayLieMonthsBack() {
    assertThat(journal.newestFor(Command.CHECK).map(RunReport::id)).hasValue("20260120T1-a");
    assertThat(journal.newestFor(Command.CHECK, Command.APPLY).map(RunReport::id))
        .hasValue("20260210T1-a");
    assertThat(journal.newestFor(Command.PURGE)).isEmpty();
  }

  @Test
  void aRunIsNamedByItsIdOrByABeginningThatNoOtherHas() {
    assertThat(journal.named("20260110").map(RunReport::id)).hasValue("20260110T1-a");
    assertThat(journal.named("20260210T1-a").map(RunReport::id))
        .as("an id is meant though another begins so")
        .hasValue("20260210T1-a");
    assertThat(journal.named("20260210")).isEmpty();
    assertThat(journal.named("2027")).isEmpty();
  }

  @Test
  void whatALaterRunTookBackIsKnown() {
    assertThat(
            journal
                .named("20260210T1-a")
                .orElseThrow()
                .findings()
                .getFirst()
                .changes()
                .getFirst()
                .undoneBy())
        .hasValue("20260210T1-ab/1");
  }

  @Test
  void aRollbackKnowsWhatItsRulesAreCalledThoughThatIsMonthsBack() {
    RunReport rollback = journal.newest(1).last().orElseThrow();
    assertThat(rollback.id()).isEqualTo("20260210T1-ab");
    assertThat(rollback.findings().getFirst().title()).isEqualTo("The key is there");
  }

  @Test
  void aJournalWithoutRunsHasNone() {
    JournalRuns none = new JournalRuns(new JournalFiles(folder.resolve("none")));
    assertThat(none.newest(10)).isEqualTo(new Runs(List.of(), List.of(), true));
    assertThat(none.named("2026")).isEmpty();
  }
}
