package org.fettle.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fettle.engine.PolicyCasesFile.Expected;
import org.fettle.engine.PolicyCasesFile.PolicyCase;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;
import org.fettle.policy.Mistake;
import org.fettle.policy.Policy;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;

/**
 * Runs a policy pack's cases with the real engine, on machines in memory: judge, apply every fix,
 * judge again, roll back.
 */
public final class PolicyCases {
  private static final String EVERY_RULE =
      "every rule has a case where it passes and one where it fails";

  private PolicyCases() {}

  /**
   * What became of a case.
   *
   * @param name the case in words
   * @param mismatches what is not as the case says, a sentence each; none when it passed
   */
  public record Result(String name, List<String> mismatches) {
    public Result {
      mismatches = List.copyOf(mismatches);
    }
  }

  /**
   * Runs every case of the file, and adds one that says whether each rule is tried both ways. The
   * policy lies in the same folder.
   *
   * @throws PolicyException when the file is no file of cases, or its policy cannot be read
   */
  public static List<Result> run(Path file) throws PolicyException {
    PolicyCasesFile cases = read(file);
    Path policy = policy(file, cases.casesOf());
    List<Result> results = new ArrayList<>();
    for (PolicyCase one : cases.cases()) {
      results.add(new Result(one.name(), new PolicyCasesRun(cases, one, policy).mismatches()));
    }
    results.add(new Result(EVERY_RULE, untried(cases, policy)));
    return results;
  }

  private static List<String> untried(PolicyCasesFile cases, Path file) throws PolicyException {
    Map<Expected, Set<String>> tried = new EnumMap<>(Expected.class);
    for (PolicyCase one : cases.cases()) {
      cases
          .verdictsOf(one)
          .forEach((subject, verdict) ->
              tried.computeIfAbsent(verdict, first -> new TreeSet<>()).add(rule(subject)));
    }
    Policy policy = PolicyFiles.readPolicy(file, cases.parameters());
    List<String> untried = new ArrayList<>();
    for (Expected verdict : List.of(Expected.PASS, Expected.FAIL)) {
      policy.rules().stream()
          .filter(rule -> !tried.getOrDefault(verdict, Set.of()).contains(rule.id()))
          .forEach(rule -> untried.add(rule.id() + ": no case expects " + verdict.word() + "."));
    }
    return untried;
  }

  /** The rule of {@code rule} or {@code rule@user}. */
  private static String rule(String subject) {
    int at = subject.indexOf('@');
    return at < 0 ? subject : subject.substring(0, at);
  }

  private static PolicyCasesFile read(Path file) throws PolicyException {
    try {
      return Json.readYaml(Files.readString(file), PolicyCasesFile.class);
    } catch (FileFormatException e) {
      throw refused(file, e.line(), e.column(), e.problem());
    } catch (IOException e) {
      throw refused(file, 1, 1, "The file cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Path policy(Path cases, String name) throws PolicyException {
    for (String ending : List.of(".yaml", ".yml", ".json")) {
      Path policy = cases.resolveSibling(name + ending);
      if (Files.isRegularFile(policy)) {
        return policy;
      }
    }
    throw refused(cases, 1, 1, "There is no policy '" + name + "' beside this file of its cases.");
  }

  private static PolicyException refused(Path file, int line, int column, String message) {
    return new PolicyException(List.of(new Mistake(file.toString(), line, column, message)));
  }
}
