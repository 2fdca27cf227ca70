package org.fettle.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.engine.Undo.Recorded;
import org.fettle.journal.Event;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Picks up what a run left when its process died. Whether the last change announced was made, the
 * machine shows, and the journal is told; then a rule that was begun and not concluded is taken
 * back, change by change. It never guesses: where the machine is neither as before nor as after a
 * change, it says so and leaves it; where the machine cannot be asked, or refuses, or the rule's
 * user is away, the run waits for the next start.
 *
 * <p>It may die itself at any point: the next one goes on from what this one has written.
 */
final class Recovery {
  private final Windows machine;
  private final Journal journal;

  Recovery(Windows machine, Journal journal) {
    this.machine = machine;
    this.journal = journal;
  }

  /** Ends every run that never ended and does not have to wait. */
  void recover() {
    Interrupted.Reader reader = new Interrupted.Reader();
    journal.replayUnfinished(reader::take);
    Optional<Instant> waiting = Optional.empty();
    for (Interrupted interrupted : reader.runs()) {
      if (!end(interrupted)) {
        Instant since = interrupted.since();
        waiting = waiting.filter(since::isAfter).or(() -> Optional.of(since));
      }
    }
    journal.noteWaiting(waiting);
  }

  /** Ends the run; answers false where a rule is left for later. */
  private boolean end(Interrupted interrupted) {
    Run run = Run.resume(journal, interrupted.id(), interrupted.changes());
    for (Event.Intended intended : interrupted.unsettled()) {
      wasMade(intended)
          .filter(made -> made || intended.what().isReversible())
          .ifPresent(made -> settle(run, interrupted, intended, made));
    }
    List<Outcome> outcomes = new ArrayList<>(interrupted.outcomes());
    boolean waits = false;
    for (Interrupted.Rule rule : interrupted.begun().reversed()) {
      Optional<Outcome> outcome =
          rule.isMended()
              ? Optional.of(mended(run, rule))
              : rule.isForGood() || interrupted.isPurge()
                  ? finished(run, rule, interrupted)
                  : takenBack(run, rule, interrupted);
      outcome.ifPresent(outcomes::add);
      waits |= outcome.isEmpty();
    }
    if (!waits) {
      run.end(outcomes, true);
    }
    return !waits;
  }

  private static void settle(
      Run run, Interrupted interrupted, Event.Intended intended, boolean made) {
    run.settled(intended.change(), made);
    interrupted.settled(intended.change(), made);
  }

  /** Whether the machine is as after the change, or as before it; empty where that is not known. */
  private Optional<Boolean> wasMade(Event.Intended intended) {
    Change change = intended.what();
    try {
      Optional<Windows> view = intended.about().subject().view(machine);
      if (view.isEmpty()) {
        return Optional.empty();
      }
      boolean isAfter = change.isDone(view.get());
      return isAfter || change.fits(view.get()) ? Optional.of(isAfter) : Optional.empty();
    } catch (WindowsException e) {
      return Optional.empty(); // Taking the rule back meets it again, and waits.
    }
  }

  // A part of what a later run found, added to and saw pass; taking it back would break that fix.
  private static Outcome mended(Run run, Interrupted.Rule rule) {
    run.concluded(
        rule.about(), Outcome.FIXED, "The run was interrupted, and a later one mended the rest.");
    return Outcome.FIXED;
  }

