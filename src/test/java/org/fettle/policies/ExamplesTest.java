package org.fettle.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fettle.engine.Engine;
import org.fettle.engine.Planned;
import org.fettle.engine.Progress;
import org.fettle.engine.Result;
import org.fettle.engine.Trigger;
import org.fettle.engine.Undo;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyFiles;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example laptop and its assignment tell the whole story, and end as they began. */
class ExamplesTest {
  private static final Path LAPTOP = Path.of("policies/examples/neglected-laptop.yaml");
  private static final Path ASSIGNMENT = Path.of("policies/examples/head-office.yaml");

  @TempDir private Path folder;

  @Test
  void theAssignmentIsWithoutMistakes() {
    assertThat(PolicyFiles.lint(ASSIGNMENT, List.of())).isEmpty();
  }

  @Test
  void theAssignmentBeginsWithItsSchema() throws IOException {
    assertThat(Files.readAllLines(ASSIGNMENT))
        .startsWith("# yaml-language-server: $schema=../schema/assignment.schema.json");
  }

  @Test
  void theLaptopIsWrittenAsItIsSaved() throws IOException {
    Path copy = Files.copy(LAPTOP, folder.resolve("laptop.yaml"));

    MachineFile.read(copy).save(copy);

    assertThat(copy).hasSameBinaryContentAs(LAPTOP);
  }

  @Test
  void checkApplyCheckRollBackCheck() throws Exception {
    Assignment assignment = PolicyFiles.readAssignment(ASSIGNMENT, List.of());
    Path laptop = Files.copy(LAPTOP, folder.resolve("laptop.yaml"));
    try (MemoryWindows windows = MemoryWindows.open(laptop);
        Journal journal = Journal.open(folder.resolve("journal"), Clock.systemUTC())) {
      Engine engine =
          new Engine(windows, journal, Clock.systemUTC(), new Engine.Identity("test", "test"));

      Map<String, Outcome> atFirst = told(engine.check(assignment, Progress.NONE).results());
      assertThat(atFirst).containsOnlyKeys(FINDINGS.keySet()).containsValue(Outcome.REPORTED);

      Planned planned = engine.plan(assignment, Trigger.PERSON, Progress.NONE);
      assertThat(planned.plan().steps())
          .extracting(step -> step.about().rule())
          .containsExactly("machine-guid", "trust-2016", "ocsmeet-user", "teams-add-in");
      List<Result> results =
          engine.apply(assignment, planned, Trigger.PERSON, Progress.NONE).results();
      assertThat(told(results)).containsExactlyInAnyOrderEntriesOf(FINDINGS);
      assertThat(Files.readString(laptop)).isNotEqualTo(Files.readString(LAPTOP));

      assertThat(told(engine.check(assignment, Progress.NONE).results()))
          .containsOnlyKeys(
              "trust-2016-user of CONTOSO\\anna",
              "conf-user of CONTOSO\\anna",
              "sip-user of CONTOSO\\anna",
              "meeting-add-in-user of CONTOSO\\anna");

      assertThat(engine.rollback(Undo.in(journal.files()).standing()).taken())
          .isNotEmpty()
          .allMatch(taken -> taken.problem().isEmpty());
      assertThat(laptop).hasSameBinaryContentAs(LAPTOP);
      assertThat(told(engine.check(assignment, Progress.NONE).results())).isEqualTo(atFirst);
    }
  }

  @Test
  void theAgentAloneLeavesWhatAPersonHasToStart() throws Exception {
    Assignment assignment = PolicyFiles.readAssignment(ASSIGNMENT, List.of());
    try (MemoryWindows windows = new MemoryWindows(MachineFile.read(LAPTOP));
        Journal journal = Journal.open(folder.resolve("journal"), Clock.systemUTC())) {
      Engine engine =
          new Engine(windows, journal, Clock.systemUTC(), new Engine.Identity("test", "test"));

      Planned planned = engine.plan(assignment, Trigger.AGENT, Progress.NONE);

      assertThat(planned.plan().steps())
          .extracting(step -> step.about().rule())
          .containsExactly("trust-2016", "ocsmeet-user", "teams-add-in");
    }
  }

  /** What is out of order on the laptop, and what becomes of it when a person applies the fixes. */
  private static final Map<String, Outcome> FINDINGS =
      Map.of(
          "machine-guid of LAP-0117", Outcome.FIXED,
          "trust-2016 of LAP-0117", Outcome.FIXED,
          "trust-2016-user of CONTOSO\\anna", Outcome.REPORTED,
          "ocsmeet-user of CONTOSO\\anna", Outcome.FIXED,
          "conf-user of CONTOSO\\anna", Outcome.REPORTED,
          "sip-user of CONTOSO\\anna", Outcome.REPORTED,
          "meeting-add-in-user of CONTOSO\\anna", Outcome.BLOCKED,
          "teams-add-in of CONTOSO\\bertil", Outcome.FIXED);

  private static Map<String, Outcome> told(List<Result> results) {
    Map<String, Outcome> told = new TreeMap<>();
    results.stream()
        .filter(
            result -> result.outcome() != Outcome.COMPLIANT && result.outcome() != Outcome.SKIPPED)
        .forEach(result ->
            told.put(
                result.finding().rule().id() + " of " + result.finding().subject().name(),
                result.outcome()));
    return told;
  }
}
