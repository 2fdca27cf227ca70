package org.fettle.service;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Outcome;

/**
 * Writes what runs changed, from the journal: a record for each rule that was fixed, failed or was
 * taken back, no more than {@value #MOST_FIXES} a run and then one that counts the rest. A run that
 * changes nothing writes nothing here.
 */
final class RunRecords {
  static final int MOST_FIXES = 50;
  private static final int MOST_CHANGES = 5;

  private final EventRecords records;
  private String run = "";
  private Command command = Command.APPLY;
  private int written;
  private final Map<Outcome, Integer> unwritten = new EnumMap<>(Outcome.class);
  private final Map<String, Changes> changes = new HashMap<>();

  /** The changes of one rule: the first few, and how many there are. */
  private static final class Changes {
    private final List<String> first = new ArrayList<>();
    private int count;

    void add(Event.Intended intended) {
      count++;
      if (first.size() < MOST_CHANGES) {
        first.add(
            "Changed: "
                + intended.what().target()
                + " from "
                + intended.what().beforeText()
                + " to "
                + intended.what().afterText());
      }
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>(first);
      if (count > first.size()) {
        lines.add("And " + (count - first.size()) + " more changes.");
      }
      return lines;
    }
  }

  RunRecords(EventRecords records) {
    this.records = records;
  }

  /** Takes an entry that has just been written to the journal. */
  void tell(Entry entry) {
    if (!entry.run().equals(run)) {
      begin(entry.run());
    }
    switch (entry.event()) {
      case Event.RunStarted started -> command = started.command();
      case Event.Intended intended -> intended(intended);
      case Event.Concluded concluded -> concluded(concluded);
      case Event.RunEnded ended -> ended(ended);
      case Event.DamageSetAside damage -> records.write(EventId.JOURNAL_DAMAGED, damage.sentence());
      case Event.OlderRemoved older -> records.write(EventId.JOURNAL_SHORTENED, older.sentence());
      case Event.TornRecord torn -> records.write(EventId.JOURNAL_TORN);
      case Event.PolicyTaken taken -> {} // These two are told by notices, in any case.
      case Event.PolicyRefused refused -> {}
      case Event.Judged judged -> {}
      case Event.Applied applied -> {}
      case Event.Refused refused -> {}
    }
  }

  // A run that broke off is brought to its end under its own name, without a new beginning.
  private void begin(String next) {
    run = next;
    command = Command.APPLY;
    written = 0;
    unwritten.clear();
    changes.clear();
  }

  private void intended(Event.Intended intended) {
    if (intended.purpose() == Event.Purpose.FIX && written < MOST_FIXES) {
      changes.computeIfAbsent(intended.about().identity(), rule -> new Changes()).add(intended);
    }
  }

  private void concluded(Event.Concluded concluded) {
    Optional<Changes> made = Optional.ofNullable(changes.remove(concluded.about().identity()));
    Optional<EventId> id = id(concluded.outcome());
    if (command != Command.APPLY || id.isEmpty()) {
      return;
    }
    if (written == MOST_FIXES) {
      unwritten.merge(concluded.outcome(), 1, Integer::sum);
      return;
    }
    written++;
    List<String> lines = new ArrayList<>();
    lines.add(EventRecords.rule(concluded.about()));
    lines.add("Run: " + run);
    made.map(Changes::lines).ifPresent(lines::addAll);
    if (!concluded.reason().isEmpty()) {
      lines.add(concluded.reason());
    }
    records.write(id.get(), lines);
  }

  private static Optional<EventId> id(Outcome outcome) {
    return switch (outcome) {
      case FIXED -> Optional.of(EventId.FIXED);
      case FAILED -> Optional.of(EventId.FIX_FAILED);
      case ROLLED_BACK -> Optional.of(EventId.FIX_TAKEN_BACK);
      case COMPLIANT, REPORTED, BLOCKED, DEFERRED, SKIPPED, UNKNOWN -> Optional.empty();
    };
  }

  private void ended(Event.RunEnded ended) {
    if (!unwritten.isEmpty()) {
      records.write(EventId.MORE_FIXES, "Run: " + run, "And: " + Notice.counted(unwritten));
    }
    String rules = "Rules: " + Notice.counted(ended.outcomes());
    if (ended.interrupted()) {
      records.write(EventId.RUN_RECOVERED, "Run: " + run, rules);
    } else if (command == Command.ROLLBACK) {
      records.write(EventId.ROLLBACK, "Run: " + run, rules);
    } else if (command == Command.PURGE) {
      records.write(EventId.PURGED, "Run: " + run, rules);
    }
    begin("");
  }
}
