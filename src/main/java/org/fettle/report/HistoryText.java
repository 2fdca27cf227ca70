package org.fettle.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Outcome;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;

/**
 * What happened on a machine, for an admin at a terminal: all runs in a table, or one with its
 * changes.
 */
public final class HistoryText {
  private static final int TIME = 24;
  private static final int COMMAND = 8;
  private static final int BY = 10;
  private static final int DONE = 4;
  private static final int OPEN = 4;
  private static final int UNKNOWN = 3;
  private static final int LONGEST_TEXT = 300;

  private static final String LEGEND =
      "DONE: rules fixed, or taken back by a rollback. OPEN: findings that remain. ?: what could"
          + " not be judged. *: the run did not come to its end.";

  private static final String OLDER =
      "Older records are not listed: fettle history --last N lists the newest N runs.";

  private final Style style;

  public HistoryText(Style style) {
    this.style = style;
  }

  /** A table of the runs, newest last. */
  public String of(Runs runs) {
    Page page = new Page(style);
    if (runs.runs().isEmpty()) {
      return page.line("There are no runs yet.", UnaryOperator.identity()).toString();
    }
    page.line(row("STARTED (UTC)", "COMMAND", "BY", "DONE", "OPEN", "?", "RUN"), style::heading);
    for (RunReport run : runs.runs()) {
      page.line(row(run), UnaryOperator.identity());
    }
    page.blank();
    page.paragraph(0, 0, LEGEND, style::quiet);
    if (!runs.areAll()) {
      page.paragraph(0, 0, OLDER, style::quiet);
    }
    for (Entry damage : runs.damage()) {
      page.paragraph(0, 0, damage(damage), style::bad);
    }
    return page.toString();
  }

  private static String damage(Entry entry) {
    return entry.event() instanceof Event.DamageSetAside damage
        ? Times.text(entry.time()) + ": " + cut(damage.sentence())
        : "A record that a crash had torn was set aside at " + Times.text(entry.time()) + ".";
  }

  /** One run: what it changed, in order, and how that is taken back. */
  public String details(RunReport run) {
    Page page = new Page(style);
    TextReport.head(page, run, true);
    List<Line> changes = Line.of(run);
    page.heading("Changes (" + changes.size() + ")");
    if (changes.isEmpty()) {
      page.blank().line("  It changed nothing.", UnaryOperator.identity());
    }
    for (Line line : changes) {
      page.blank();
      change(page, line);
    }
    boolean first = true;
    for (Finding finding : run.findings()) {
      if (run.undoCommand(finding).isPresent()) {
        if (first) {
          page.heading("To take back what still stands");
          page.blank();
          page.command(2, "All of it", 12, "fettle rollback " + run.id());
          first = false;
        }
        page.command(2, "One rule", 12, run.undoCommand(finding).get());
      }
    }
    page.blank().line(Summary.of(run), UnaryOperator.identity());
    return page.toString();
  }

  private void change(Page page, Line line) {
    RecordedChange change = line.change();
    String about =
        line.finding().about().rule() + ", " + Phrases.subject(line.finding().about().subject());
    page.labelled(2, "#" + change.number(), 6, cut(change.change().target()), style::heading);
    page.labelled(8, "before", 11, cut(change.change().beforeText()));
    page.labelled(8, "after", 11, cut(change.change().afterText()));
    page.labelled(8, "for", 11, cut(about));
    page.labelled(8, "state", 11, state(change));
    change.undoes().ifPresent(id -> page.labelled(8, "takes back", 11, id));
  }

  private static String state(RecordedChange change) {
    String state =
        switch (change.state()) {
          case State.Applied applied -> change.change().isReversible() ? "made" : "made for good";
          case State.Purged purged -> "made; what it put aside was removed for good since";
          case State.Refused refused -> "refused: " + cut(refused.problem());
          case State.Unknown unknown -> "begun; its end was never written down";
        };
    return state + change.undoneBy().map(id -> "; taken back by " + id).orElse("");
  }

  /** A change and the finding it belongs to. */
  private record Line(Finding finding, RecordedChange change) {
    static List<Line> of(RunReport run) {
      return run.findings().stream()
          .flatMap(finding -> finding.changes().stream().map(change -> new Line(finding, change)))
          .sorted(Comparator.comparingInt(line -> line.change().number()))
          .toList();
    }
  }

  private static String row(RunReport run) {
    Map<Outcome, Integer> counts = run.counts();
    long open = run.findings().stream().filter(run::isOpen).count();
    int done = counts.getOrDefault(run.isTakingBack() ? Outcome.ROLLED_BACK : Outcome.FIXED, 0);
    String account = run.by().substring(run.by().lastIndexOf('\\') + 1);
    return row(
        Times.text(run.started()),
        Phrases.command(run.command()),
        account,
        Integer.toString(done),
        Long.toString(open),
        Integer.toString(counts.getOrDefault(Outcome.UNKNOWN, 0)),
        run.id() + (run.isComplete() ? "" : "*"));
  }

  private static String row(
      String time,
      String command,
      String by,
      String done,
      String open,
      String unknown,
      String run) {
    return left(time, TIME)
        + left(command, COMMAND)
        + left(by, BY)
        + right(done, DONE)
        + right(open, OPEN)
        + right(unknown, UNKNOWN)
        + run;
  }

  private static String left(String text, int width) {
    String shown = fitting(Escapes.visible(text, LONGEST_TEXT), width);
    return shown + " ".repeat(width - DisplayWidth.of(shown) + 1);
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text + " ";
  }

  private static String fitting(String text, int width) {
    if (DisplayWidth.of(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      used += DisplayWidth.of(character);
      if (used >= width) {
        break;
      }
      cut.appendCodePoint(character);
      i += Character.charCount(character);
    }
    return cut.append('…').toString();
  }

  private static String cut(String text) {
    return Escapes.visible(text, LONGEST_TEXT);
  }
}
