package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fettle.cli.Shell.Ran;
import org.fettle.json.Json;
import org.fettle.policy.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void copyThePolicies() {
    shell = new Shell(folder);
  }

  @Test
  void lintFindsNothingInWhatIsShipped() {
    assertThat(shell.run("policy", "lint").exits(0).out()).matches("\\d+ files, no mistakes\\.\n");
    assertThat(shell.run("policy", "lint", shell.assignment().toString()).exits(0).out())
        .isEqualTo("1 file, no mistakes.\n");
  }

  @Test
  void lintNamesEveryMistakeWithItsPlace() {
    shell.replace(shell.path("policies/lync-trust.yaml"), "severity: medium", "severity: medum");

    Ran ran = shell.run("policy", "lint", shell.path("policies").toString()).exits(3);

    assertThat(Shell.flat(ran.out())).containsPattern("lync-trust.yaml:\\d+:\\d+: .*medum.*medium");
    assertThat(ran.lastLine()).matches("\\d+ mistakes? in \\d+ files\\.");
    shell
        .run("policy", "lint", shell.path("none").toString())
        .stops(3, "There is no file or folder");
    shell.run("policy", "lint", shell.path("policies/examples/..").toString()).exits(3);
    shell.write("empty/readme.txt", "");
    shell.run("policy", "lint", shell.path("empty").toString()).stops(3, "no such files");
  }

  @Test
  void lintTellsTheMistakesOfTheFilesThatAreThereBesideThoseThatAreNot() {
    shell.replace(shell.path("policies/lync-trust.yaml"), "severity: medium", "severity: medum");

    Ran ran =
        shell
            .run(
                "policy",
                "lint",
                "no-file.yaml",
                shell.path("policies/lync-trust.yaml").toString(),
                "none-either.yaml")
            .exits(3);

    assertThat(Shell.flat(ran.out())).containsPattern("lync-trust.yaml:\\d+:\\d+: .*medum");
    assertThat(ran.lastLine()).endsWith("mistakes in 1 file.");
    assertThat(ran.err()).contains("no-file.yaml", "none-either.yaml");
  }

  @Test
  void whatAPolicyWouldSendToTheTerminalIsShownInstead() {
    Path file =
        shell.write(
            "policies/e\u001Bvil.yaml",
            "policy: evil\nversion: 1.0.0\ntitle: \"t\"\n\"rules\\u202E\": []\nrules: []\n");

    Ran ran = shell.run("policy", "lint", file.toString()).exits(3);

    assertThat(Shell.flat(ran.out())).contains("e‹U+001B›vil.yaml:", "U+202E");
  }

  @Test
  void testRunsThePacksCases() {
    assertThat(shell.run("policy", "test").exits(0).out()).matches("\\d+ passed, 0 failed\n");
    Path cases = shell.path("policies/lync-trust.cases.yaml");
    Ran all = shell.run("policy", "test", cases.toString(), "--verbose").exits(0);
    assertThat(all.out()).contains("passed  lync-trust.cases.yaml: ");
    assertThat(
            shell
                .run("policy", "test", shell.path("policies/lync-trust.yaml").toString())
                .exits(0)
                .out())
        .isEqualTo(all.lastLine() + "\n");
  }

  @Test
  void testTellsWhatACaseFoundInstead() {
    Path cases = shell.path("policies/lync-trust.cases.yaml");
    shell.replace(cases, "{ trust-2016: fail }", "{ trust-2016: pass }");

    Ran ran = shell.run("policy", "test", cases.toString()).exits(1);

    assertThat(ran.out()).contains("FAILED  lync-trust.cases.yaml: ", "        ");
    assertThat(ran.lastLine()).matches("\\d+ passed, [1-9]\\d* failed");
  }

  @Test
  void testOfAPolicyWithoutCasesSaysWhereTheyWouldBe() {
    Path policy =
        shell.write("policies/alone.yaml", shell.read(shell.path("policies/lync-trust.yaml")));

    shell.run("policy", "test", policy.toString()).stops(3, "has no cases", "alone.cases.yaml");
  }

  @Test
  void explainTellsWhatARuleDemands() {
    assertThat(Shell.flat(shell.run("policy", "explain", "trust-2016").exits(0).out()))
        .contains(
            "lync-trust 1.0.0 / trust-2016", "registry-list:", "TrustModelData", "why", "advice");
    assertThat(
            shell
                .run("policy", "explain", shell.path("policies/lync-trust.yaml").toString())
                .exits(0)
                .out())
        .contains("trust-2016", "trust-lync-2010");
  }

  @Test
  void explainOfWhatIsNotThereNamesWhatIs() {
    shell
        .run("policy", "explain", "trust-2061")
        .stops(3, "has a rule 'trust-2061'; did you mean 'trust-2016'? There are ", "sip-user");
    shell.run("policy", "explain", "xyz").stops(3, "has a rule 'xyz'. There are ");
    shell.run("policy", "explain", shell.path("policies").toString()).stops(3, "is a folder");
    assertThat(shell.run("policy", "explain", shell.path("none.yaml").toString()).exits(3).err())
        .contains("There is no such file.");
  }

  @Test
  void schemaPrintsTheSchema() {
    assertThat(shell.run("policy", "schema").exits(0).out()).isEqualTo(Schema.policy());
    Ran assignment = shell.run("policy", "schema", "assignment").exits(0);
    assertThat(Json.mapper().readTree(assignment.out()).isObject()).isTrue();
  }
}
