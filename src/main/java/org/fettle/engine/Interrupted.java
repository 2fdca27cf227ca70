package org.fettle.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.engine.Undo.Recorded;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;

/** What the journal tells of a run that did not end. */
final class Interrupted {
  private final String id;
  private final Command command;
  private final Instant since;
  private final Map<String, Rule> begun = new LinkedHashMap<>();
  private final Map<Integer, Event.Intended> unsettled = new LinkedHashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private int changes;

  /**
   * A rule that was begun and not concluded.
   *
   * @param standing those of its changes that stand, oldest first
   * @param isMended whether a later run has fixed it as a whole meanwhile
   */
  record Rule(About about, List<Recorded> standing, boolean isMended) {
    /** Whether something was made that cannot be taken back. */
    boolean isForGood() {
      return standing.stream().anyMatch(recorded -> !recorded.change().isReversible());
    }
  }

  private Interrupted(String id, Command command, Instant since) {
    this.id = id;
    this.command = command;
    this.since = since;
  }

  /** Reads a journal, entry by entry, and keeps no more of it than the runs that did not end. */
  static final class Reader {
    private final Map<String, Interrupted> open = new LinkedHashMap<>();

    void take(Entry entry) {
      String run = entry.run();
      if (entry.event() instanceof Event.RunStarted started) {
        open.put(run, new Interrupted(run, started.command(), entry.time()));
      } else if (entry.event() instanceof Event.RunEnded) {
        open.remove(run);
      } else {
        Optional.ofNullable(open.get(run)).ifPresent(one -> one.take(entry.event()));
      }
      if (entry.event() instanceof Event.Concluded concluded
          && concluded.outcome() == Outcome.FIXED
          && Optional.ofNullable(open.get(run)).filter(Interrupted::isPurge).isEmpty()) {
        open.values().stream()
            .filter(one -> !one.id.equals(run))
            .forEach(one -> one.mended(concluded.about()));
      }
    }

    /** The runs that did not end, oldest first. */
    List<Interrupted> runs() {
      return List.copyOf(open.values());
    }
  }

  private void take(Event event) {
    switch (event) {
      case Event.Intended intended -> {
        begun.putIfAbsent(
            intended.about().identity(), new Rule(intended.about(), new ArrayList<>(), false));
        changes = Math.max(changes, intended.change());
        unsettled.put(intended.change(), intended);
      }
      case Event.Applied applied -> settled(applied.change(), true);
      case Event.Refused refused -> settled(refused.change(), false);
      case Event.Concluded concluded -> {
        begun.remove(concluded.about().identity());
        outcomes.add(concluded.outcome());
        unsettled.values().removeIf(intended -> intended.about().isSameAs(concluded.about()));
      }
      default -> {}
    }
  }

  private void mended(About about) {
    begun.computeIfPresent(
        about.identity(), (key, rule) -> new Rule(rule.about(), rule.standing(), true));
  }

  String id() {
    return id;
  }

  /** When it began. */
  Instant since() {
    return since;
  }

  boolean isPurge() {
    return command == Command.PURGE;
  }

  boolean isRollback() {
    return command == Command.ROLLBACK;
  }

  /** The number of its last change. */
  int changes() {
    return changes;
  }

  /** The changes that were announced where it is not known whether they were made, oldest first. */
  List<Event.Intended> unsettled() {
    return List.copyOf(unsettled.values());
  }

  /** Those of them that belong to the rule. */
  List<Event.Intended> unsettled(Rule rule) {
    return unsettled.values().stream()
        .filter(intended -> intended.about().isSameAs(rule.about()))
        .toList();
  }

  /** Now it is known whether that change was made. */
  void settled(int number, boolean made) {
    Event.Intended change = unsettled.remove(number);
    Rule rule = change == null ? null : begun.get(change.about().identity());
    if (change == null || rule == null || !made) {
      return;
    }
    List<Recorded> standing = rule.standing();
    if (change.purpose() == Purpose.UNDO) {
      standing.removeIf(one -> change.undoes().equals(Optional.of(one.id())));
    } else {
      standing.add(new Recorded(id, change.change(), since, change.about(), change.what()));
    }
  }

  /** The rules that were begun and not concluded. */
  List<Rule> begun() {
    return List.copyOf(begun.values());
  }

  /** What the concluded rules came to. */
  List<Outcome> outcomes() {
    return outcomes;
  }
}
