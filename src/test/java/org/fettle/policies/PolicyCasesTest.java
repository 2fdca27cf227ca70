package org.fettle.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fettle.engine.PolicyCases;
import org.fettle.policy.PolicyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cases of a pack find out, tried with cases that are wrong on purpose. */
class PolicyCasesTest {
  @TempDir private Path folder;

  @BeforeEach
  void aPolicyOfTwoRules() throws IOException {
    Files.writeString(
        folder.resolve("colours.yaml"),
        """
        policy: colours
        version: 1.0.0
        title: Colours
        parameters:
          wall: { type: text, about: The wall., default: red }
        rules:
          - id: wall
            title: The wall has its colour
            why: It looks odd.
            severity: low
            for: machine
            check: { registry-value: { key: HKLM\\SOFTWARE\\Colours, name: Wall, value: { text: '${wall}' } } }
          - id: door
            title: The user's door is not green
            why: It looks odd.
            severity: low
            for: each-user
            check: { not: { registry-value: { key: HKCU\\Software\\Colours, name: Door, value: { text: green } } } }
            closed: [paint.exe]
        """);
  }

  @Test
  void aCaseThatIsRightHasNoMismatch() throws Exception {
    assertThat(
            only(
                """
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: blue }, Roof: { text: black } } } }
                verdicts: { wall: fail, door: pass }
                fixed: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red }, Roof: { text: black } } } }
                outcomes: { wall: fixed, door: compliant }
                """))
        .isEmpty();
  }

  @Test
  void parametersOfTheCaseAreUsed() throws Exception {
    assertThat(
            only(
                """
                parameters: { wall: blue }
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: blue } } } }
                verdicts: { wall: pass, door: pass }
                """))
        .isEmpty();
  }

  @Test
  void anotherVerdictIsTold() throws Exception {
    assertThat(
            only(
                """
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } } } }
                verdicts: { wall: fail, door: pass }
                """))
        .containsExactly("wall: expected fail, found pass (\"red\" (text)).");
  }

  @Test
  void aRuleThatTheCaseForgetsIsTold() throws Exception {
    assertThat(
            only(
                """
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } } } }
                verdicts: { wall: pass }
                """))
        .containsExactly("door@TEST\\user: the case expects nothing, found pass (absent).");
  }

  @Test
  void aRuleThatThePolicyDoesNotHaveIsTold() throws Exception {
    assertThat(
            only(
                """
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } } } }
                verdicts: { wall: pass, door: pass, window: pass }
                outcomes: { 'door@CONTOSO\\nobody': compliant }
                """))
        .containsExactly(
            "window: there is no such rule or user here.",
            "door@CONTOSO\\nobody: there is no such rule or user here.");
  }

  @Test
  void anotherMachineAfterTheFixesIsTold() throws Exception {
    assertThat(
            only(
                """
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: blue } } } }
                verdicts: { wall: fail, door: pass }
                fixed: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: pink } } } }
                """))
        .containsExactly(
            "After the fixes, registry > HKLM\\SOFTWARE\\Colours > Wall > text: expected pink, found red.");
  }

  @Test
  void aChangeThatTheCaseDoesNotSpeakOfIsTold() throws Exception {
    assertThat(
            only(
                """
                machine: {}
                verdicts: { wall: fail, door: pass }
                """))
        .containsExactly(
            "After the fixes, registry > HKLM\\SOFTWARE\\Colours > Wall > text: expected nothing, found red.");
  }

  @Test
  void aFixThatChangesNothingIsTold() throws Exception {
    assertThat(
            only(
                """
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } } } }
                verdicts: { wall: pass, door: pass }
                fixed: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } } } }
                """))
        .containsExactly(
            "'fixed' is what the machine is before; leave it out where nothing changes.");
  }

