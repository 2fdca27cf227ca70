package org.fettle.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.check.Verdict;
import org.fettle.engine.PolicyCasesFile.Different;
import org.fettle.engine.PolicyCasesFile.Expected;
import org.fettle.engine.PolicyCasesFile.PolicyCase;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.json.Words;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.Assignment.Budget;
import org.fettle.policy.Assignment.OptIn;
import org.fettle.policy.Assignment.Targets;
import org.fettle.policy.Policy;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.Rule;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** One case of a policy pack: what it says against what the engine does. */
final class PolicyCasesRun {
  private final PolicyCasesFile file;
  private final PolicyCase one;
  private final Path policyFile;
  private final List<String> mismatches = new ArrayList<>();

  PolicyCasesRun(PolicyCasesFile file, PolicyCase one, Path policyFile) {
    this.file = file;
    this.one = one;
    this.policyFile = policyFile;
  }

  /** What is not as the case says; none when all is. */
  List<String> mismatches() {
    Map<String, Object> before = PolicyCasesMachine.over(file.machine(), one.machine());
    MachineFile machine;
    MachineFile expected;
    MachineFile rolledBack;
    try {
      machine = PolicyCasesMachine.file(before);
      expected = machine(before, one.fixed());
      rolledBack = machine(before, one.rolledBack());
    } catch (IllegalArgumentException e) {
      return List.of("The machine of this case cannot be used: " + e.getMessage());
    }
    if (one.fixed().isPresent() && expected.equals(machine)) {
      mismatches.add("'fixed' is what the machine is before; leave it out where nothing changes.");
    }
    try {
      play(
          assignment(PolicyFiles.readPolicy(policyFile, file.parametersOf(one))),
          machine,
          expected,
          rolledBack);
    } catch (PolicyException e) {
      e.mistakes().forEach(mistake -> mismatches.add(mistake.toString()));
    }
    return mismatches;
  }

  private static MachineFile machine(Map<String, Object> before, Optional<Different> different) {
    return PolicyCasesMachine.file(
        different.map(given -> PolicyCasesMachine.with(before, given)).orElse(before));
  }

  private void play(
      Assignment assignment, MachineFile before, MachineFile expected, MachineFile rolledBack) {
    Path folder = newFolder();
    try (MemoryWindows windows = new MemoryWindows(before);
        Journal journal = Journal.open(folder, Clock.systemUTC())) {
      Engine engine =
          new Engine(
              windows, journal, Clock.systemUTC(), new Engine.Identity("policy test", "test"));
      Planned planned = engine.plan(assignment, Trigger.AGENT, Progress.NONE);
      compareVerdicts(planned.findings());
      compare("After judging", before, windows);

      compareOutcomes(engine.apply(assignment, planned, Trigger.AGENT, Progress.NONE).results());
      applyTheRest(engine, assignment, planned.plan());
      compare("After the fixes", expected, windows);

      engine.rollback(Undo.in(journal.files()).standing());
      compare("After the rollback", rolledBack, windows);
    } finally {
      remove(folder);
    }
  }

  /** In as many runs as it takes, since some fixes wait for one another; none is made twice. */
  private void applyTheRest(Engine engine, Assignment assignment, Plan first) {
    Set<String> done = new TreeSet<>();
    Planned next = null;
    List<Step> steps = first.steps();
    while (!steps.isEmpty()) {
      for (Step step : steps) {
        if (!done.add(step.about().identity())) {
          mismatches.add(step.about().rule() + ": a second plan would change something again.");
          return;
        }
      }
      if (next != null) {
        engine.apply(assignment, next, Trigger.AGENT, Progress.NONE);
      }
      next = engine.plan(assignment, Trigger.AGENT, Progress.NONE);
      steps = next.plan().steps();
    }
  }

  private void compareVerdicts(List<Finding> findings) {
    Map<String, Expected> expected = file.verdictsOf(one);
    Set<String> unused = new TreeSet<>(expected.keySet());
    for (Finding finding : findings) {
      String found = told(finding.verdict());
      Optional<Said<Expected>> said = said(finding, expected);
      if (said.isEmpty()) {
        mismatches.add(named(finding) + ": the case expects nothing, found " + found + ".");
      } else if (said.get().of() != Expected.of(finding.verdict())) {
        mismatches.add(
            named(finding) + ": expected " + said.get().of().word() + ", found " + found + ".");
      }
      // What is said of a rule for all users need not hold for any of them in each case.
      unused.remove(finding.rule().id());
      unused.remove(named(finding));
    }
    unused.forEach(name -> mismatches.add(name + ": there is no such rule or user here."));
  }

  private void compareOutcomes(List<Result> results) {
    Set<String> unused = new TreeSet<>(one.outcomes().keySet());
    for (Result result : results) {
      Optional<Said<Outcome>> said = said(result.finding(), one.outcomes());
      said.ifPresent(known -> unused.remove(known.name()));
      if (said.isPresent() && said.get().of() != result.outcome()) {
        mismatches.add(
            named(result.finding())
                + ": expected the outcome "
                + word(said.get().of())
                + ", found "
                + word(result.outcome())
                + ". "
                + result.reason());
      }
    }
    unused.forEach(name -> mismatches.add(name + ": there is no such rule or user here."));
  }

  private record Said<T>(String name, T of) {}

  /** What the case says of the finding: of its user in particular, or else of all. */
  private static <T> Optional<Said<T>> said(Finding finding, Map<String, T> all) {
    for (String name : List.of(named(finding), finding.rule().id())) {
      T said = all.get(name);
      if (said != null) {
        return Optional.of(new Said<>(name, said));
      }
    }
    return Optional.empty();
  }

  private static String named(Finding finding) {
    return finding.rule().id() + finding.user().map(user -> "@" + user.name()).orElse("");
  }

  private void compare(String when, MachineFile expected, MemoryWindows windows) {
    MachineFile found = windows.snapshot();
    if (!found.equals(expected)) {
      mismatches.addAll(PolicyCasesMachine.differences(when, expected, found));
    }
  }

  /** Every fix opted into, everything accepted, at any time. */
  private static Assignment assignment(Policy policy) {
    Map<String, OptIn> every =
        policy.rules().stream().collect(Collectors.toMap(Rule::id, rule -> OptIn.AUTOMATIC));
    return new Assignment(
        "policy-test",
        new Targets(List.of(), List.of()),
        List.of(new Assigned(policy, every, EnumSet.allOf(Rule.Disruption.class), every.keySet())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Budget(Integer.MAX_VALUE, Integer.MAX_VALUE),
        Optional.empty(),
        policy.digest());
  }

  private static String told(Verdict verdict) {
    return Expected.of(verdict).word()
        + " ("
        + switch (verdict) {
          case Verdict.Pass pass -> pass.actual();
          case Verdict.Fail fail -> fail.actual();
          case Verdict.NotApplicable not -> not.reason();
          case Verdict.Error error -> error.problem();
        }
        + ")";
  }

  private static String word(Outcome outcome) {
    return Words.ofConstant(outcome);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("fettle-policy-test-");
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary folder can be made for the journal.", e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The temporary folder " + folder + " cannot be removed.", e);
    }
  }
}
