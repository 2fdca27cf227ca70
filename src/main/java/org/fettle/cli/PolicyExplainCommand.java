package org.fettle.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fettle.json.Json;
import org.fettle.json.Words;
import org.fettle.policy.CheckTemplate;
import org.fettle.policy.CheckTemplate.Filled.Ready;
import org.fettle.policy.Nearest;
import org.fettle.policy.Policy;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.Rule;
import org.fettle.report.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "explain",
    description = "Tell what rules hold a machine to, why, and what a person can do.",
    sortOptions = false)
final class PolicyExplainCommand implements Callable<Integer> {
  private static final int LABEL = 10;

  @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

  @Parameters(
      arity = "1",
      paramLabel = "RULE",
      description = "A rule's id, looked for in all packs, or a policy file for all its rules.")
  private String wanted = "";

  @Mixin Help help = new Help();

  @Option(names = "--verbose", description = "Tell where an error came from.")
  boolean verbose;

  @Override
  public Integer call() throws PolicyException {
    Page page = new Page(parent.terminal.style());
    if (Files.isDirectory(Path.of(wanted))) {
      throw Stop.early(wanted + " is a folder; name a policy file in it, or a rule.");
    }
    if (wanted.contains("/") || wanted.contains("\\") || Files.exists(Path.of(wanted))) {
      Policy policy = PolicyFiles.readPolicy(Path.of(wanted), Map.of());
      policy.rules().forEach(rule -> explain(page, policy, rule));
      parent.terminal.print(page.toString());
      return ExitCode.FINE;
    }
    List<String> known = new ArrayList<>();
    boolean found = false;
    for (Path file : PolicyCommand.files(List.of(), path -> !PolicyCommand.isCases(path))) {
      Policy policy = PolicyFiles.readPolicy(file, Map.of());
      for (Rule rule : policy.rules()) {
        known.add(rule.id());
        if (rule.id().equals(wanted)) {
          explain(page, policy, rule);
          found = true;
        }
      }
    }
    if (!found) {
      throw Stop.early(
          "No pack in "
              + PolicyCommand.defaultFolder()
              + " has a rule '"
              + wanted
              + "'"
              + Nearest.to(wanted, known).map(near -> "; did you mean '" + near + "'?").orElse(".")
              + " There are "
              + String.join(", ", known)
              + ".");
    }
    parent.terminal.print(page.toString());
    return ExitCode.FINE;
  }

  private static void explain(Page page, Policy policy, Rule rule) {
    page.heading(rule.title());
    page.labelled(2, "rule", LABEL, policy.id() + " " + policy.version() + " / " + rule.id());
    page.labelled(2, "severity", LABEL, Words.ofConstant(rule.severity()));
    page.labelled(
        2,
        "for",
        LABEL,
        rule.scope() == Rule.Scope.MACHINE ? "the machine" : "each signed-in user");
    rule.when().ifPresent(when -> check(page, "when", when));
    check(page, "demands", rule.check());
    labelled(page, "why", rule.why());
    labelled(page, "advice", rule.advice());
    page.labelled(2, "disrupts", LABEL, Words.ofConstant(rule.disruption()));
    labelled(page, "closed", String.join(", ", rule.closed()));
    labelled(page, "one of", rule.oneAtATime().orElse(""));
    labelled(page, "requires", String.join(", ", rule.requires()));
    labelled(page, "sources", String.join("; ", rule.sources()));
    rule.symptoms()
        .forEach((language, texts) ->
            texts.forEach(text -> page.labelled(2, "seen (" + language + ")", LABEL, text)));
  }

  // With the parameters' defaults or examples, and facts of the machine by their names.
  private static void check(Page page, String label, CheckTemplate template) {
    if (template.fill(fact -> Optional.of("${" + fact + "}")) instanceof Ready ready) {
      String beside = label;
      for (String line : Json.writeYaml(ready.check()).lines().toList()) {
        int depth = line.length() - line.stripLeading().length();
        page.labelled(2, beside, LABEL + depth, line.strip());
        beside = "";
      }
    }
  }

  private static void labelled(Page page, String label, String text) {
    if (!text.isEmpty()) {
      page.labelled(2, label, LABEL, text);
    }
  }
}
