package org.fettle.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.JournalFiles;
import org.fettle.windows.Change;
import org.fettle.windows.FileRenameChange;

/**
 * The changes a journal tells of that still stand. One that was begun, and of which nobody wrote
 * down whether it was made, is taken for standing: whoever takes it back looks at the machine.
 */
public final class Undo {
  private final Map<String, Recorded> fixes = new LinkedHashMap<>();
  private final Map<String, Recorded> forGood = new LinkedHashMap<>();
  private final Map<String, Set<String>> undone = new HashMap<>();
  private final Map<String, String> undoing = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /**
   * A change as the journal has it; {@code id} is {@code run/number}.
   *
   * @param at when it was announced
   */
  public record Recorded(String run, int number, Instant at, About about, Change change) {
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

  /** Reads what the journal tells. Of what no longer stands nothing is kept. */
  public static Undo in(JournalFiles journal) {
    Undo undo = new Undo();
    journal.each(undo::take);
    return undo;
  }

  private Undo() {}

  /** Reads what the entries tell. */
  public Undo(List<Entry> entries) {
    entries.forEach(this::take);
  }

  private void take(Entry entry) {
    String run = entry.run();
    switch (entry.event()) {
      case Event.Intended intended -> {
        Recorded recorded =
            new Recorded(run, intended.change(), entry.time(), intended.about(), intended.what());
        if (intended.purpose() == Purpose.FIX) {
          (intended.what().isReversible() ? fixes : forGood).put(recorded.id(), recorded);
        }
        intended.undoes().ifPresent(other -> undoing.put(recorded.id(), other));
      }
      case Event.Refused refused -> {
        fixes.remove(run + '/' + refused.change());
        forGood.remove(run + '/' + refused.change());
      }
      case Event.Applied made -> {
        Optional.ofNullable(fixes.get(run + '/' + made.change())).ifPresent(this::supersede);
        String other = undoing.get(run + '/' + made.change());
        if (other != null) {
          undone.computeIfAbsent(run, of -> new HashSet<>()).add(other);
          // A rollback that was itself taken back leaves the fix standing.
          Optional.ofNullable(undoing.get(other)).ifPresent(undone.get(run)::remove);
        }
      }
      // What a run took back it takes no more back itself, once it is over.
      case Event.RunStarted started -> open.add(run);
      case Event.RunEnded ended -> {
        open.remove(run);
        Optional.ofNullable(undone.remove(run)).ifPresent(fixes.keySet()::removeAll);
        undoing.keySet().removeIf(id -> id.startsWith(run + '/'));
      }
      default -> {}
    }
  }

  /**
   * What is put aside by a name has it for itself: what an older change put there is gone, by
   * whatever hand.
   */
  private void supersede(Recorded newest) {
    if (newest.change() instanceof FileRenameChange rename) {
      fixes
          .values()
          .removeIf(older ->
              !older.id().equals(newest.id())
                  && older.change() instanceof FileRenameChange other
                  && other.after().equalsIgnoreCase(rename.after()));
    }
  }

  /** The fixes' changes that were not refused and not taken back, newest first. */
  public List<Recorded> standing() {
    return fixes.values().stream()
        .filter(fix -> undone.values().stream().noneMatch(ids -> ids.contains(fix.id())))
        .toList()
        .reversed();
  }

  /** Those of them whose run came to its end: of another, the next start may take some back. */
  public List<Recorded> settled() {
    return standing().stream().filter(fix -> !open.contains(fix.run())).toList();
  }

  /** The fixes' changes that cannot be taken back, of those that the selection takes. */
  public List<Recorded> forGood(Selection selection) {
    return forGood.values().stream().filter(selection::takes).toList();
  }

  /** Those of them that the selection takes. */
  public List<Recorded> standing(Selection selection) {
    return standing().stream().filter(selection::takes).toList();
  }

  /** The runs that have changes standing, or made some that cannot be taken back. */
  public List<String> runs() {
    return Stream.concat(standing().stream(), forGood.values().stream())
        .map(Recorded::run)
        .distinct()
        .toList();
  }

  /** The newest run that has changes standing. */
  public Optional<String> newestRun() {
    return standing().stream().map(Recorded::run).findFirst();
  }
}
