package org.fettle.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.Verdict;
import org.fettle.engine.Gate.Closed;
import org.fettle.engine.Planned.Item;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.Windows;

/**
 * Makes a plan of findings: which fixes may be applied, in which order, each on top of the ones
 * before it.
 */
final class Planner {
  private final Windows machine;
  private final Assignment assignment;
  private final Gates gates;
  private final PlannedWindows future;
  // By identity: two findings are never the same one, and comparing whole policies would be slow.
  private final IdentityHashMap<Finding, Item> items = new IdentityHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> writers = new HashMap<>();

  Planner(Windows machine, Assignment assignment, Gates gates) {
    this.machine = machine;
    this.assignment = assignment;
    this.gates = gates;
    this.future = new PlannedWindows(machine);
  }

  Planned plan(List<Finding> findings) {
    List<Finding> ordered = inOrderOfWork(findings);
    for (Finding finding : ordered) {
      items.put(finding, item(finding, findings));
    }
    Plan plan = new Plan(machine.facts().name(), assignment.id(), assignment.digest(), steps);
    return new Planned(plan, findings, ordered.stream().map(items::get).toList());
  }

  private Item item(Finding finding, List<Finding> all) {
    return finding.verdict() instanceof Verdict.Fail fail && hasFix(finding)
        ? fix(finding, fail, all)
        : new Item.Settled(reported(finding));
  }

  /** Whether the finding is a failure that the agent could fix. */
  static boolean hasFix(Finding finding) {
    return finding.verdict() instanceof Verdict.Fail fail && !fail.fix().isEmpty();
  }

  /** What becomes of the finding where nothing is fixed. */
  static Result reported(Finding finding) {
    return switch (finding.verdict()) {
      case Verdict.Pass pass -> new Result(finding, Outcome.COMPLIANT, "");
      case Verdict.NotApplicable not ->
          new Result(
              finding,
              finding.isDeferred() ? Outcome.DEFERRED : Outcome.SKIPPED,
              sentence(not.reason()));
      case Verdict.Error error -> new Result(finding, Outcome.UNKNOWN, error.problem());
      case Verdict.Fail fail ->
          new Result(
              finding, Outcome.REPORTED, fail.fix().isEmpty() ? "There is no automatic fix." : "");
    };
  }

  private Item fix(Finding finding, Verdict.Fail fail, List<Finding> all) {
    Windows view = finding.user().map(future::as).orElse(future);
    Verdict verdict =
        steps.isEmpty()
            ? fail
            : new Judge(future).judge(finding.assigned(), finding.rule(), finding.user()).verdict();
    if (verdict instanceof Verdict.Pass) {
      return new Item.Along(finding);
    }
    List<Change> changes = verdict instanceof Verdict.Fail later ? later.fix() : fail.fix();
    int planned = steps.stream().mapToInt(step -> step.changes().size()).sum();
    Optional<Closed> closed =
        gates
            .allowed(finding, openRequirement(finding, all), changes.size(), planned)
            .or(() -> gates.possible(view, changes, finding.rule().closed()))
            .or(() -> conflict(finding, changes));
    if (closed.isPresent()) {
      return settled(finding, closed.get().outcome(), closed.get().reason());
    }
    changes.forEach(view::apply);
    Step step =
        new Step(
            finding.about(),
            finding.rule().title(),
            fail.expected(),
            fail.actual(),
            finding.assigned().optIn(finding.rule().id()).orElseThrow(),
            finding.rule().disruption(),
            finding.rule().closed(),
            changes);
    steps.add(step);
    return new Item.Fix(finding, step);
  }

  /**
   * Why a required rule keeps this one from being fixed; empty when all of them pass or are fixed
   * before it.
   */
  private Optional<String> openRequirement(Finding finding, List<Finding> all) {
    return required(finding, all).stream()
        .filter(required -> !isMet(required))
        .findFirst()
        .map(required ->
            "It waits for the rule '" + required.rule().id() + "', which does not pass.");
  }

  private boolean isMet(Finding required) {
    return required.verdict() instanceof Verdict.Pass
        || (required.verdict() instanceof Verdict.NotApplicable && !required.isDeferred())
        || items.get(required) instanceof Item.Fix
        || items.get(required) instanceof Item.Along;
  }

  /** The findings of the rules this one requires, for the same subject or the machine. */
  static List<Finding> required(Finding finding, List<Finding> all) {
    return all.stream()
        .filter(other ->
            other.assigned().policy().id().equals(finding.assigned().policy().id())
                && finding.rule().requires().contains(other.rule().id())
                && (other.user().isEmpty()
                    || finding.user().isEmpty()
                    || other.subject().isSameAs(finding.subject())))
        .toList();
  }

  /** Two rules that want different contents of one value would undo each other at every run. */
  private Optional<Closed> conflict(Finding finding, List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof RegistryValueChange) {
        String target =
            (change.target() + '\n' + finding.subject().sid().orElse("")).toLowerCase(Locale.ROOT);
        String other = writers.putIfAbsent(target, finding.rule().id());
        if (other != null && !other.equals(finding.rule().id())) {
          return Optional.of(
              new Closed(
                  Gate.AS_PLANNED,
                  "It contradicts the rule '"
                      + other
                      + "', which sets "
                      + change.target()
                      + " too."));
        }
      }
    }
    return Optional.empty();
  }

  private List<Finding> inOrderOfWork(List<Finding> findings) {
    List<Finding> ordered = new ArrayList<>();
    Set<Finding> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    findings.forEach(finding -> place(finding, findings, placed, ordered));
    return ordered;
  }

  // The reader has refused circular requirements; `placed` keeps a mistake there from never ending.
  private static void place(
      Finding finding, List<Finding> all, Set<Finding> placed, List<Finding> ordered) {
    if (placed.add(finding)) {
      if (!finding.rule().requires().isEmpty()) {
        required(finding, all).forEach(required -> place(required, all, placed, ordered));
      }
      ordered.add(finding);
    }
  }

  private static Item settled(Finding finding, Outcome outcome, String reason) {
    return new Item.Settled(new Result(finding, outcome, reason));
  }

  private static String sentence(String clause) {
    return clause.isEmpty()
        ? ""
        : Character.toUpperCase(clause.charAt(0))
            + clause.substring(1)
            + (clause.endsWith(".") ? "" : ".");
  }
}
