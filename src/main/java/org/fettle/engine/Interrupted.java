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
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.jspecify.annotations.Nullable;

/** What the journal tells of a run that did not end. */
final class Interrupted {
  private final String id;
  private final Command command;
  private final Map<String, Rule> begun = new LinkedHashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private int changes;
  private Event.@Nullable Intended unsettled;

  /** A rule that was begun and not concluded, and those of its changes that stand, oldest first. */
  record Rule(About about, List<Recorded> standing) {}

  private Interrupted(String id, Command command) {
    this.id = id;
    this.command = command;
  }

  /** The runs among these that did not end, oldest first. */
  static List<Interrupted> in(List<Entry> entries) {
    Map<String, Interrupted> open = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String run = entry.run();
      if (entry.event() instanceof Event.RunStarted started) {
        open.put(run, new Interrupted(run, started.command()));
      } else if (entry.event() instanceof Event.RunEnded) {
        open.remove(run);
      } else {
        Optional.ofNullable(open.get(run)).ifPresent(one -> one.take(entry.event()));
      }
    }
    return List.copyOf(open.values());
  }

  private void take(Event event) {
    switch (event) {
      case Event.Intended intended -> {
        begun.putIfAbsent(key(intended.about()), new Rule(intended.about(), new ArrayList<>()));
        changes = Math.max(changes, intended.change());
        unsettled = intended;
      }
      case Event.Applied applied -> settled(true);
      case Event.Refused refused -> settled(false);
      case Event.Concluded concluded -> {
        begun.remove(key(concluded.about()));
        outcomes.add(concluded.outcome());
        unsettled = null;
      }
      default -> {}
    }
  }

  String id() {
    return id;
  }

  boolean isRollback() {
    return command == Command.ROLLBACK;
  }

  /** The number of its last change. */
  int changes() {
    return changes;
  }

  /** The change that was announced last, where it is not known whether it was made. */
  Optional<Event.Intended> unsettled() {
    return Optional.ofNullable(unsettled);
  }

  /** Now it is known whether that change was made. */
  void settled(boolean made) {
    Event.Intended change = unsettled;
    unsettled = null;
    Rule rule = change == null ? null : begun.get(key(change.about()));
    if (change == null || rule == null || !made) {
      return;
    }
    List<Recorded> standing = rule.standing();
    if (change.purpose() == Purpose.UNDO) {
      standing.removeIf(one -> change.undoes().equals(Optional.of(one.id())));
    } else {
      standing.add(new Recorded(id, change.change(), change.about(), change.what()));
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

  private static String key(About about) {
    return about.policy() + '\n' + about.rule() + '\n' + about.subject().sid().orElse("");
  }
}
