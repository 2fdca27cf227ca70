package org.fettle.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.Verdict;
import org.fettle.engine.Gate.Closed;
import org.fettle.engine.Planned.Item;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Makes a plan of findings: which fixes may be applied, in which order, each on top of the ones
 * before it. A fix that would put another rule out of order is not planned: two rules that
 * contradict each other would undo each other at every run.
 */
final class Planner {
  private final Windows machine;
  private final Assignment assignment;
  private final Gates gates;
  private final List<Finding> findings;
  private final Requirements requirements;

  /** Those that some plan was seen to put out of order; every step is tried against them. */
  private final Set<Finding> guarded = Collections.newSetFromMap(new IdentityHashMap<>());

  Planner(Windows machine, Assignment assignment, Gates gates, List<Finding> findings) {
    this.machine = machine;
    this.assignment = assignment;
    this.gates = gates;
    this.findings = findings;
    this.requirements = new Requirements(findings);
  }

  Planned plan() {
    Draft draft = new Draft();
    // Each round guards at least one finding more, so this ends; without a contradiction there is
    // one round.
    while (guarded.addAll(draft.brokenFindings())) {
      draft = new Draft();
    }
    return draft.planned();
  }

  /** Whether the finding is a failure that the agent could fix. */
  static boolean hasFix(Finding finding) {
    return finding.verdict() instanceof Verdict.Fail fail && !fail.fix().isEmpty();
  }

  /** What becomes of the finding where nothing is fixed. */
  static Result reported(Finding finding) {
    return reported(finding, finding.verdict());
  }

  /** What becomes of the finding, judged so by now, where nothing is fixed. */
  static Result reported(Finding finding, Verdict verdict) {
    return switch (verdict) {
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

  /** One attempt at a plan. */
  private final class Draft {
    private final PlannedWindows future = new PlannedWindows(machine);
    private final IdentityHashMap<Finding, Item> items = new IdentityHashMap<>();
    private final List<Finding> ordered = requirements.inOrderOfWork();
    private final List<Step> steps = new ArrayList<>();
    private int changes;

    Draft() {
      ordered.forEach(finding -> items.put(finding, item(finding)));
    }

    Planned planned() {
      Plan plan = new Plan(machine.facts().name(), assignment.id(), assignment.digest(), steps);
      return new Planned(plan, findings, ordered.stream().map(items::get).toList());
    }

    /**
     * The findings that pass now or are fixed by the plan, and fail once the plan is carried out.
     */
    List<Finding> brokenFindings() {
      return steps.isEmpty() ? List.of() : findings.stream().filter(this::isBroken).toList();
    }

    private boolean isBroken(Finding finding) {
      boolean good =
          finding.verdict() instanceof Verdict.Pass || items.get(finding) instanceof Item.Fix;
      return good && inFuture(finding) instanceof Verdict.Fail;
    }

    private Verdict inFuture(Finding finding) {
      return in(future, finding);
    }

    private static Verdict in(Windows machine, Finding finding) {
      return new Judge(machine).judge(finding.assigned(), finding.rule(), finding.user()).verdict();
    }

    private Item item(Finding finding) {
      if (!hasFix(finding)) {
        return new Item.Settled(reported(finding));
      }
      Verdict verdict = steps.isEmpty() ? finding.verdict() : inFuture(finding);
      try {
        return switch (verdict) {
          case Verdict.Pass pass -> new Item.Along(finding);
          case Verdict.Fail fail when !fail.fix().isEmpty() -> fix(finding, fail);
          default -> new Item.Settled(reported(finding, verdict));
        };
      } catch (WindowsException e) {
        return new Item.Settled(
            new Result(finding, Outcome.BLOCKED, "It could not be planned: " + e.getMessage()));
      }
    }

    private Item fix(Finding finding, Verdict.Fail fail) {
      Windows view = finding.user().map(future::as).orElse(future);
      Optional<Closed> closed =
          gates
              .allowed(finding, () -> openRequirement(finding), fail.fix(), changes)
              .or(() -> turn(finding))
              .or(() -> gates.possible(view, fail.fix(), finding.rule().closed()))
              .or(() -> conflict(view, fail.fix()));
      if (closed.isPresent()) {
        return new Item.Settled(new Result(finding, closed.get().outcome(), closed.get().reason()));
      }
      Verdict.Fail found = finding.verdict() instanceof Verdict.Fail now ? now : fail;
      Step step =
          new Step(
              finding.about(),
              finding.rule().title(),
              found.expected(),
              found.actual(),
              finding.assigned().optIn(finding.rule().id()).orElseThrow(),
              finding.rule().disruption(),
              finding.rule().closed(),
              irreversibleLast(fail.fix()));
      steps.add(step);
      changes += fail.fix().size();
      return new Item.Fix(finding, step);
    }

    /** Another fix of the same word, for the same subject, has its turn in this plan. */
    private Optional<Closed> turn(Finding finding) {
      return finding
          .rule()
          .oneAtATime()
          .flatMap(word ->
              items.values().stream()
                  .filter(Item.Fix.class::isInstance)
                  .map(Item::finding)
                  .filter(other -> other.rule().oneAtATime().equals(Optional.of(word)))
                  .filter(other -> other.subject().equals(finding.subject()))
                  .findFirst())
          .map(first ->
              new Closed(
                  Gate.TURN,
                  "'"
                      + first.rule().id()
                      + "' is fixed first; this is judged again in the next run, so that the effect"
                      + " of each can be told."));
    }

    /** Takes the changes into the plan, unless a guarded finding would be put out of order. */
    private Optional<Closed> conflict(Windows view, List<Change> wanted) {
      List<Finding> atRisk =
          guarded.stream().filter(other -> !(inFuture(other) instanceof Verdict.Fail)).toList();
      PlannedWindows trial = new PlannedWindows(future);
      Windows tried = view.user().map(trial::as).orElse(trial);
      wanted.forEach(tried::apply);
      Optional<Finding> broken =
          atRisk.stream().filter(other -> in(trial, other) instanceof Verdict.Fail).findFirst();
      if (broken.isEmpty()) {
        wanted.forEach(view::apply);
      }
      return broken.map(other ->
          new Closed(
              Gate.AS_PLANNED,
              "It contradicts the rule '"
                  + other.rule().id()
                  + "' of "
                  + other.assigned().policy().id()
                  + ", which would fail after this fix."));
    }

    /**
     * Why a required rule keeps this one from being fixed; empty when all pass or are fixed before
     * it.
     */
    private Optional<String> openRequirement(Finding finding) {
      return requirements.of(finding).stream()
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
  }

  // What cannot be taken back is done when all that can is done.
  private static List<Change> irreversibleLast(List<Change> fix) {
    return fix.stream().sorted(Comparator.comparing(change -> !change.isReversible())).toList();
  }

  private static String sentence(String clause) {
    return clause.isEmpty()
        ? ""
        : Character.toUpperCase(clause.charAt(0))
            + clause.substring(1)
            + (clause.endsWith(".") ? "" : ".");
  }
}
