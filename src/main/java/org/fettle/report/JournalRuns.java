package org.fettle.report;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;

/**
 * The runs of a journal, which may be larger than memory: no more of it is read than is needed, the
 * newest months first, and no more is kept than what is asked for.
 */
public final class JournalRuns {
  private final JournalFiles journal;

  /** The runs of that journal. */
  public JournalRuns(JournalFiles journal) {
    this.journal = journal;
  }

  /** So many of the newest runs. */
  public Runs newest(int most) {
    return newest(start -> true, most);
  }

  /** The newest run for one of these. */
  public Optional<RunReport> newestFor(Event.Command... commands) {
    List<Event.Command> wanted = List.of(commands);
    return newest(
            start ->
                start.event() instanceof Event.RunStarted started
                    && wanted.contains(started.command()),
            1)
        .last();
  }

  /** The run of that id, or the only one whose id begins so. */
  public Optional<RunReport> named(String idOrPrefix) {
    // Two whose ids begin so are enough to know that it is not said which; but one may be it.
    return read(journal.months(), start -> start.run().equals(idOrPrefix), 1)
        .runs()
        .last()
        .or(() ->
            read(journal.months(), start -> start.run().startsWith(idOrPrefix), 2)
                .runs()
                .named(idOrPrefix));
  }

  private Runs newest(Predicate<Entry> isWanted, int most) {
    List<YearMonth> months = journal.months();
    for (int last = 1; ; last = Math.multiplyExact(last, 2)) {
      int first = Math.max(0, months.size() - last);
      RunsRead read = read(months.subList(first, months.size()), isWanted, most);
      Runs runs = read.runs();
      if (first == 0 || (runs.runs().size() == most && runs.areTitled())) {
        return new Runs(runs.runs(), runs.damage(), first == 0 && runs.areAll());
      }
    }
  }

  private RunsRead read(List<YearMonth> months, Predicate<Entry> isWanted, int most) {
    RunsRead read = new RunsRead(isWanted, most);
    if (!months.isEmpty()) {
      journal.eachSince(months.getFirst(), read::take);
    }
    return read;
  }
}