  @Test
  void anotherOutcomeIsToldWithItsReason() throws Exception {
    assertThat(
            only(
                """
                machine:
                  registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: blue } } }
                  owned: { 'HKLM\\SOFTWARE\\Colours\\Wall': The painter }
                verdicts: { wall: fail, door: pass }
                outcomes: { wall: fixed }
                """))
        .singleElement()
        .asString()
        .isEqualTo(
            "wall: expected the outcome fixed, found reported. The painter sets"
                + " HKLM\\SOFTWARE\\Colours\\Wall; it has to be changed there.");
  }

  @Test
  void oneOfSeveralUsersIsNamed() throws Exception {
    String users =
        """
        machine:
          users:
            - { sid: S-1-5-21-1-2-3-1, name: 'CONTOSO\\anna', self: true }
            - { sid: S-1-5-21-1-2-3-2, name: 'CONTOSO\\bertil' }
          registry:
            'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } }
            'HKU\\S-1-5-21-1-2-3-2\\Software\\Colours': { Door: { text: green } }
        """;
    assertThat(only(users + "verdicts: { wall: pass, door: pass, 'door@CONTOSO\\bertil': fail }\n"))
        .isEmpty();
    assertThat(only(users + "verdicts: { wall: pass, door: pass }\n"))
        .containsExactly("door@CONTOSO\\bertil: expected pass, found fail (\"green\" (text)).");
  }

  @Test
  void aKeyThatIsGoneHasToHaveBeenThere() throws Exception {
    assertThat(
            only(
                """
                machine: {}
                verdicts: { wall: pass, door: pass }
                fixed: { gone: ['HKLM\\SOFTWARE\\Colors'] }
                """))
        .containsExactly(
            "The machine of this case cannot be used: 'gone' names HKLM\\SOFTWARE\\Colors, which the"
                + " machine of this case has not.");
  }

  @Test
  void aMachineThatIsNoneIsTold() throws Exception {
    assertThat(only("machine: { registry: { 'HKXY\\Software': {} } }\nverdicts: {}\n"))
        .singleElement()
        .asString()
        .startsWith("The machine of this case cannot be used: ");
    assertThat(only("machine: { machine: { windows: 10.0 } }\nverdicts: {}\n"))
        .containsExactly(
            "The machine of this case cannot be used: Write 10.0 in quotes; it is a text.");
  }

  @Test
  void aParameterThatIsWrongIsTold() throws Exception {
    assertThat(only("parameters: { wal: blue }\nmachine: {}\nverdicts: {}\n"))
        .singleElement()
        .asString()
        .contains("wal");
  }

  @Test
  void aRuleThatIsNeverTriedIsTold() throws Exception {
    List<PolicyCases.Result> results =
        run(
            """
            cases:
              - name: one
                machine: { registry: { 'HKLM\\SOFTWARE\\Colours': { Wall: { text: red } } } }
                verdicts: { wall: pass, door: pass }
            """);

    assertThat(results.getFirst().mismatches()).isEmpty();
    assertThat(results.getLast().mismatches())
        .containsExactly("wall: no case expects fail.", "door: no case expects fail.");
  }

  @Test
  void aFileThatIsWrongIsRefusedWithThePlace() {
    assertThatThrownBy(() -> run("cases:\n  - name: one\n    verdikts: {}\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("colours.cases.yaml:4:")
        .hasMessageContaining("verdikts");
  }

  @Test
  void casesOfAPolicyThatIsNotThereAreRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.cases.yaml"), "cases-of: colors\ncases: [{ name: a }]\n");

    assertThatThrownBy(() -> PolicyCases.run(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("There is no policy 'colors' beside this file of its cases.");
  }

  /** The mismatches of a single case. */
  private List<String> only(String one) throws Exception {
    return run("cases:\n  - name: one\n" + one.indent(4)).getFirst().mismatches();
  }

  private List<PolicyCases.Result> run(String cases) throws Exception {
    Path file =
        Files.writeString(folder.resolve("colours.cases.yaml"), "cases-of: colours\n" + cases);
    return PolicyCases.run(file);
  }
}
