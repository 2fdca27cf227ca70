package org.fettle.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.policy.Assignment.OptIn;
import org.fettle.windows.MachineFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a machine takes of several assignments. */
class AssignmentsTest {
  private static final MachineFacts LAPTOP =
      new MachineFacts("LAP-0117", Optional.of("contoso.com"), "10.0.22631", "x64");
  private static final MachineFacts DESK =
      new MachineFacts("DESK-1", Optional.empty(), "10.0.22631", "x64");

  private static final String POLICY =
      """
      policy: %s
      version: 1.0.0
      title: Colours
      parameters:
        wall: { type: text, about: The wall., default: red }
        signs: { type: list, about: The signs., default: [] }
      rules:
      """
          + rule("door")
          + rule("wall");

  private final Map<String, byte[]> files = new HashMap<>();

  AssignmentsTest() {
    file("p.yaml", POLICY.formatted("p"));
    file("q.yaml", POLICY.formatted("q"));
  }

  private static String rule(String id) {
    return """
      - id: %1$s
        title: It has its colour
        why: It looks odd.
        severity: low
        for: machine
        check: { registry-value: { key: 'HKLM\\SOFTWARE\\C', name: %1$s, value: { text: '${wall}' } } }
    """
        .formatted(id);
  }

  private void file(String path, String text) {
    files.put(path, text.getBytes(UTF_8));
  }

  private void assignment(String id, String rest) {
    file("assignments/" + id + ".yaml", "assignment: " + id + "\n" + rest);
  }

  private Assignments read() throws PolicyException {
    return Assignments.of(new FilesInMemory("fleet!", files));
  }

  @Test
  void aMachineTakesThoseThatAreForIt() throws Exception {
    assignment("all", "policies: [ { policy: p } ]\n");
    assignment("laptops", "for-machines: { name: ['LAP-*'] }\npolicies: [ { policy: q } ]\n");
    assignment("domain", "for-machines: { domain: [fabrikam.com] }\npolicies: [ { policy: q } ]\n");

    assertThat(read().all()).hasSize(3);
    assertThat(read().takenBy(LAPTOP)).extracting(Assignment::id).containsExactly("all", "laptops");
    assertThat(read().joinedFor(DESK).orElseThrow().id()).isEqualTo("all");
    files.remove("assignments/all.yaml");
    assertThat(read().joinedFor(DESK)).isEmpty();
  }

  @Test
  void whatItTakesAddsUp() throws Exception {
    assignment(
        "a",
        """
        policies: [ { policy: p, fix: { door: automatic }, accept: [signs-out] } ]
        schedule: { every: 4h }
        """);
    assignment("b", "policies: [ { policy: q, fix: { wall: manual } }, { policy: p } ]\n");
    assignment(
        "c",
        "policies: [ { policy: p, fix: { door: automatic, wall: manual },"
            + " accept: [signs-out], irreversible: [wall] } ]\n");

    Assignment joined = read().joinedFor(LAPTOP).orElseThrow();

    assertThat(joined.id()).isEqualTo("a + b + c");
    assertThat(joined.forMachines().take(LAPTOP)).isTrue();
    assertThat(joined.forMachines().take(DESK)).isFalse();
    assertThat(joined.policies()).extracting(one -> one.policy().id()).containsExactly("p", "q");
    Assignment.Assigned first = joined.policies().getFirst();
    assertThat(first.fix()).isEqualTo(Map.of("door", OptIn.AUTOMATIC, "wall", OptIn.MANUAL));
    assertThat(first.irreversible()).containsExactly("wall");
    assertThat(first.accept()).isEqualTo(Set.of(Rule.Disruption.SIGNS_OUT));
    assertThat(joined.policies().getLast().fix()).isEqualTo(Map.of("wall", OptIn.MANUAL));
    assertThat(joined.schedule()).isPresent();
    assertThat(joined.digest()).hasSize(64);
    assertThat(List.of(joined.digest()))
        .doesNotContainAnyElementsOf(read().all().stream().map(Assignment::digest).toList());
  }

