package org.fettle.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Purpose;
import org.fettle.windows.Change;

/** The changes a journal tells of, and which of them still stand. */
public final class Undo {
  private final List<Recorded> fixes = new ArrayList<>();
  private final Set<String> applied = new HashSet<>();
  private final Set<String> undone = new HashSet<>();

  /** A change as the journal has it; {@code id} is {@code run/number}. */
  public record Recorded(String run, int number, About about, Change change) {
    /** The change's name in the journal. */
    public String id() {
      return run + '/' + number;
    }
  }

  /** What to take back: a run, and within it a rule or a single change. */
  public record Selection(String run, Optional<String> rule, Optional<Integer> change) {
    boolean takes(Recorded recorded) {
      return recorded.run().equals(run)
          && rule.map(id -> id.equals(recorded.about().rule())).orElse(true)
          && change.map(number -> number == recorded.number()).orElse(true);
    }
  }

  /** Reads what the entries tell. */
  public Undo(List<Entry> entries) {
    Map<String, String> undoing = new HashMap<>();
    for (Entry entry : entries) {
      switch (entry.event()) {
        case Event.Intended intended -> {
          String id = entry.run() + '/' + intended.change();
          if (intended.purpose() == Purpose.FIX) {
            fixes.add(
                new Recorded(entry.run(), intended.change(), intended.about(), intended.what()));
          }
          intended.undoes().ifPresent(other -> undoing.put(id, other));
        }
        case Event.Applied made -> {
          String id = entry.run() + '/' + made.change();
          applied.add(id);
          String other = undoing.get(id);
          if (other != null) {
            undone.add(other);
            // A rollback that was itself taken back leaves the fix standing.
            Optional.ofNullable(undoing.get(other)).ifPresent(undone::remove);
          }
        }
        default -> {}
      }
    }
  }

  /** The fixes' changes that were made and not taken back, newest first. */
  public List<Recorded> standing() {
    return fixes.stream()
        .filter(fix -> applied.contains(fix.id()) && !undone.contains(fix.id()))
        .toList()
        .reversed();
  }

  /** Those of them that the selection takes. */
  public List<Recorded> standing(Selection selection) {
    return standing().stream().filter(selection::takes).toList();
  }

  /** The newest run that has changes standing. */
  public Optional<String> newestRun() {
    return standing().stream().map(Recorded::run).findFirst();
  }
}
