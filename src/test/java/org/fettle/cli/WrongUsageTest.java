package org.fettle.cli;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.fettle.cli.Shell.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed wrongly, or is not there, is said in a sentence with the way out. */
class WrongUsageTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void copyTheExamples() {
    shell = new Shell(folder);
  }

  @Test
  void aMisspeltCommandIsNamedWithTheNearestOne() {
    shell
        .run("chekc")
        .stops(64, "There is no command 'chekc'. Did you mean check?", "Try 'fettle --help'.");
    shell.run("policy", "lnt").stops(64, "There is no command 'lnt'. Did you mean lint?");
    shell.run("journal", "verfy").stops(64, "Did you mean verify?");
  }

  @Test
  void aMisspeltOptionIsNamedWithTheNearestOne() {
    shell
        .run("check", "--machin", "x")
        .stops(
            64,
            "There is no option '--machin'. Did you mean --machine?",
            "Try 'fettle check --help'.");
    shell.run("--verbose", "check").stops(64, "options stand after the command");
  }

  @Test
  void wordsTooManyAndTooFewAndUnfit() {
    shell.onLaptop("check", "more").stops(64, "'more' is one word too many.");
    shell.onLaptop("history", "a", "b").stops(64, "'b' is one word too many.");
    shell.onLaptop("history", "--last", "0").stops(64, "from 1 on, not 0");
    shell.run("check", "--machine").stops(64, "--machine");
    shell.run("policy", "explain").stops(64, "RULE");
    shell.onLaptop("rollback", "--change", "first").stops(64, "--change", "'first'");
    shell.onLaptop("report", "--json", "--csv").stops(64, "Only one form at a time");
    shell.run("policy", "schema", "rule").stops(64, "'rule'");
    shell
        .run("policy")
        .stops(64, "fettle policy lint, test, explain, schema, keygen, bundle, sign or verify");
    shell.run("journal").stops(64, "fettle journal verify");
  }

  @Test
  void nothingAtAllShowsTheHelp() {
    assertThat(shell.run().exits(64).out()).startsWith("Usage: fettle").contains("Exit codes:");
    assertThat(shell.run("--help").exits(0).out()).startsWith("Usage: fettle");
    for (String command :
        List.of("demo", "check", "plan", "apply", "rollback", "history", "report", "capture")) {
      assertThat(shell.run(command, "--help").exits(0).out())
          .startsWith("Usage: fettle " + command);
    }
    assertThat(shell.run("--version").exits(0).out()).matches("fettle \\S+\n");
  }

  @Test
  void aMachineFileThatIsNotThereLeavesNothingBehind() throws IOException {
    String missing = shell.path("missing.yaml").toString();

    for (String command : List.of("check", "plan", "apply", "capture")) {
      shell
          .run(command, "--machine", missing, "--assignment", shell.assignment().toString())
          .stops(3, "There is no machine file");
    }
    for (String command : List.of("history", "report", "rollback")) {
      shell.run(command, "--machine", missing).stops(3, "There is no machine file");
    }
    shell.run("journal", "verify", "--machine", missing).stops(3, "There is no machine file");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(shell.path("policies"));
    }
  }

  @Test
  void aFolderIsNoMachineFile() {
    for (String folder : List.of(shell.path("policies").toString(), "/")) {
      shell
          .run("check", "--machine", folder, "--assignment", shell.assignment().toString())
          .stops(3, "is a folder; name the machine file in it.");
    }
  }

  @Test
  void withoutAMachineOrAnAssignmentItSaysHowToNameThem() {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      shell
          .run("check", "--assignment", shell.assignment().toString())
          .stops(3, "name the machine to look at with --machine FILE");
      shell.run("history").stops(3, "name the machine to look at with --machine FILE");
    }
    shell
        .run("check", "--machine", shell.laptop().toString())
        .stops(64, "Name the assignment to judge by with --assignment FILE.");
  }

  @Test
  void aBadMachineFileIsNamedWithItsPlace() {
    shell.write("bad.yaml", "machine: { name: PC-1 }\nregistri: {}\n");
    shell
        .run(
            "check",
            "--machine",
            shell.path("bad.yaml").toString(),
            "--assignment",
            shell.assignment().toString())
        .stops(3, "bad.yaml:2:1: ");
    shell.write("bad.yaml", "machine: [");
    shell
        .run(
            "check",
            "--machine",
            shell.path("bad.yaml").toString(),
            "--assignment",
            shell.assignment().toString())
        .stops(3, "bad.yaml:");
  }

  @Test
  void badPoliciesAreNamedWithAllTheirMistakesAndNothingIsJudged() {
    shell.replace(shell.path("policies/lync-trust.yaml"), "severity: medium", "severity: medum");
    shell.replace(shell.path("policies/client-crypto.yaml"), "registry-text:", "registry-txt:");
    shell.replace(shell.assignment(), "machine-guid: manual", "machine-gid: manual");

    Ran ran = shell.onLaptop("check").exits(3);

    assertThat(ran.out()).isEmpty();
    assertThat(Shell.flat(ran.err()))
        .containsPattern("lync-trust.yaml:\\d+:\\d+: .*medium")
        .containsPattern("client-crypto.yaml:\\d+:\\d+: .*registry-text")
        .containsPattern("head-office.yaml:\\d+:\\d+: .*machine-guid")
        .containsPattern("fettle: \\d+ mistakes; nothing was judged and nothing was changed.");
    assertThat(shell.onLaptop("history").exits(0).out()).isEqualTo("There are no runs yet.\n");
  }

  @Test
  void anAssignmentThatIsMissingAFolderOrSomethingElse() {
    String laptop = shell.laptop().toString();
    for (String wrong : List.of("none.yaml", "policies", "policies/lync-trust.yaml")) {
      Ran ran =
          shell
              .run("check", "--machine", laptop, "--assignment", shell.path(wrong).toString())
              .exits(3);
      assertThat(ran.err()).contains(wrong + ":", "1 mistake;");
    }
  }

  @Test
  void anAssignmentForOtherMachinesIsNotUsedAndThatIsNoFault() {
    shell.replace(shell.laptop(), "name: LAP-0117", "name: SRV-1");
    for (String command : List.of("check", "plan", "apply")) {
      Ran ran = shell.onLaptop(command).exits(0);
      assertThat(ran.out())
          .isEqualTo(
              "fettle: not for this machine: the assignment head-office is for machines named LAP-*"
                  + " or DESK-* in contoso.com, and this is SRV-1 in contoso.com. Nothing was"
                  + " judged.\n");
      assertThat(ran.err()).isEmpty();
    }
    Ran forPrograms = shell.onLaptop("check", "--json").exits(0);
    assertThat(forPrograms.out()).isEmpty();
    assertThat(forPrograms.err()).startsWith("fettle: not for this machine");
    shell.replace(shell.laptop(), "name: SRV-1", "name: desk-2");
    shell.onLaptop("check").exits(1);
    shell.replace(shell.laptop(), "  domain: contoso.com\n", "");
    assertThat(shell.onLaptop("check").exits(0).out()).contains("and this is desk-2 in no domain");
  }

  @Test
  void aStateFolderThatCannotBeMadeIsNamed() {
    String inTheWay = shell.write("state", "a file").toString();

    shell
        .onLaptop("check", "--state", inTheWay)
        .stops(3, "Cannot lock", "is in the way", "--state");
    shell.onLaptop("history", "--state", inTheWay).stops(3, "Cannot read the journal");
    shell
        .onLaptop("plan", "--out", shell.path("none/plan.json").toString())
        .stops(3, "Cannot write");
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() {
    shell.write("plan.json", "{}");

    assertThat(shell.onLaptop("apply", "--plan", "none", "--yes", "--verbose").exits(3).err())
        .startsWith("fettle: Cannot read the plan none: not found.\n")
        .contains("    at org.fettle.cli.");
  }

  /** Not as root, whom no permission stops. */
  @Test
  void whatMayNotBeReadOrWrittenIsNamed() throws IOException {
    Path folder = Files.createDirectory(shell.path("locked"));
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(folder, Set.of());
    assumeTrue(!Files.isWritable(folder));
    Files.setPosixFilePermissions(shell.path("policies/lync-trust.yaml"), Set.of());

    shell.onLaptop("history", "--state", folder.toString()).stops(3, "access denied");
    assertThat(shell.onLaptop("check").exits(3).err()).contains("lync-trust.yaml", "access");
    Files.setPosixFilePermissions(shell.laptop(), Set.of());
    shell.onLaptop("capture").exits(3);
    Files.setPosixFilePermissions(folder, Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE));
  }
}