  @Test
  void whatOneAcceptsForItsFixesIsNotAcceptedForTheFixesOfAnother() throws Exception {
    assignment("a", "policies: [ { policy: p, fix: { door: automatic } } ]\n");
    assignment("b", "policies: [ { policy: p, accept: [signs-out] } ]\n");

    assertThat(read().joinedFor(LAPTOP).orElseThrow().policies().getFirst().accept()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parameters: { wall: blue }          |                                    | The parameter 'wall' of the policy 'p'
                                              | parameters: { signs: [a] }         | The parameter 'signs' of the policy 'p'
          fix: { door: manual }               | fix: { door: automatic }           | The fix of 'door' is manual here, but not
          fix: { door: manual }, irreversible: [door] | fix: { door: manual }      | The fix of 'door' is opted into as irreversible here
          fix: { door: manual }, accept: [reboots]    | fix: { wall: manual }      | What is accepted of the policy 'p'
          """)
  void twoThatSayOtherThingsOfAPolicyAreRefused(String second, String first, String message)
      throws Exception {
    assignment("a", "policies:\n  - policy: p\n" + (first == null ? "" : "    " + block(first)));
    assignment("b", "policies:\n  - policy: p\n" + (second == null ? "" : "    " + block(second)));

    conflict(message);
  }

  private static String block(String words) {
    return words.replaceAll("\\}, ", "}\n    ") + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          window: { from: '02:00', to: '05:00' }        | window: { from: '02:00', to: '06:00' } | 'window' is other here than
          window: { from: '02:00', to: '05:00' }        |                                        | 'window' is left out here, but not
          budget: { changes-per-day: 5 }                | budget: { changes-per-day: 6 }         | 'budget' is other here than
                                                        | budget: { attempts-per-rule: 2 }       | 'budget' is given here, but not
          ring: { percent: 10, salt: a }                | ring: { percent: 10, salt: b }         | 'ring' is other here than
          quarantine: { keep: 30d }                     |                                        | 'quarantine' is left out here, but not
          schedule: { every: 4h }                       | schedule: { every: 5h }                | 'schedule' is other here than
          """)
  void twoThatSayOtherThingsOfAWholeRunAreRefused(String first, String second, String message)
      throws Exception {
    assignment("a", "policies: [ { policy: p } ]\n" + (first == null ? "" : first + "\n"));
    assignment("b", "policies: [ { policy: q } ]\n" + (second == null ? "" : second + "\n"));

    conflict(message);
  }

  private void conflict(String message) throws PolicyException {
    Assignments both = read();
    assertThatThrownBy(() -> both.joinedFor(LAPTOP))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e -> {
              assertThat(e.mistakes()).hasSize(1);
              assertThat(e.mistakes().getFirst().file()).isEqualTo("fleet!assignments/b.yaml");
              assertThat(e.mistakes().getFirst().message())
                  .startsWith(message)
                  .contains("the assignment 'a' (fleet!assignments/a.yaml:")
                  .contains("A machine that takes 'a' and 'b' needs them to agree");
            });
    assertThat(both.conflicts()).hasSize(1);
  }

  @Test
  void aConflictStandsAtTheWordItIsAbout() throws Exception {
    assignment("a", "policies:\n  - policy: p\n    fix: { door: automatic }\n");
    assignment("b", "policies:\n  - policy: p\n    fix:\n      door: manual\n");

    assertThat(read().conflicts())
        .singleElement()
        .asString()
        .startsWith("fleet!assignments/b.yaml:5:7: ")
        .contains("(fleet!assignments/a.yaml:4:12)");
  }

  @Test
  void twoOfTheSameNameAreRefused() {
    assignment("a", "policies: [ { policy: p } ]\n");
    file("assignments/b.yaml", "assignment: a\npolicies: [ { policy: q } ]\n");

    assertThatThrownBy(this::read)
        .hasMessageStartingWith(
            "fleet!assignments/b.yaml:1:1: The assignment in"
                + " fleet!assignments/a.yaml is called 'a' already");
  }

  @Test
  void lintTellsEachMistakeOnceInWhateverFile() {
    file("q.yaml", "policy: q\n");
    file("r.yaml", "rules: []\n");
    assignment("a", "policies: [ { policy: q } ]\n");
    assignment("b", "policies: [ { policy: q }, { policy: s } ]\n");

    List<Mistake> mistakes = PolicyFiles.lint(new FilesInMemory("fleet!", files));

    assertThat(mistakes).doesNotHaveDuplicates();
    assertThat(mistakes)
        .extracting(Mistake::file)
        .contains("fleet!q.yaml", "fleet!r.yaml", "fleet!assignments/b.yaml")
        .doesNotContain("fleet!p.yaml");
  }
}
