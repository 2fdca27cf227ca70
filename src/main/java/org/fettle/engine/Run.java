package org.fettle.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/** One run and its records. No change reaches the machine but through here, intent first. */
final class Run {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Journal journal;
  private final String id;
  private final List<Entry> entries = new ArrayList<>();
  private int changes;

  private Run(Journal journal, String id) {
    this.journal = journal;
    this.id = id;
  }

  /** Begins a run; its id is its time and two random bytes, so that ids sort and do not meet. */
  static Run start(Journal journal, Instant now, Event.RunStarted started) {
    byte[] random = new byte[2];
    ThreadLocalRandom.current().nextBytes(random);
    Run run = new Run(journal, NAME.format(now) + '-' + HexFormat.of().formatHex(random));
    run.entries.add(journal.append(run.id, started));
    return run;
  }

  /** Goes on with a run that was interrupted after so many changes. */
  static Run resume(Journal journal, String id, int changes) {
    Run run = new Run(journal, id);
    run.changes = changes;
    return run;
  }

  String id() {
    return id;
  }

  void judged(Finding finding, Optional<String> optIn) {
    append(
        new Event.Judged(
            finding.about(),
            finding.rule().title(),
            finding.rule().severity(),
            finding.verdict(),
            optIn));
  }

  /**
   * Makes a change: the intent is on disk before the machine is touched, the outcome is written
   * after.
   *
   * @return the change as {@code run/number}, to be named when it is undone
   * @throws WindowsException when it was refused, which is written too; or when it is not known
   *     whether it was made, which is what an intent without more tells
   */
  String make(Windows view, About about, Purpose purpose, Change change, Optional<String> undoes) {
    int number = announced(about, purpose, change, undoes);
    make(view, number, change);
    return id + '/' + number;
  }

  /**
   * How far changes came that cannot be taken back.
   *
   * @param made how many were made, or may have been
   * @param problem why the next one was refused; empty when all were made
   */
  record ForGood(int made, Optional<String> problem) {}

  /**
   * Makes changes that cannot be taken back: all of them are announced before the first is made, so
   * that whoever finds some made knows which others belong to them. The first that is refused ends
   * it.
   */
  ForGood makeForGood(
      Windows view, About about, Purpose purpose, List<Change> forGood, Optional<String> undoes) {
    List<Integer> numbers =
        forGood.stream().map(change -> announced(about, purpose, change, undoes)).toList();
    for (int made = 0; made < forGood.size(); made++) {
      try {
        make(view, numbers.get(made), forGood.get(made));
      } catch (WindowsException e) {
        numbers.stream()
            .skip(made + 1L)
            .forEach(number ->
                append(new Event.Refused(number, "It was not tried after the refusal before it.")));
        boolean inDoubt = e.kind() == WindowsException.Kind.UNKNOWN;
        return new ForGood(inDoubt ? made + 1 : made, Optional.of(String.valueOf(e.getMessage())));
      }
    }
    return new ForGood(forGood.size(), Optional.empty());
  }

  private int announced(About about, Purpose purpose, Change change, Optional<String> undoes) {
    int number = ++changes;
    entries.add(
        journal.appendDurably(id, new Event.Intended(number, about, purpose, change, undoes)));
    return number;
  }

  /** Makes a change that was announced under that number. */
  void make(Windows view, int number, Change change) {
    try {
      view.apply(change);
    } catch (WindowsException e) {
      if (e.kind() != WindowsException.Kind.UNKNOWN) {
        append(new Event.Refused(number, Size.cut(String.valueOf(e.getMessage()))));
      }
      throw e;
    }
    append(new Event.Applied(number));
  }

  /** Writes down what is known by now of a change that an interrupted run announced. */
  void settled(int change, boolean made) {
    append(
        made
            ? new Event.Applied(change)
            : new Event.Refused(change, "The process ended before it was made."));
  }

  void concluded(About about, Outcome outcome, String reason) {
    append(new Event.Concluded(about, outcome, Size.cut(reason)));
  }

  /** The end of the run, on disk. */
  void end(List<Outcome> outcomes, boolean interrupted) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    outcomes.forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
    entries.add(journal.appendDurably(id, new Event.RunEnded(counts, interrupted)));
  }

  /** What this run has written so far. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  private void append(Event event) {
    entries.add(journal.append(id, event));
  }
}
