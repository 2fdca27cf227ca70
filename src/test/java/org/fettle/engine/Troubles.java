package org.fettle.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.check.Check;
import org.fettle.check.Verdict;
import org.fettle.engine.PolicyCasesFile.PolicyCase;
import org.fettle.json.Json;
import org.fettle.json.Words;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.CheckTemplate;
import org.fettle.policy.Policy;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.Rule;
import org.fettle.windows.Change;
import org.fettle.windows.memory.MemoryWindows;
import tools.jackson.databind.JsonNode;

/**
 * The troubles that the packs cover, as a table: what a rule does about its trouble is what it
 * proposes in the pack's own cases.
 */
final class Troubles {
  private static final Set<String> JOINING = Set.of("all", "any", "not");

  private static final Set<String> KINDS =
      Arrays.stream(Check.class.getPermittedSubclasses())
          .filter(kind -> !JOINING.contains(Words.ofKind(kind, Check.class)))
          .map(kind -> Words.ofKind(kind, Check.class))
          .collect(Collectors.toSet());

  private final StringBuilder page = new StringBuilder();

  static String of(List<Path> packs) throws Exception {
    Troubles troubles = new Troubles();
    for (Path pack : packs) {
      troubles.add(pack);
    }
    return troubles.page.toString();
  }

  private void add(Path file) throws Exception {
    Path casesFile = Path.of(file.toString().replace(".yaml", ".cases.yaml"));
    PolicyCasesFile cases = Json.readYaml(Files.readString(casesFile), PolicyCasesFile.class);
    Policy policy = PolicyFiles.readPolicy(file, cases.parameters());
    Map<String, List<Change>> fixes = fixes(file, cases);
    page.append(page.isEmpty() ? "" : "\n");
    page.append("### ").append(policy.id()).append(": ").append(policy.title()).append("\n\n");
    page.append(
        "| rule | trouble | known from | class | kinds |\n| --- | --- | --- | --- | --- |\n");
    for (Rule rule : policy.rules()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  rule.id(),
                  cell(trouble(rule)),
                  cell(String.join("; ", rule.sources())),
                  sort(rule, fixes.getOrDefault(rule.id(), List.of())),
                  String.join(", ", kinds(rule))));
    }
  }

  /** All that the pack's cases would change, by rule. */
  private static Map<String, List<Change>> fixes(Path file, PolicyCasesFile cases)
      throws PolicyException {
    Map<String, List<Change>> fixes = new TreeMap<>();
    for (PolicyCase one : cases.cases()) {
      Policy policy = PolicyFiles.readPolicy(file, cases.parametersOf(one));
      MemoryWindows machine =
          new MemoryWindows(
              PolicyCasesMachine.file(PolicyCasesMachine.over(cases.machine(), one.machine())));
      Assigned assigned = new Assigned(policy, Map.of(), Set.of(), Set.of());
      Judge judge = new Judge(machine);
      for (Rule rule : policy.rules()) {
        List<Finding> findings = new ArrayList<>();
        if (rule.scope() == Rule.Scope.MACHINE) {
          findings.add(judge.judge(assigned, rule, Optional.empty()));
        } else {
          machine
              .users()
              .visible()
              .forEach(user -> findings.add(judge.judge(assigned, rule, Optional.of(user))));
        }
        for (Finding finding : findings) {
          if (finding.verdict() instanceof Verdict.Fail fail) {
            fixes.computeIfAbsent(rule.id(), id -> new ArrayList<>()).addAll(fail.fix());
          }
        }
      }
    }
    return fixes;
  }

  private static String trouble(Rule rule) {
    List<String> seen = rule.symptoms().getOrDefault("en", List.of());
    return seen.isEmpty()
        ? rule.why()
        : rule.why() + " Seen: \"" + String.join("\", \"", seen) + "\"";
  }

  private static String sort(Rule rule, List<Change> fix) {
    if (fix.isEmpty()) {
      return rule.advice().isEmpty() ? "detect" : "detect, advice";
    }
    boolean forGood = fix.stream().anyMatch(change -> !change.isReversible());
    if (forGood) {
      return "with consent, irreversible";
    }
    return rule.disruption().needsAcceptance() ? "with consent" : "automatic";
  }

  /**
   * The kinds that the rule's checks are made of, but for those that only join others. Any fact may
   * be an address.
   */
  private static Set<String> kinds(Rule rule) {
    Set<String> kinds = new TreeSet<>();
    Stream.concat(Stream.of(rule.check()), rule.when().stream())
        .map(template -> template.fill(fact -> Optional.of("fact@contoso.com")))
        .filter(CheckTemplate.Filled.Ready.class::isInstance)
        .map(CheckTemplate.Filled.Ready.class::cast)
        .forEach(ready -> addKinds(Json.mapper().valueToTree(ready.check()), kinds));
    return kinds;
  }

  private static void addKinds(JsonNode check, Set<String> kinds) {
    check
        .properties()
        .forEach(field -> {
          if (KINDS.contains(field.getKey())) {
            kinds.add(field.getKey());
          }
        });
    check.forEach(part -> addKinds(part, kinds));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ").strip();
  }
}
