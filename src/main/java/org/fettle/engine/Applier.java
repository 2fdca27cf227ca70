package org.fettle.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.engine.Gate.Closed;
import org.fettle.engine.Planned.Item;
import org.fettle.engine.Run.ForGood;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;

/**
 * Carries a plan out: each step whole or not at all, and called fixed only when its check, made
 * anew, passes.
 */
final class Applier {
  private final Windows machine;
  private final Gates gates;
  private final Run run;
  private final Planned planned;
  private final Requirements requirements;
  private final IdentityHashMap<Finding, Result> results = new IdentityHashMap<>();
  private final StopSignal stop;
  private int changes;

  Applier(Windows machine, Gates gates, Run run, Planned planned, StopSignal stop) {
    this.machine = machine;
    this.gates = gates;
    this.run = run;
    this.planned = planned;
    this.stop = stop;
    this.requirements = new Requirements(planned.findings());
  }

  /**
   * Applies the steps in order; answers a result for each finding, in the order of the policies.
   */
  List<Result> apply(Progress progress) {
    int done = 0;
    for (Item item : planned.items()) {
      Result result =
          switch (item) {
            case Item.Settled settled -> settled.result();
            case Item left when stop.isRaised() ->
                new Result(
                    left.finding(),
                    Outcome.DEFERRED,
                    "The agent had to stop; it is tried again at the next run.");
            case Item.Fix fix -> {
              progress.at(done++, planned.plan().steps().size(), fix.step().title());
              yield fix(fix);
            }
            case Item.Along along -> judgedAgain(along.finding());
          };
      results.put(item.finding(), result);
      run.concluded(item.finding().about(), result.outcome(), result.reason());
    }
    return planned.findings().stream().map(results::get).toList();
  }

  private Result fix(Item.Fix fix) {
    Finding finding = fix.finding();
    try {
      Optional<Windows> view = finding.subject().view(machine);
      if (view.isEmpty()) {
        return away(finding);
      }
      Optional<Closed> closed = closedGate(fix, view.get());
      return closed.isPresent()
          ? new Result(finding, closed.get().outcome(), closed.get().reason())
          : make(finding, view.get(), fix.step().changes());
    } catch (WindowsException e) {
      // Only looking can have failed here: what a write refuses is taken care of where it is made.
      return new Result(
          finding, Outcome.BLOCKED, "The machine could not be looked at: " + e.getMessage());
    }
  }

  // All gates anew: a question may have been left open over lunch, and a run may be long.
  private Optional<Closed> closedGate(Item.Fix fix, Windows view) {
    List<Change> wanted = fix.step().changes();
    return gates
        .allowed(fix.finding(), () -> failedRequirement(fix.finding()), wanted, changes)
        .or(() -> gates.possible(view, wanted, fix.step().closed()))
        .or(() -> Gates.asPlanned(view, wanted));
  }

  private Result make(Finding finding, Windows view, List<Change> wanted) {
    Deque<Made> made = new ArrayDeque<>();
    try {
      for (Change change : wanted.stream().filter(Change::isReversible).toList()) {
        changes++;
        made.push(
            new Made(
                run.make(view, finding.about(), Purpose.FIX, change, Optional.empty()), change));
      }
    } catch (WindowsException e) {
      // What may have been made cannot be said to be taken back; a rollback looks at the machine.
      Outcome best = e.kind() == Kind.UNKNOWN ? Outcome.FAILED : Outcome.ROLLED_BACK;
      return undone(finding, view, made, best, String.valueOf(e.getMessage()));
    }
    List<Change> forGood = wanted.stream().filter(change -> !change.isReversible()).toList();
    changes += forGood.size();
    ForGood far = run.makeForGood(view, finding.about(), Purpose.FIX, forGood, Optional.empty());
    if (far.problem().isPresent() && far.made() == 0) {
      return undone(finding, view, made, Outcome.ROLLED_BACK, far.problem().get());
    }
    if (far.problem().isPresent()) {
      return new Result(
          finding,
          Outcome.FAILED,
          far.problem().get() + " What was done before it cannot be taken back.");
    }
    Verdict verdict = judgedAnew(finding);
    if (verdict instanceof Verdict.Pass) {
      return new Result(
          finding, Outcome.FIXED, far.made() == 0 ? "" : "This cannot be taken back.");
    }
    String still = "The check does not pass after the fix: " + told(verdict) + ".";
    return far.made() == 0
        ? undone(finding, view, made, Outcome.ROLLED_BACK, still)
        : new Result(finding, Outcome.FAILED, still + " The fix cannot be taken back.");
  }

  private record Made(String id, Change change) {}

  private Result undone(Finding finding, Windows view, Deque<Made> made, Outcome best, String why) {
    Outcome outcome = best;
    StringBuilder reason = new StringBuilder(why);
    for (Made last : made) {
      try {
        run.make(
            view, finding.about(), Purpose.UNDO, last.change().inverse(), Optional.of(last.id()));
      } catch (WindowsException e) {
        outcome = Outcome.FAILED;
        reason.append(" It could not be taken back: ").append(e.getMessage());
      }
    }
    return new Result(finding, outcome, reason.toString());
  }

  private Optional<String> failedRequirement(Finding finding) {
    for (Finding required : requirements.of(finding)) {
      Result result = results.get(required);
      if (result != null && result.isOpen()) {
        return Optional.of(
            "It waits for the rule '" + required.rule().id() + "', which was not fixed.");
      }
    }
    return Optional.empty();
  }

  private Result judgedAgain(Finding finding) {
    Verdict verdict = judgedAnew(finding);
    return verdict instanceof Verdict.Pass
        ? new Result(finding, Outcome.FIXED, "The fix of another rule mended it.")
        : Planner.reported(finding, verdict);
  }

  private Verdict judgedAnew(Finding finding) {
    return new Judge(machine).judge(finding.assigned(), finding.rule(), finding.user()).verdict();
  }

  private static Result away(Finding finding) {
    return new Result(
        finding, Outcome.DEFERRED, finding.subject().name() + " is no longer signed in.");
  }

  private static String told(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> pass.actual();
      case Verdict.Fail fail -> "found " + fail.actual();
      case Verdict.NotApplicable not -> not.reason();
      case Verdict.Error error -> error.problem();
    };
  }
}
