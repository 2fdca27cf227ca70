package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fettle.check.KindCase;
import org.fettle.check.KindCases;
import org.fettle.json.Json;
import org.fettle.policy.Assignment;
import org.fettle.policy.CheckTemplate;
import org.fettle.policy.Policy;
import org.fettle.policy.Rule;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every kind, captured: judged as the machine of the case, and naming nobody. */
class CapturedKindsTest {
  private static final Pattern ADDRESS = Pattern.compile("([\\w.+-]+)@[\\w.-]+");

  private static final String PERSONAL = "The certificate is made out to a person.";

  /** What cannot be told, and so is judged otherwise; the capture says so. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "certificate-absent: an expired one is taken out, and comes back with its key", PERSONAL,
          "certificate-absent: one that is not valid yet", PERSONAL,
          "certificate-absent: one without its private key", PERSONAL,
          "certificate-absent: one for the address of before", PERSONAL,
          "certificate-absent: without a state every one is taken out", PERSONAL,
          "certificate-absent: a common name alone is found in a longer name", PERSONAL,
          "certificate-absent: a whole name as the certificate tools show it, with spaces",
              PERSONAL,
          "certificate-absent: a subject with wildcards", PERSONAL,
          "text-file-line: a line that the file's encoding cannot hold is only reported",
              "A text becomes UTF-8, which holds that line.");

  @TestFactory
  Stream<DynamicTest> everyCaseIsJudgedTheSameWhenItIsCaptured() {
    return KindCases.all().stream()
        .flatMap(kind -> kind.cases().stream())
        .map(each -> dynamicTest(each.toString(), () -> captures(each)));
  }

  @Test
  void everyExceptionIsACase() {
    assertThat(
            KindCases.all().stream().flatMap(kind -> kind.cases().stream()).map(Object::toString))
        .containsAll(OTHERWISE.keySet());
  }

  private static void captures(KindCase kindCase) {
    MachineFile machine = withPeople(kindCase.machine());
    Assignment assignment = assignment(kindCase);

    Capture.Captured captured = Capture.of(new MemoryWindows(machine), assignment);

    String yaml = captured.file().toYaml();
    String here = verdict(machine, assignment);
    String there = verdict(MachineFile.read(yaml), assignment);
    if (OTHERWISE.containsKey(kindCase.toString())) {
      assertThat(there).isNotEqualTo(here);
      assertThat(captured.notes()).anyMatch(note -> note.contains("kind/case"));
    } else {
      assertThat(there).isEqualTo(here);
      assertThat(captured.notes()).noneMatch(note -> note.contains("kind/case"));
    }
    namesNobody(yaml, machine, kindCase);
  }

  private static void namesNobody(String yaml, MachineFile machine, KindCase kindCase) {
    assertThat(yaml)
        .doesNotContainIgnoringCase("zofia")
        .doesNotContainIgnoringCase("kowalska")
        .doesNotContain("S-1-5-21-9-8-7", "S-1-12-1-9");
    String demanded = Json.writeYaml(kindCase.check()).toLowerCase(Locale.ROOT);
    Matcher addresses = ADDRESS.matcher(machine.toYaml());
    while (addresses.find()) {
      if (!demanded.contains(addresses.group(1).toLowerCase(Locale.ROOT))) {
        assertThat(yaml).doesNotContainIgnoringCase(addresses.group(1) + "@");
      }
    }
  }

  // The cases have people and a machine of no telling names.
  private static MachineFile withPeople(MachineFile machine) {
    return MachineFile.read(
        machine
            .toYaml()
            .replace("S-1-5-21-1-2-3-1001", "S-1-5-21-9-8-7-1104")
            .replace("TEST\\user", "FABRIKAM\\zofia")
            .replace("Users\\user", "Users\\zofia")
            .replace("TEST-PC", "PC-KOWALSKA"));
  }

  private static Assignment assignment(KindCase kindCase) {
    Rule rule =
        new Rule(
            "case",
            "Title",
            "Why",
            List.of(),
            "Test",
            Rule.Severity.LOW,
            kindCase.isForUser() ? Rule.Scope.EACH_USER : Rule.Scope.MACHINE,
            Optional.empty(),
            List.of(),
            facts -> new CheckTemplate.Filled.Ready(kindCase.check()),
            false,
            Rule.Disruption.NONE,
            List.of(),
            Optional.empty(),
            "",
            Map.of());
    return new Assignment(
        "test",
        new Assignment.Targets(List.of(), List.of()),
        List.of(
            new Assignment.Assigned(
                new Policy("kind", "1.0.0", "Kind", "", List.of(rule)),
                Map.of(),
                Set.of(),
                Set.of())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Assignment.Budget.DEFAULT,
        Optional.empty(),
        "");
  }

  private static String verdict(MachineFile machine, Assignment assignment) {
    return CaptureTest.verdicts(machine, assignment).toString();
  }
}
