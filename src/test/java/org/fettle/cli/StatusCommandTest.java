package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Outcome;
import org.fettle.report.AgentStatus;
import org.fettle.report.AgentStatus.Policy;
import org.fettle.report.AgentStatus.Run;
import org.fettle.report.AgentStatus.Use;
import org.fettle.report.AgentStatusFile;
import org.fettle.report.JsonStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
  @TempDir Path folder;

  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder);
  }

  private String machine() {
    return shell.laptop().toString();
  }

  private void write(Path state, Instant nextRun) throws Exception {
    Instant now = Instant.now();
    Files.createDirectories(state);
    new AgentStatusFile(state)
        .write(
            new AgentStatus(
                AgentStatus.FORMAT,
                "1.4.0",
                4711,
                now,
                Optional.of(now),
                Optional.empty(),
                Optional.of(
                    new Policy(Optional.of("head-office"), "x", Optional.empty(), Use.JUDGES, now)),
                Optional.empty(),
                Optional.of(
                    new Run(
                        "r", Optional.of("a"), now, Map.of(Outcome.COMPLIANT, 1), 0, List.of())),
                Optional.of(nextRun),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of()));
  }

  @Test
  void ofAMachineInAFileTheLastJudgementIsTold() {
    shell.run("check", "--machine", machine(), "--assignment", shell.assignment().toString());
    Shell.Ran status = shell.run("status", "--machine", machine()).exits(1);
    assertThat(status.out()).contains("Findings of the last run (").contains("Last run");
    assertThat(status.lastLine()).startsWith("fettle: ").endsWith(" findings");
    assertThat(shell.run("status", "--machine=" + machine()).exits(1).out())
        .as("by picocli")
        .isEqualTo(status.out());
  }

  @Test
  void aRollbackIsNoJudgement() {
    String[] by = {"--machine", machine(), "--assignment", shell.assignment().toString()};
    shell.run("apply", by[0], by[1], by[2], by[3], "--yes");
    String judged = shell.run("status", by[0], by[1]).out();
    shell.run("rollback", by[0], by[1], "--yes").exits(0);
    assertThat(shell.run("status", by[0], by[1]).out()).isEqualTo(judged);
  }

  @Test
  void whereNothingHasRunThatIsSaid() {
    shell.run("status", "--machine", machine()).stops(3, "neither a status nor a run");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There, this computer is told of.")
  void elsewhereThanOnWindowsAMachineHasToBeNamed() {
    shell.run("status").stops(3, "This is not Windows");
  }

  @Test
  void aStateFolderIsToldByWhatTheServiceWrote() throws Exception {
    Path state = folder.resolve("state");
    write(state, Instant.now().plusSeconds(3600));
    Shell.Ran well = shell.run("status", "--state", state.toString()).exits(0);
    assertThat(well.out()).contains("head-office").contains("not asked");
    assertThat(well.lastLine()).isEqualTo("fettle: the agent is well, no findings");
    write(state, Instant.now().minusSeconds(7200));
    assertThat(shell.run("status", "--state", state.toString()).exits(1).out())
        .contains("has not been made");
  }

  @Test
  void asJsonItSaysTheSame() throws Exception {
    Path state = folder.resolve("state");
    write(state, Instant.now().plusSeconds(3600));
    Shell.Ran ran = shell.run("status", "--state", state.toString(), "--json").exits(0);
    assertThat(ran.out())
        .startsWith("{\n  \"format\" : \"" + JsonStatus.FORMAT + "\",")
        .contains("\"healthy\" : true", "\"exit-code\" : 0", "\"assignment\" : \"head-office\"");
  }

  @Test
  void aStatusOfAnotherVersionIsNotGuessedAt() throws Exception {
    shell.write("state/status.json", "{\"mood\":\"good\"}");
    shell
        .run("status", "--state", folder.resolve("state").toString())
        .stops(3, "not what this version of Fettle writes");
  }

  @Test
  void theHelpTellsTheExitCodes() {
    assertThat(shell.run("status", "--help").exits(0).out())
        .contains("Exit codes: 0 all is well", "A problem is:");
  }
}
