package org.fettle.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;

/**
 * The runs a journal tells of, newest last. Each knows which of its changes a later one took back,
 * and a rollback what its rules are called.
 *
 * @param damage what was found of torn records and other damage, and set aside
 */
public record Runs(List<RunReport> runs, List<Entry> damage) {
  public Runs {
    runs = List.copyOf(runs);
    damage = List.copyOf(damage);
  }

  /** The runs in those entries; one whose start is not among them is left out. */
  public static Runs of(List<Entry> entries) {
    Map<String, List<Entry>> byRun = new LinkedHashMap<>();
    List<Entry> damage = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.TornRecord
          || entry.event() instanceof Event.DamageSetAside) {
        damage.add(entry);
      } else if (entry.event() instanceof Event.RunStarted || byRun.containsKey(entry.run())) {
        byRun.computeIfAbsent(entry.run(), run -> new ArrayList<>()).add(entry);
      }
    }
    Links links = new Links(entries);
    return new Runs(
        byRun.values().stream().map(ofOne -> new RunReader(links).read(ofOne)).toList(), damage);
  }

  /** The newest run. */
  public Optional<RunReport> last() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
  }

  /** The run of that id, or the only one whose id begins so. */
  public Optional<RunReport> named(String idOrPrefix) {
    List<RunReport> meant = runs.stream().filter(run -> run.id().startsWith(idOrPrefix)).toList();
    return meant.stream()
        .filter(run -> run.id().equals(idOrPrefix))
        .findFirst()
        .or(() -> meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty());
  }
}
