package org.fettle.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.engine.Run.ForGood;
import org.fettle.engine.Undo.Recorded;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.windows.FilePaths;
import org.fettle.windows.FilePurgeChange;
import org.fettle.windows.FileRenameChange;
import org.fettle.windows.Quarantine;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Removes for good what fixes put into quarantine and nobody asked back. What is not there any
 * more, or belongs to a user who is away, is left alone.
 */
final class Purge {
  private final Windows machine;
  private final Run run;

  Purge(Windows machine, Run run) {
    this.machine = machine;
    this.run = run;
  }

  /** The changes among these that put something into quarantine before that time. */
  static List<Recorded> due(List<Recorded> settled, Instant before) {
    return settled.stream()
        .filter(recorded -> isInQuarantine(recorded) && recorded.at().isBefore(before))
        .toList();
  }

  private static boolean isInQuarantine(Recorded recorded) {
    return recorded.change() instanceof FileRenameChange rename
        && Quarantine.isName(FilePaths.name(rename.after()));
  }

  /** Removes what these put aside, and concludes each rule. */
  List<Outcome> purge(List<Recorded> due) {
    Map<String, List<Recorded>> byRule = new LinkedHashMap<>();
    due.forEach(recorded ->
        byRule
            .computeIfAbsent(recorded.about().identity(), rule -> new ArrayList<>())
            .add(recorded));
    return byRule.values().stream().map(this::purgeRule).toList();
  }

  private Outcome purgeRule(List<Recorded> ofOneRule) {
    List<String> problems = new ArrayList<>();
    ofOneRule.forEach(recorded -> purge(recorded).ifPresent(problems::add));
    Outcome outcome = problems.isEmpty() ? Outcome.FIXED : Outcome.FAILED;
    run.concluded(
        ofOneRule.getFirst().about(),
        outcome,
        problems.isEmpty() ? "What it put aside is removed for good." : String.join(" ", problems));
    return outcome;
  }

  private Optional<String> purge(Recorded recorded) {
    FileRenameChange rename = (FileRenameChange) recorded.change();
    FilePurgeChange purge = new FilePurgeChange(rename.after(), true, false);
    try {
      Optional<Windows> view = recorded.about().subject().view(machine);
      if (view.isEmpty()) {
        return Optional.of(recorded.about().subject().name() + " is not signed in.");
      }
      ForGood far =
          run.makeForGood(
              view.get(),
              recorded.about(),
              Purpose.PURGE,
              List.of(purge),
              Optional.of(recorded.id()));
      return far.problem();
    } catch (WindowsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
