package org.fettle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.engine.Undo.Recorded;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Picks up what a run left when its process died. Whether the last change announced was made, the
 * machine shows, and the journal is told; then a rule that was begun and not concluded is taken
 * back, change by change. It never guesses: where the machine is neither as before nor as after a
 * change, it says so and leaves it.
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

  /** Ends every run that never ended and does not have to wait for a user. */
  void recover(List<Entry> entries) {
    boolean waits = false;
    for (Interrupted interrupted : Interrupted.in(entries)) {
      waits |= !end(interrupted);
    }
    journal.noteWaiting(waits);
  }

  /** Ends the run; answers false where a rule of a user who is away is left for later. */
  private boolean end(Interrupted interrupted) {
    Run run = Run.resume(journal, interrupted.id(), interrupted.changes());
    interrupted
        .unsettled()
        .flatMap(this::wasMade)
        .ifPresent(made -> {
          run.settled(interrupted.changes(), made);
          interrupted.settled(made);
        });
    List<Outcome> outcomes = new ArrayList<>(interrupted.outcomes());
    boolean waits = false;
    for (Interrupted.Rule rule : interrupted.begun().reversed()) {
      Optional<Outcome> outcome = takeBack(run, rule, interrupted);
      outcome.ifPresent(outcomes::add);
      waits |= outcome.isEmpty();
    }
    if (!waits) {
      run.end(outcomes, true);
    }
    return !waits;
  }

  /** Whether the machine is as after the change, or as before it; empty where that is not known. */
  private Optional<Boolean> wasMade(Event.Intended intended) {
    Change change = intended.what();
    try {
      Optional<Windows> view = view(intended.about());
      if (view.isEmpty()) {
        return Optional.empty();
      }
      boolean isAfter = Changes.isDone(view.get().registry(), change);
      return isAfter || Changes.fits(view.get().registry(), change)
          ? Optional.of(isAfter)
          : Optional.empty();
    } catch (WindowsException e) {
      return Optional.empty(); // Taking the rule back meets it again and tells.
    }
  }

  /**
   * Empty where the rule's user is away: nothing is written into a hive whose owner is not there.
   */
  private Optional<Outcome> takeBack(Run run, Interrupted.Rule rule, Interrupted interrupted) {
    List<String> problems = new ArrayList<>();
    try {
      Optional<Windows> view = view(rule.about());
      if (view.isEmpty()) {
        return Optional.empty();
      }
      interrupted
          .unsettled()
          .filter(intended -> intended.about().isSameAs(rule.about()))
          .ifPresent(intended -> problems.add(whyUnknown(view.get(), intended.what())));
      for (Recorded recorded : rule.standing().reversed()) {
        takeBack(run, view.get(), recorded).ifPresent(problems::add);
      }
    } catch (WindowsException e) {
      problems.add(String.valueOf(e.getMessage()));
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

  private static Optional<String> takeBack(Run run, Windows view, Recorded recorded) {
    Change change = recorded.change();
    Change inverse = change.inverse();
    try {
      if (Changes.fits(view.registry(), inverse)) {
        run.make(view, recorded.about(), Purpose.UNDO, inverse, Optional.of(recorded.id()));
        return Optional.empty();
      }
      return Changes.fits(view.registry(), change)
          ? Optional.empty()
          : Optional.of(isNeither(change));
    } catch (WindowsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String whyUnknown(Windows view, Change change) {
    try {
      Changes.isDone(view.registry(), change);
      return isNeither(change);
    } catch (WindowsException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String isNeither(Change change) {
    return change.target() + " is neither as before nor as after the change and is left as it is.";
  }

  private Optional<Windows> view(About about) {
    return about.subject().sid().isEmpty()
        ? Optional.of(machine)
        : Applier.signedIn(machine, about.subject().sid().get()).map(machine::as);
  }
}
