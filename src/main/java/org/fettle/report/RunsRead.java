package org.fettle.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;

/**
 * Reads runs out of a journal's entries, one entry at a time. Of no more than the newest few that
 * are wanted the entries are kept.
 */
final class RunsRead {
  private final Predicate<Entry> isWanted;
  private final int most;
  private final Map<String, List<Entry>> byRun = new LinkedHashMap<>();
  private final List<Entry> damage = new ArrayList<>();
  private final Links links = new Links();
  private boolean areAll = true;

  /**
   * Will read the newest runs that are wanted.
   *
   * @param isWanted told by the first entry of a run
   */
  RunsRead(Predicate<Entry> isWanted, int most) {
    this.isWanted = isWanted;
    this.most = most;
  }

  void take(Entry entry) {
    links.take(entry);
    switch (entry.event()) {
      case Event.TornRecord torn -> damage.add(entry);
      case Event.DamageSetAside set -> damage.add(entry);
      case Event.RunStarted started when isWanted.test(entry) -> begin(entry.run());
      default -> {}
    }
    List<Entry> ofItsRun = byRun.get(entry.run());
    if (ofItsRun != null) {
      ofItsRun.add(entry);
    }
  }

  private void begin(String run) {
    byRun.put(run, new ArrayList<>());
    if (byRun.size() > most) {
      byRun.remove(byRun.keySet().iterator().next());
      areAll = false;
    }
  }

  Runs runs() {
    return new Runs(
        byRun.values().stream().map(ofOne -> new RunReader(links).read(ofOne)).toList(),
        damage,
        areAll);
  }
}
