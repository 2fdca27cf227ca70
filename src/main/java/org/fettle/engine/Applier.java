package org.fettle.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.engine.Gate.Closed;
import org.fettle.engine.Planned.Item;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.windows.Change;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Carries a plan out: each step whole or not at all, and called fixed only when its check, made
 * anew, passes.
 */
final class Applier {
  private final Windows machine;
  private final Gates gates;
  private final Run run;
  private final IdentityHashMap<Finding, Result> results = new IdentityHashMap<>();

  Applier(Windows machine, Gates gates, Run run) {
    this.machine = machine;
    this.gates = gates;
    this.run = run;
  }

  /**
   * Applies the steps in order; answers a result for each finding, in the order of the policies.
   */
  List<Result> apply(Planned planned, Progress progress) {
    int done = 0;
    for (Item item : planned.items()) {
      Result result =
          switch (item) {
            case Item.Settled settled -> settled.result();
            case Item.Fix fix -> {
              progress.at(done++, planned.plan().steps().size(), fix.step().title());
              yield fix(fix, planned);
            }
            case Item.Along along -> judgedAgain(along.finding());
          };
      results.put(item.finding(), result);
      run.concluded(item.finding().about(), result.outcome(), result.reason());
    }
    return planned.findings().stream().map(results::get).toList();
  }

  private Result fix(Item.Fix fix, Planned planned) {
    Finding finding = fix.finding();
    Optional<Windows> view = view(finding);
    if (view.isEmpty()) {
      return new Result(
          finding, Outcome.DEFERRED, finding.subject().name() + " is no longer signed in.");
    }
    List<Change> changes = fix.step().changes();
    Optional<Closed> closed =
        failedRequirement(finding, planned)
            .or(() -> gates.possible(view.get(), changes, fix.step().closed()))
            .or(() -> Gates.asPlanned(view.get(), changes));
    if (closed.isPresent()) {
      return new Result(finding, closed.get().outcome(), closed.get().reason());
    }
    return make(finding, view.get(), changes);
  }

  private Result make(Finding finding, Windows view, List<Change> changes) {
    Deque<Made> made = new ArrayDeque<>();
    try {
      for (Change change : changes) {
        made.push(
            new Made(
                run.make(view, finding.about(), Purpose.FIX, change, Optional.empty()), change));
      }
    } catch (WindowsException e) {
      return undone(finding, view, made, String.valueOf(e.getMessage()));
    }
    Verdict verdict =
        new Judge(machine).judge(finding.assigned(), finding.rule(), finding.user()).verdict();
    return verdict instanceof Verdict.Pass
        ? new Result(finding, Outcome.FIXED, "")
        : undone(
            finding, view, made, "The check does not pass after the fix: " + told(verdict) + ".");
  }

  private record Made(String id, Change change) {}

  private Result undone(Finding finding, Windows view, Deque<Made> made, String why) {
    Outcome outcome = Outcome.ROLLED_BACK;
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

  private Optional<Closed> failedRequirement(Finding finding, Planned planned) {
    for (Finding required : Planner.required(finding, planned.findings())) {
      Result result = results.get(required);
      if (result != null && result.outcome().isFinding()) {
        return Optional.of(
            new Closed(
                Gate.REQUIREMENTS,
                "It waits for the rule '" + required.rule().id() + "', which was not fixed."));
      }
    }
    return Optional.empty();
  }

  private Result judgedAgain(Finding finding) {
    Verdict verdict =
        new Judge(machine).judge(finding.assigned(), finding.rule(), finding.user()).verdict();
    return verdict instanceof Verdict.Pass
        ? new Result(finding, Outcome.FIXED, "The fix of another rule mended it.")
        : new Result(
            finding,
            Outcome.REPORTED,
            "It was to be mended by another rule's fix, which was not made.");
  }

  private Optional<Windows> view(Finding finding) {
    return finding.user().isEmpty()
        ? Optional.of(machine)
        : signedIn(machine, finding.user().get().sid()).map(machine::as);
  }

  /** The user of that SID if signed in at this moment. */
  static Optional<User> signedIn(Windows machine, String sid) {
    return machine.users().visible().stream()
        .filter(user -> user.sid().equals(sid) && user.session().isPresent())
        .findFirst();
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
