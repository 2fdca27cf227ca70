package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.Check;
import org.fettle.check.Missing;
import org.fettle.check.RegistryListCheck;
import org.fettle.check.Views;
import org.fettle.windows.RegistryKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTest {
  private static final Path VALID = Path.of("src/test/resources/policy/valid");

  @TempDir Path folder;

  @Test
  void an_assignment_is_read_with_its_policies_filled_in() throws Exception {
    Assignment read = PolicyFiles.readAssignment(VALID.resolve("an-assignment.yaml"), List.of());

    assertThat(read.id()).isEqualTo("an-assignment");
    assertThat(read.forMachines().name()).containsExactly("LAP-*", "DESK-*");
    assertThat(read.schedule())
        .contains(
            new Assignment.Schedule(
                Optional.of(Duration.ofHours(4)),
                Optional.empty(),
                Duration.ofMinutes(30),
                Set.of(Assignment.Trigger.STARTUP, Assignment.Trigger.LOGON)));
    assertThat(read.window())
        .contains(
            new Assignment.Window(
                Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                LocalTime.of(22, 0),
                LocalTime.of(5, 0)));
    assertThat(read.ring()).contains(new Assignment.Ring(10, "2026-11"));
    assertThat(read.budget()).isEqualTo(new Assignment.Budget(20, 3));
    Assignment.Assigned first = read.policies().getFirst();
    assertThat(first.optIn("lists")).contains(Assignment.OptIn.AUTOMATIC);
    assertThat(first.optIn("values")).contains(Assignment.OptIn.MANUAL);
    assertThat(first.optIn("the-rest")).isEmpty();
    assertThat(first.accept()).containsExactly(Rule.Disruption.SIGNS_OUT);
    assertThat(first.policy().version()).isEqualTo("1.2.3");
    Rule rule = first.policy().rules().getFirst();
    assertThat(rule.title()).isEqualTo("A list for contoso.com");
    assertThat(rule.closed()).containsExactly("lync.exe");
    assertThat(rule.symptoms()).containsEntry("sv", List.of("Det går inte att logga in"));
    assertThat(ready(rule.check()))
        .isEqualTo(
            new RegistryListCheck(
                RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\Contoso"),
                "Trusted",
                Optional.empty(),
                List.of("a.com", "b.com"),
                List.of("lync.com", "a.com", "b.com", "sip.contoso.com"),
                Optional.of(Missing.PASS),
                Optional.of(Views._32)));
  }

  @Test
  void the_digests_are_those_of_the_bytes() throws Exception {
    Path copy = folder.resolve("a-policy.json");
    Files.copy(VALID.resolve("a-policy.json"), copy);
    Policy policy = PolicyFiles.readPolicy(copy, Map.of());

    assertThat(policy.digest()).isEqualTo(SourceFile.sha256(Files.readAllBytes(copy)));

    Path assignment = folder.resolve("a.yaml");
    Files.writeString(
        assignment,
        "assignment: a\npolicies: [ { policy: a-policy, parameters: { domains: [x.com] } } ]\n");
    String digest = PolicyFiles.readAssignment(assignment, List.of()).digest();
    Files.writeString(copy, "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    assertThat(PolicyFiles.readAssignment(assignment, List.of()).digest())
        .hasSize(64)
        .isNotEqualTo(digest);
  }

  @Test
  void a_policy_is_found_beside_the_assignment_above_it_and_in_the_folders_given()
      throws Exception {
    Path below = Files.createDirectories(folder.resolve("examples"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path assignment = below.resolve("a.yaml");
    Files.writeString(assignment, "assignment: a\npolicies: [ { policy: p } ]\n");

    assertThatThrownBy(() -> PolicyFiles.readAssignment(assignment, List.of(elsewhere)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("There is no policy 'p'");
    Files.writeString(elsewhere.resolve("p.yaml"), text("p"));
    assertThat(version(assignment, elsewhere)).isEqualTo("1.0.0");
    Files.writeString(folder.resolve("p.yml"), text("p").replace("1.0.0", "2.0.0"));
    assertThat(version(assignment, elsewhere)).isEqualTo("2.0.0");
    Files.writeString(
        below.resolve("p.json"),
        "{\"policy\":\"p\",\"version\":\"3.0.0\",\"title\":\"P\",\"rules\":[{\"id\":\"r\",\"title\":\"R\",\"why\":\"W\","
            + "\"severity\":\"low\",\"for\":\"machine\",\"check\":{\"registry-key-absent\":{\"key\":"
            + "\"HKLM\\\\SOFTWARE\\\\X\\\\Y\"}}}]}");
    assertThat(version(assignment, elsewhere)).isEqualTo("3.0.0");
  }

  @Test
  void mistakes_of_an_assignment_and_all_its_policies_come_together() throws Exception {
    Path assignment = folder.resolve("a.yaml");
    Files.writeString(
        assignment, "assignment: a\npolicies: [ { policy: p }, { policy: q } ]\nrings: {}\n");
    Files.writeString(folder.resolve("p.yaml"), text("p").replace("low", "lwo"));
    Files.writeString(folder.resolve("q.yaml"), text("other"));

    assertThat(PolicyFiles.lint(assignment, List.of()))
        .extracting(mistake -> Path.of(mistake.file()).getFileName() + ":" + mistake.line())
        .containsExactly("a.yaml:3", "p.yaml:8", "q.yaml:1");
  }

  @Test
  void a_fix_that_would_write_hkcr_cannot_be_opted_into() throws Exception {
    StringBuilder policy = new StringBuilder("policy: p\nversion: 1.0.0\ntitle: P\nrules:\n");
    List<String> checks =
        List.of(
            "registry-value: { key: 'HKCR\\sip', name: a, value: { text: b } }",
            "all: [ { registry-value-absent: { key: 'HKCR32\\sip', name: '${machine.name}' } } ]",
            "any: [ { registry-key-absent: { key: 'HKCR\\sip\\shell' } } ]",
            "registry-text: { key: 'HKCR\\sip', name: a, pattern: b }", // no repair
            "not: { registry-value-absent: { key: 'HKCR\\sip', name: a } }",
            "registry-value-absent: { key: 'HKLM\\SOFTWARE\\Classes\\sip', name: a }");
    StringBuilder fixes = new StringBuilder();
    for (int i = 0; i < checks.size(); i++) {
      policy.append(
          "- { id: r%d, title: T, why: W, severity: low, for: machine, check: { %s } }\n"
              .formatted(i, checks.get(i)));
      fixes.append("    r%d: automatic\n".formatted(i));
    }
    Path assignment = folder.resolve("a.yaml");
    Files.writeString(folder.resolve("p.yaml"), policy);
    Files.writeString(assignment, "assignment: a\npolicies:\n- policy: p\n  fix:\n" + fixes);

    List<Mistake> mistakes = PolicyFiles.lint(assignment, List.of());

    assertThat(mistakes).extracting(Mistake::line).containsExactly(5, 6, 7);
    assertThat(mistakes.getFirst().message())
        .isEqualTo(
            "The fix of 'r0' would write HKCR\\sip, where nothing is ever written; the policy has to"
                + " name HKLM\\SOFTWARE\\Classes or HKCU\\Software\\Classes.");
    Files.writeString(assignment, "assignment: a\npolicies: [ { policy: p } ]\n");
    assertThat(PolicyFiles.lint(assignment, List.of())).isEmpty();
  }

  @Test
  void a_value_that_a_policy_cannot_take_is_told_once_where_it_stands() throws Exception {
    Path assignment = folder.resolve("a.yaml");
    Files.writeString(
        assignment,
        """
        assignment: a
        policies:
          - policy: p
            parameters:
              programs: [lync]
              hosts: []
              word: fine
        """);
    Files.writeString(
        folder.resolve("p.yaml"),
        text("p")
                .replace(
                    "rules:",
                    """
                    parameters:
                      programs: { type: list, about: Programs., example: [lync.exe] }
                      hosts: { type: list, about: Hosts., example: [a] }
                      word: { type: text, about: A word., example: b }
                    rules:\
                    """)
                .replace("R\n", "R ${word}\n")
            + """
                closed: ${programs}
              - id: second
                title: S
                why: W
                severity: low
                for: machine
                check: { registry-list: { key: 'HKLM\\SOFTWARE\\X\\Y', name: N, contains: '${hosts}' } }
                closed: ${programs}
            """);

    assertThat(PolicyFiles.lint(assignment, List.of()))
        .extracting(mistake -> mistake.toString().replace(folder + "/", ""))
        .containsExactly(
            "a.yaml:5:17: This cannot be 'programs', by p.yaml:15: Expected the file name of a"
                + " program, such as 'lync.exe', but found 'lync'.",
            "a.yaml:6:14: This cannot be 'hosts', by p.yaml:21: 'contains' needs at least one"
                + " member.");
  }

  private static Check ready(CheckTemplate template) {
    return CheckTemplateTest.ready(template, Map.of());
  }

  private static String version(Path assignment, Path folder) throws PolicyException {
    return PolicyFiles.readAssignment(assignment, List.of(folder))
        .policies()
        .getFirst()
        .policy()
        .version();
  }

  private static String text(String id) {
    return """
    policy: %s
    version: 1.0.0
    title: P
    rules:
      - id: r
        title: R
        why: W
        severity: low
        for: machine
        check: { registry-key-absent: { key: 'HKLM\\SOFTWARE\\X\\Y' } }
    """
        .formatted(id);
  }
}
