package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fettle.cli.Shell.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved plan is made as it stands or not at all, and is no way around a fresh one. */
class SavedPlanTest {
  @TempDir private Path folder;
  private Shell shell;
  private Path plan;

  @BeforeEach
  void saveAPlan() {
    shell = new Shell(folder);
    plan = shell.path("plan.json");
    shell.onLaptop("plan", "--out", plan.toString()).exits(1);
  }

  @Test
  void itIsRefusedWhenTheMachineMoved() {
    shell.replace(
        shell.laptop(), "text: Applications\\notepad.exe", "text: Applications\\write.exe");

    isRefused("the machine has moved", "ocsmeet-user");
  }

  @Test
  void itIsRefusedWhenAFixIsNotNeededAnyMore() {
    shell.replace(
        shell.laptop(),
        "{c1cbd94c-0d35-414c-89ef-dd092b984883}",
        "c1cbd94c-0d35-414c-89ef-dd092b984883");

    isRefused("'machine-guid' needs or allows no fix now");
  }

  @Test
  void itIsRefusedWhenMoreWouldBeFixedNow() {
    shell.replace(shell.laptop(), "name: OUTLOOK.EXE", "name: other.exe");

    isRefused("the machine has moved", "meeting-add-in-user");
  }

  @Test
  void itIsRefusedWhenTheAssignmentChanged() {
    shell.replace(shell.assignment(), "machine-guid: manual", "machine-guid: automatic");

    isRefused("the assignment or one of its policies has changed since");
  }

  @Test
  void itIsRefusedWhenAPolicyChanged() {
    shell.replace(shell.path("policies/lync-trust.yaml"), "version: 1.0.0", "version: 1.0.1");

    isRefused("the assignment or one of its policies has changed since");
  }

  @Test
  void itIsRefusedOnAnotherMachine() {
    shell.replace(shell.laptop(), "name: LAP-0117", "name: LAP-0118");

    isRefused("it was made for LAP-0117, and this is LAP-0118");
  }

  @Test
  void anEditedValueIsNotWritten() {
    shell.replace(plan, "microsoftonline.com, contoso.local", "microsoftonline.com, evil.example");

    isRefused("the changes of 'trust-2016' would be others now");
  }

  @Test
  void anAddedStepIsNotMade() {
    String text = shell.read(plan);
    int steps = text.indexOf('[') + 1;
    int end = text.lastIndexOf(']');
    shell.write(
        "plan.json",
        text.substring(0, end)
            + ","
            + text.substring(steps, end).replace("machine-guid", "evil")
            + text.substring(end));

    isRefused("the machine has moved");
  }

  @Test
  void aRemovedStepDoesNotMakeASmallerPlan() {
    shell.write(
        "plan.json",
        shell.read(plan).replaceFirst("(?s)\"steps\" *: *\\[.*\\]", "\"steps\" : [ ]"));

    isRefused("'machine-guid' would be fixed as well");
  }

  @Test
  void whatIsNoPlanIsRefused() {
    for (String text : new String[] {"", "null", "{}", "[]", "no json", "{\"machine\":1}"}) {
      shell.write("plan.json", text);
      isRefused("is no saved plan; make one with fettle plan --out");
    }
    shell.write("plan.json", shell.read(shell.laptop()));
    isRefused("is no saved plan");
  }

  @Test
  void aPlanThatCannotBeReadIsRefused() {
    plan = shell.path("none.json");
    isRefused("Cannot read the plan", "not found");
    plan = shell.path("policies");
    isRefused("Cannot read the plan", "directory");
  }

  @Test
  void itDoesNotAnswerTheQuestion() {
    String before = shell.read(shell.laptop());

    assertThat(shell.onLaptopAnswering("no\n", "apply", "--plan", plan.toString()).exits(3).err())
        .isEqualTo("fettle: Nothing was changed.\n");

    assertThat(shell.read(shell.laptop())).isEqualTo(before);
  }

  @Test
  void itIsNotSavedOverWhatIsRead() {
    String before = shell.read(shell.laptop());

    shell.onLaptop("plan", "--out", shell.laptop().toString()).stops(64, "Name another.");
    shell.onLaptop("plan", "--out", shell.assignment().toString()).stops(64, "Name another.");
    shell.onLaptop("capture", "--out", shell.laptop().toString()).stops(64, "Name another.");

    assertThat(shell.read(shell.laptop())).isEqualTo(before);
  }

  private void isRefused(String... words) {
    String before = shell.read(shell.laptop());

    Ran ran = shell.onLaptop("apply", "--plan", plan.toString(), "--yes").stops(3, words);

    assertThat(shell.read(shell.laptop())).isEqualTo(before);
    assertThat(ran.err().lines().filter(line -> line.startsWith("fettle: "))).hasSize(1);
  }
}
