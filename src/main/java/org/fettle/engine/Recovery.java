package org.fettle.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Picks up what a run left when its process died. A rule that was begun and not concluded is taken
 * back, change by change, by what the machine shows: a change that is there is undone, one that is
 * not is left. It never guesses: where the machine is neither as before nor as after a change, it
 * says so and leaves it.
 */
final class Recovery {
  private final Windows machine;
  private final Journal journal;

  Recovery(Windows machine, Journal journal) {
    this.machine = machine;
    this.journal = journal;
  }

  /** Ends every run that never ended; answers how many there were. */
  int recover(List<Entry> entries) {
    Map<String, Interrupted> open = new LinkedHashMap<>();
    for (Entry entry : entries) {
      switch (entry.event()) {
        case Event.RunStarted started -> open.put(entry.run(), new Interrupted(entry.run()));
        case Event.RunEnded ended -> open.remove(entry.run());
        case Event.Intended intended when open.containsKey(entry.run()) ->
            open.get(entry.run()).intended(intended);
        case Event.Concluded concluded when open.containsKey(entry.run()) ->
            open.get(entry.run()).concluded(concluded);
        default -> {}
      }
    }
    open.values().forEach(this::end);
    return open.size();
  }

  /** What is known of a run that did not end. */
  private static final class Interrupted {
    private final String id;
    private final Map<String, List<Recorded>> begun = new LinkedHashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private int changes;

    Interrupted(String id) {
      this.id = id;
    }

    void intended(Event.Intended intended) {
      changes = Math.max(changes, intended.change());
      if (intended.purpose() != Purpose.UNDO) {
        begun
            .computeIfAbsent(key(intended.about()), about -> new ArrayList<>())
            .add(new Recorded(id, intended.change(), intended.about(), intended.what()));
      }
    }

    void concluded(Event.Concluded concluded) {
      begun.remove(key(concluded.about()));
      outcomes.add(concluded.outcome());
    }

    private static String key(About about) {
      return about.policy() + '\n' + about.rule() + '\n' + about.subject().sid().orElse("");
    }
  }

  private void end(Interrupted interrupted) {
    Run run = Run.resume(journal, interrupted.id, interrupted.changes);
    for (List<Recorded> changes : interrupted.begun.values()) {
      Outcome outcome = takeBack(run, changes);
      interrupted.outcomes.add(outcome);
    }
    run.end(interrupted.outcomes, true);
  }

  private Outcome takeBack(Run run, List<Recorded> changes) {
    About about = changes.getFirst().about();
    Optional<Windows> view =
        about.subject().sid().isEmpty()
            ? Optional.of(machine)
            : Applier.signedIn(machine, about.subject().sid().get()).map(machine::as);
    List<String> problems = new ArrayList<>();
    if (view.isEmpty()) {
      problems.add(about.subject().name() + " is not signed in.");
    } else {
      for (Recorded recorded : changes.reversed()) {
        takeBack(run, view.get(), recorded).ifPresent(problems::add);
      }
    }
    Outcome outcome = problems.isEmpty() ? Outcome.ROLLED_BACK : Outcome.FAILED;
    run.concluded(
        about,
        outcome,
        "The run was interrupted. "
            + (problems.isEmpty()
                ? "What it had begun was taken back."
                : String.join(" ", problems)));
    return outcome;
  }

  private static Optional<String> takeBack(Run run, Windows view, Recorded recorded) {
    Change change = recorded.change();
    try {
      if (Changes.isDone(view.registry(), change)) {
        run.make(
            view, recorded.about(), Purpose.UNDO, change.inverse(), Optional.of(recorded.id()));
        return Optional.empty();
      }
      return Changes.fits(view.registry(), change)
          ? Optional.empty()
          : Optional.of(
              change.target()
                  + " is neither as before nor as after the change and is left as it is.");
    } catch (WindowsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