  /**
   * A rule of which something was made that cannot be taken back is carried on to its end: half of
   * it is what nobody wanted. Whether it passes by now, the next check tells. Empty where it has to
   * wait.
   */
  private Optional<Outcome> finished(Run run, Interrupted.Rule rule, Interrupted interrupted) {
    List<String> problems = new ArrayList<>();
    try {
      Optional<Windows> view = rule.about().subject().view(machine);
      if (view.isEmpty()) {
        return Optional.empty();
      }
      for (Event.Intended rest : interrupted.unsettled(rule)) {
        if (rest.what().fits(view.get())) {
          carriedOn(run, view.get(), rest, interrupted).ifPresent(problems::add);
        } else {
          settle(run, interrupted, rest, false);
          problems.add(isNeither(rest.what()));
        }
      }
    } catch (WindowsException e) {
      return Optional.empty();
    }
    Outcome outcome = problems.isEmpty() ? Outcome.UNKNOWN : Outcome.FAILED;
    problems.addFirst(
        "The run was interrupted. What cannot be taken back was carried on to its end; the next"
            + " check tells how it is.");
    run.concluded(rule.about(), outcome, String.join(" ", problems));
    return Optional.of(outcome);
  }

  private static Optional<String> carriedOn(
      Run run, Windows view, Event.Intended rest, Interrupted interrupted) {
    try {
      run.make(view, rest.change(), rest.what());
      interrupted.settled(rest.change(), true);
      return Optional.empty();
    } catch (WindowsException e) {
      interrupted.settled(rest.change(), false);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Empty where it has to wait: nothing is written into a hive whose owner is not there, and what
   * Windows refuses today it may allow tomorrow.
   */
  private Optional<Outcome> takenBack(Run run, Interrupted.Rule rule, Interrupted interrupted) {
    List<String> problems = new ArrayList<>();
    try {
      Optional<Windows> view = rule.about().subject().view(machine);
      if (view.isEmpty()) {
        return Optional.empty();
      }
      for (Event.Intended intended : interrupted.unsettled(rule)) {
        boolean isDone =
            intended.what().isDone(view.get()); // which tells, too, that it can be read
        if (!isDone && intended.what().fits(view.get())) {
          settle(run, interrupted, intended, false);
        } else {
          problems.add(isNeither(intended.what()));
        }
      }
      for (Recorded recorded : rule.standing().reversed()) {
        takeBack(run, view.get(), recorded).ifPresent(problems::add);
      }
    } catch (WindowsException e) {
      return Optional.empty();
    }
    Outcome outcome =
        problems.isEmpty() && !interrupted.isRollback() ? Outcome.ROLLED_BACK : Outcome.FAILED;
    run.concluded(rule.about(), outcome, told(problems, interrupted));
    return Optional.of(outcome);
  }

  private static String told(List<String> problems, Interrupted interrupted) {
    if (!problems.isEmpty()) {
      return "The run was interrupted. " + String.join(" ", problems);
    }
    return interrupted.isRollback()
        ? "The rollback was interrupted, and the fix stands again; roll it back anew."
        : "The run was interrupted. What it had begun was taken back.";
  }

  /**
   * Why it was left as it is; empty when it was taken back.
   *
   * @throws WindowsException when that has to wait
   */
  private static Optional<String> takeBack(Run run, Windows view, Recorded recorded) {
    Change change = recorded.change();
    Change inverse = change.inverse();
    if (!inverse.fits(view)) {
      return change.fits(view) ? Optional.empty() : Optional.of(isNeither(change));
    }
    if (inverse instanceof RegistryKeyChange removal && holdsMore(view, removal)) {
      return Optional.of(
          removal.target() + " holds what somebody else put there and is left as it is.");
    }
    try {
      run.make(view, recorded.about(), Purpose.UNDO, inverse, Optional.of(recorded.id()));
      return Optional.empty();
    } catch (WindowsException e) {
      return switch (e.kind()) {
        case DENIED, BROKEN, UNKNOWN -> throw e;
        case CHANGED, FORBIDDEN -> Optional.of(String.valueOf(e.getMessage()));
      };
    }
  }

  // What Fettle itself put there has been taken back by now.
  private static boolean holdsMore(Windows view, RegistryKeyChange removal) {
    return removal.before()
        && !removal.after()
        && !(view.registry().values(removal.key()).isEmpty()
            && view.registry().subkeys(removal.key()).isEmpty());
  }

  private static String isNeither(Change change) {
    return change.target() + " is neither as before nor as after the change and is left as it is.";
  }
}
