package org.fettle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.engine.Undo.Recorded;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Takes changes back, last first, and only where the machine is still as the change left it. What
 * somebody else changed since is left alone and reported.
 */
public final class Rollback {
  private final Windows machine;
  private final Run run;

  Rollback(Windows machine, Run run) {
    this.machine = machine;
    this.run = run;
  }

  /**
   * What became of one change.
   *
   * @param problem why it was left as it is; empty when it was taken back
   */
  public record Taken(Recorded recorded, Optional<String> problem) {}

  /** Takes them back, and concludes each rule as soon as its last change is through. */
  List<Taken> takeBack(List<Recorded> newestFirst) {
    List<Taken> taken = new ArrayList<>();
    List<Taken> ofOneRule = new ArrayList<>();
    for (Recorded recorded : newestFirst) {
      if (!ofOneRule.isEmpty()
          && !ofOneRule.getFirst().recorded().about().isSameAs(recorded.about())) {
        conclude(ofOneRule);
        ofOneRule.clear();
      }
      Taken one = new Taken(recorded, problemOf(recorded));
      ofOneRule.add(one);
      taken.add(one);
    }
    if (!ofOneRule.isEmpty()) {
      conclude(ofOneRule);
    }
    return taken;
  }

  private Optional<String> problemOf(Recorded recorded) {
    Change inverse = recorded.change().inverse();
    try {
      Optional<Windows> view = recorded.about().subject().view(machine);
      if (view.isEmpty()) {
        return Optional.of(recorded.about().subject().name() + " is not signed in.");
      }
      if (!inverse.fits(view.get())) {
        return Optional.of(
            inverse.target() + " was changed since by somebody else and is left as it is.");
      }
      run.make(view.get(), recorded.about(), Purpose.ROLLBACK, inverse, Optional.of(recorded.id()));
      return Optional.empty();
    } catch (WindowsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void conclude(List<Taken> ofOneRule) {
    About about = ofOneRule.getFirst().recorded().about();
    List<String> problems = ofOneRule.stream().flatMap(one -> one.problem().stream()).toList();
    run.concluded(
        about,
        problems.isEmpty() ? Outcome.ROLLED_BACK : Outcome.FAILED,
        String.join(" ", problems));
  }
}
