package org.fettle.report;

import java.util.List;
import java.util.Optional;
import org.fettle.journal.Entry;

/**
 * The runs a journal tells of, newest last. Each knows which of its changes a later one took back,
 * and a rollback what its rules are called.
 *
 * @param damage what was found of torn records and other damage, and set aside
 * @param areAll whether no older record was passed over
 */
public record Runs(List<RunReport> runs, List<Entry> damage, boolean areAll) {
  public Runs {
    runs = List.copyOf(runs);
    damage = List.copyOf(damage);
  }

  /** The runs in those entries; one whose start is not among them is left out. */
  public static Runs of(List<Entry> entries) {
    RunsRead read = new RunsRead(start -> true, Integer.MAX_VALUE);
    entries.forEach(read::take);
    return read.runs();
  }

  /** Whether the entries tell what each of their rules is called. */
  boolean areTitled() {
    return runs.stream()
        .flatMap(run -> run.findings().stream())
        .allMatch(finding -> finding.severity().isPresent());
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
