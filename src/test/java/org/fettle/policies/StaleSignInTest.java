package org.fettle.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.fettle.engine.Engine;
import org.fettle.engine.Planned;
import org.fettle.engine.Progress;
import org.fettle.engine.Trigger;
import org.fettle.engine.Undo;
import org.fettle.journal.Journal;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyFiles;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of stale sign-ins is what its comments and its assignment say. */
class StaleSignInTest {
  private static final Path LAPTOP = Path.of("policies/examples/stale-sign-in.yaml");
  private static final Path ASSIGNMENT = Path.of("policies/examples/service-desk.yaml");
  private static final List<String> REMOVED =
      List.of("anna.old@contoso.com:specific:OCS:1", "anna.old@contoso.com:specific:EWS:1");

  @TempDir Path folder;

  @Test
  void theFilesAreWithoutMistakesAndWrittenAsTheyAreSaved() throws Exception {
    assertThat(PolicyFiles.lint(ASSIGNMENT, List.of())).isEmpty();
    assertThat(Files.readAllLines(ASSIGNMENT))
        .startsWith("# yaml-language-server: $schema=../schema/assignment.schema.json");
    Path copy = Files.copy(LAPTOP, folder.resolve("laptop.yaml"));
    MachineFile.read(copy).save(copy);
    assertThat(copy).hasSameBinaryContentAs(LAPTOP);
  }

  @Test
  void signInDataIsMendedOneThingARunAndAllButThePasswordsComesBack() throws Exception {
    Assignment assignment = PolicyFiles.readAssignment(ASSIGNMENT, List.of());
    try (MemoryWindows windows = new MemoryWindows(MachineFile.read(LAPTOP));
        Journal journal = Journal.open(folder.resolve("journal"), Clock.systemUTC())) {
      String before = windows.snapshot().toYaml();
      Engine engine =
          new Engine(windows, journal, Clock.systemUTC(), new Engine.Identity("test", "test"));

      assertThat(signInFixesOfEachRun(engine, assignment))
          .containsExactly(
              "personal-certificate-expired",
              "sign-in-cache-2016",
              "address-book-2016",
              "lync-credentials-address");
      String after = windows.snapshot().toYaml();
      assertThat(after)
          .doesNotContain(REMOVED)
          .contains("Microsoft_OC1:uri=anna@contoso.com", "TERMSRV/build.contoso.com")
          .contains("uri=bertil@contoso.com", "msteams_adalsso/adal_context_0")
          .contains("sip_anna.old@contoso.com.fettle-1", "Uploads\\sea.jpg");

      Undo undo = Undo.in(journal.files());
      assertThat(engine.rollback(undo.standing()).taken())
          .isNotEmpty()
          .allMatch(taken -> taken.problem().isEmpty());
      List<String> lost = new ArrayList<>(before.lines().toList());
      windows.snapshot().toYaml().lines().forEach(lost::remove);
      assertThat(lost.stream().filter(line -> line.contains("target:")))
          .hasSize(REMOVED.size())
          .allMatch(line -> REMOVED.stream().anyMatch(line::contains));
      // Each with its account, date, type and persistence, and nothing else.
      assertThat(lost).hasSize(5 * REMOVED.size());
    }
  }

  private static List<String> signInFixesOfEachRun(Engine engine, Assignment assignment) {
    List<String> fixes = new ArrayList<>();
    while (true) {
      Planned planned = engine.plan(assignment, Trigger.AGENT, Progress.NONE);
      if (planned.plan().steps().isEmpty()) {
        return fixes;
      }
      List<String> signIn =
          planned.plan().steps().stream()
              .filter(step -> step.about().policy().equals("sign-in-data"))
              .map(step -> step.about().rule())
              .toList();
      assertThat(signIn).as("fixes of sign-in data in one run").hasSizeLessThanOrEqualTo(1);
      fixes.addAll(signIn);
      engine.apply(assignment, planned, Trigger.AGENT, Progress.NONE);
    }
  }
}
