package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fettle.cli.Shell.Ran;
import org.fettle.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job from end to end, as an admin types it. */
class StoryTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void copyTheExamples() {
    shell = new Shell(folder);
  }

  @Test
  void checkPlanApplyCheckHistoryReportRollBackCheckVerify() throws Exception {
    byte[] before = Files.readAllBytes(shell.laptop());
    String plan = shell.path("plan.json").toString();

    Ran atFirst = shell.onLaptop("check").exits(1);
    assertThat(atFirst.lastLine()).startsWith("fettle: 8 findings (1 high, 6 medium, 1 low)");
    assertThat(shell.onLaptop("plan", "--out", plan).exits(1).out())
        .contains("5 changes for 4 rules. 4 findings left alone.", "Saved as");
    assertThat(Files.readAllBytes(shell.laptop())).isEqualTo(before);

    Ran applied = shell.onLaptop("apply", "--plan", plan, "--yes").exits(1);
    assertThat(applied.lastLine()).startsWith("fettle: 4 fixed, 4 findings");
    assertThat(shell.onLaptop("check").exits(1).lastLine()).startsWith("fettle: 4 findings");

    assertThat(shell.onLaptop("history").exits(0).out())
        .contains(atFirst.run(), applied.run(), "apply");
    assertThat(shell.onLaptop("history", applied.run()).exits(0).out())
        .contains("Changes (5)", "fettle rollback " + applied.run());

    assertThat(shell.onLaptop("rollback", "--yes").exits(0).lastLine())
        .startsWith("fettle: 5 changes taken back");
    assertThat(Files.readAllBytes(shell.laptop())).isEqualTo(before);
    assertThat(shell.onLaptop("check").exits(1).lastLine())
        .startsWith("fettle: 8 findings (1 high, 6 medium, 1 low)");
    assertThat(shell.onLaptop("journal", "verify").exits(0).out())
        .matches("All \\d+ records are as they were written.\n");
    shell.onLaptop("rollback", "--yes").stops(3, "There is nothing to take back");
  }

  @Test
  void everyFormOfTheReportTellsOfTheSameRun() throws Exception {
    String run = shell.onLaptop("apply", "--yes").exits(1).run();
    shell.onLaptop("check").exits(1);

    assertThat(shell.onLaptop("report", run).exits(0).lastLine()).startsWith("fettle: 4 fixed");
    assertThat(json(shell.onLaptop("report", run, "--json")).path("run").asString()).isEqualTo(run);
    assertThat(shell.onLaptop("report", run, "--html").exits(0).out())
        .startsWith("<!doctype html>")
        .contains(run)
        .endsWith("</html>\n");
    assertThat(shell.onLaptop("report", run, "--csv").exits(0).out()).contains(run);
    Path junit = shell.path("junit.xml");
    assertThat(shell.onLaptop("report", run, "--junit", "--out", junit.toString()).exits(0).out())
        .startsWith("Written to ");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getElementsByTagName("testcase")
                .getLength())
        .isPositive();
    assertThat(shell.onLaptop("report").exits(0).lastLine()).startsWith("fettle: 4 findings");
  }

  @Test
  void whatIsPrintedForProgramsIsOneJsonDocumentAndNothingElse() {
    for (List<String> command :
        List.of(
            List.of("check", "--json"),
            List.of("plan", "--json"),
            List.of("apply", "--yes", "--json"),
            List.of("history", "--json"),
            List.of("report", "--json"),
            List.of("rollback", "--yes", "--json"))) {
      Ran ran = shell.onLaptop(command.toArray(String[]::new));
      assertThat(ran.err()).isEmpty();
      assertThat(json(ran).isContainer()).as(ran.out()).isTrue();
    }
    shell.onLaptop("apply", "--json").stops(64, "add --yes");
    shell.onLaptop("rollback", "--json").stops(64, "add --yes");
  }

  @Test
  void onlyTheWholeWordYesIsAYes() {
    String before = shell.read(shell.laptop());

    for (String answer : List.of("no\n", "y\n", "\n", "", "yes please\n")) {
      Ran refused = shell.onLaptopAnswering("no\n" + answer, "apply").exits(3);
      assertThat(refused.err()).isEqualTo("fettle: Nothing was changed.\n");
      assertThat(refused.out()).contains("Make these 5 changes? Type yes to go on: ");
      assertThat(shell.read(shell.laptop())).isEqualTo(before);
    }
    shell.onLaptopAnswering("no\n YES \n", "apply").exits(1);
    assertThat(shell.read(shell.laptop())).isNotEqualTo(before);

    assertThat(shell.onLaptopAnswering("no\n", "rollback").exits(3).out())
        .contains("To be taken back, newest first", "Take back 5 changes?");
    shell.onLaptopAnswering("yes\n", "rollback").exits(0);
    assertThat(shell.read(shell.laptop())).isEqualTo(before);
  }

  @Test
  void whereNobodyIsThereNothingIsChanged() {
    String before = shell.read(shell.laptop());

    Ran ran = shell.onLaptop("apply").exits(3);

    assertThat(ran.err()).startsWith("fettle: Nobody is here to ask").contains("--yes");
    assertThat(ran.out()).contains("5 changes for 4 rules");
    assertThat(shell.read(shell.laptop())).isEqualTo(before);
    shell.onLaptop("apply", "--yes").exits(1);
    assertThat(shell.onLaptop("rollback").exits(3).err()).contains("Nobody is here to ask");
  }

  @Test
  void aRuleOrAChangeIsTakenBackAlone() {
    String run = shell.onLaptop("apply", "--yes").exits(1).run();

    assertThat(shell.onLaptop("rollback", run, "--rule", "trust-2016", "--yes").exits(0).lastLine())
        .startsWith("fettle: 1 change taken back");
    assertThat(shell.onLaptop("rollback", run, "--change", "1", "--yes").exits(0).lastLine())
        .startsWith("fettle: 1 change taken back");
    shell
        .onLaptop("rollback", run, "--rule", "no-such-rule", "--yes")
        .stops(3, "nothing to take back of run " + run + ", rule no-such-rule");
    shell.onLaptop("rollback", "1999", "--yes").stops(3, "No run that begins with '1999'");
  }

  @Test
  void whatSomebodyElseChangedSinceIsLeftAndSaid() {
    shell.onLaptop("apply", "--yes").exits(1);
    shell.replace(shell.laptop(), "c1cbd94c-0d35", "aaaaaaaa-0d35");

    Ran ran = shell.onLaptop("rollback", "--yes").exits(1);

    assertThat(Shell.flat(ran.out())).contains("was changed since by somebody else");
    assertThat(shell.read(shell.laptop())).contains("aaaaaaaa-0d35");
  }

  @Test
  void theExitCodeSaysWhatRemains() {
    shell.write(
        "policies/one.yaml",
        """
        policy: one
        version: 1.0.0
        title: One rule
        rules:
        - id: mode
          title: The client is in mode 1
          why: Else it does not start.
          severity: low
          for: machine
          check: { registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, value: { dword: 1 } } }
        """);
    String assignment =
        shell
            .write(
                "policies/small.yaml",
                "assignment: small\npolicies: [{ policy: one, fix: { mode: automatic } }]\n")
            .toString();
    String machine = shell.write("machine.yaml", "machine: { name: PC-1 }\n").toString();
    String locked = shell.write("locked.yaml", "denied: ['HKLM\\SOFTWARE\\Contoso']\n").toString();

    shell.run("check", "--machine", machine, "--assignment", assignment).exits(1);
    Ran asked = shell.run("apply", "--machine", machine, "--assignment", assignment);
    asked.exits(3);
    shell.run("apply", "--machine", machine, "--assignment", assignment, "--yes").exits(0);
    shell.run("check", "--machine", machine, "--assignment", assignment).exits(0);
    assertThat(shell.run("plan", "--machine", machine, "--assignment", assignment).exits(0).out())
        .contains("Nothing would be changed.");
    shell.run("check", "--machine", locked, "--assignment", assignment).exits(2);
  }

  @Test
  void theDemoRunsToItsEnd() {
    assertThat(shell.run("demo").exits(0).out())
        .contains("byte for byte what it was", "8. Nobody has touched the record");
  }

  private static JsonNode json(Ran ran) {
    return Json.mapper().readTree(ran.out());
  }
}
