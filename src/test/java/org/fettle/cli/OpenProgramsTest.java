package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fettle.cli.Shell.Ran;
import org.fettle.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in the way of a fix, at a person's hands. */
class OpenProgramsTest {
  private static final String ANNA = "S-1-5-21-1-2-3-1104";
  private static final String BO = "S-1-5-21-1-2-3-1105";
  private static final String USERS =
      """
      users:
      - { sid: %s, name: 'CONTOSO\\anna', self: true, registry: { 'Software\\Contoso': {} } }
      registry: { 'HKLM\\SOFTWARE\\Contoso': {} }
      """
          .formatted(ANNA);
  private static final String OWN_LYNC = "processes: [{ name: Lync.exe, id: 7, owner: " + ANNA;

  @TempDir private Path folder;
  private Shell shell;
  private Path machine;

  @BeforeEach
  void writeThePolicy() {
    shell = new Shell(folder);
    machine = shell.path("pc.yaml");
    shell.write(
        "policies/closing.yaml",
        """
        policy: closing
        version: 1.0.0
        title: Closing
        rules:
        - id: cached
          title: The client has no old cache
          why: Else it does not start.
          severity: low
          for: each-user
          check: { registry-value: { key: 'HKCU\\Software\\Contoso', name: Cached, value: { dword: 1 } } }
          disruption: loses-cache
          closed: [lync.exe, ucmapi.exe]
        - id: free
          title: What needs nothing closed
          why: Else it does not start.
          severity: low
          for: machine
          check: { registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Free, value: { dword: 1 } } }
        """);
    shell.write(
        "policies/all.yaml",
        """
        assignment: all
        policies:
        - { policy: closing, fix: { cached: automatic, free: automatic }, accept: [loses-cache] }
        """);
  }

  private Ran apply(String answers, String processes, String... more) {
    shell.write("pc.yaml", USERS + processes + "\n");
    List<String> words = new ArrayList<>(List.of("apply", "--machine", machine.toString()));
    words.addAll(List.of("--assignment", shell.path("policies/all.yaml").toString()));
    words.addAll(List.of(more));
    String[] command = words.toArray(String[]::new);
    return answers == null ? shell.run(command) : shell.runAnswering(answers, command);
  }

  @Test
  void aPersonIsToldWhatItCostsAndAsked() {
    Ran ran = apply("yes\nyes\n", OWN_LYNC + " }]").exits(0);

    assertThat(Shell.flat(ran.out()))
        .contains(
            "In the way: lync.exe",
            "- The client has no old cache",
            "user CONTOSO\\anna: this fix waits until lync.exe is closed, and loses cached data,"
                + " which is fetched again.",
            "may ask in turn what to do with unsaved work",
            "Ask this program to close? Type yes to go on: Closed: lync.exe.",
            "2 changes for 2 rules.")
        .doesNotContain("What needs nothing closed: ");
    assertThat(shell.read(machine)).doesNotContain("Lync.exe").contains("Cached", "Free");
  }

  @Test
  void whoSaysNoKeepsTheProgramAndTheRestIsDone() {
    Ran ran = apply("no\nyes\n", OWN_LYNC + " }]").exits(1);

    assertThat(Shell.flat(ran.out()))
        .contains("Ask this program to close?", "1 change for 1 rule", "lync.exe is running");
    assertThat(shell.read(machine)).contains("Lync.exe", "Free").doesNotContain("Cached");
  }

  @Test
  void whatDoesNotCloseIsLeftRunningAndItsFixWaits() {
    Ran ran = apply("yes\nyes\n", OWN_LYNC + ", closes: false }]").exits(1);

    assertThat(Shell.flat(ran.out()))
        .contains("Still running: lync.exe. What waits for that is left alone.", "1 change for 1");
    assertThat(shell.read(machine)).contains("Lync.exe", "Free").doesNotContain("Cached");
  }

  @Test
  void programsOfOthersAndOfNobodyKnownAreNoneOfOnesBusiness() {
    for (String owner : List.of(", owner: " + BO, "")) {
      Ran ran =
          apply("yes\n", "processes: [{ name: lync.exe, id: 7" + owner + " }]", "--close-programs");
      assertThat(ran.out()).doesNotContain("In the way", "to close?");
      assertThat(shell.read(machine)).contains("lync.exe");
    }
  }

  @Test
  void whereAnotherProgramIsInTheWayAsWellNothingIsClosedInVain() {
    shell.replace(shell.path("policies/closing.yaml"), "for: each-user", "for: machine");
    shell.replace(shell.path("policies/closing.yaml"), "HKCU", "HKLM");
    Ran ran =
        apply("yes\n", OWN_LYNC + " }, { name: ucmapi.exe, id: 8, owner: " + BO + " }]").exits(1);

    assertThat(ran.out()).doesNotContain("to close?");
    assertThat(shell.read(machine)).contains("Lync.exe", "ucmapi.exe");
  }

  @Test
  void aFixThatAnotherGateKeepsBackClosesNothing() {
    shell.replace(shell.path("policies/all.yaml"), ", accept: [loses-cache]", "");
    Ran ran = apply("yes\n", OWN_LYNC + " }]").exits(1);

    assertThat(ran.out()).doesNotContain("In the way");
    assertThat(shell.read(machine)).contains("Lync.exe");
  }

  @Test
  void yesAloneClosesNothing() {
    Ran ran = apply(null, OWN_LYNC + " }]", "--yes").exits(1);

    assertThat(Shell.flat(ran.out())).contains("lync.exe is running").doesNotContain("In the way");
    assertThat(shell.read(machine)).contains("Lync.exe", "Free");
  }

  @Test
  void whoSaysItOnTheCommandLineIsNotAsked() {
    Ran ran = apply(null, OWN_LYNC + " }]", "--yes", "--close-programs").exits(0);

    assertThat(ran.out()).contains("In the way: lync.exe", "Closed: lync.exe.");
    assertThat(ran.out()).doesNotContain("to close?");
    assertThat(shell.read(machine)).doesNotContain("Lync.exe").contains("Cached");

    Ran json = apply(null, OWN_LYNC + " }]", "--yes", "--close-programs", "--json").exits(0);
    assertThat(Json.mapper().readTree(json.out()).isContainer()).isTrue();
    assertThat(json.err()).isEmpty();
  }

  @Test
  void whereNobodyIsThereToAgreeToThePlanNothingIsClosed() {
    Ran ran = apply(null, OWN_LYNC + " }]", "--close-programs").exits(3);

    assertThat(ran.err()).contains("Nobody is here to ask");
    assertThat(shell.read(machine)).contains("Lync.exe");
  }

  @Test
  void aSavedPlanClosesOnlyWhatItsOwnStepsWaitFor() {
    Path saved = shell.path("plan.json");
    String[] plan = {
      "plan",
      "--machine",
      machine.toString(),
      "--assignment",
      shell.path("policies/all.yaml").toString(),
      "--out",
      saved.toString()
    };
    shell.write("pc.yaml", USERS + OWN_LYNC + " }]\n");
    shell.run(plan).exits(1);
    Ran without = apply("yes\n", OWN_LYNC + " }]", "--plan", saved.toString()).exits(1);
    assertThat(without.out()).doesNotContain("In the way");
    assertThat(shell.read(machine)).contains("Lync.exe");

    shell.write("pc.yaml", USERS);
    shell.run(plan).exits(1);
    apply("yes\nyes\n", OWN_LYNC + " }]", "--plan", saved.toString()).exits(0);
    assertThat(shell.read(machine)).doesNotContain("Lync.exe").contains("Cached");
  }
}
