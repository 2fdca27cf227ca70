package org.fettle.report;

import java.util.List;
import java.util.StringJoiner;
import org.fettle.check.Verdict;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;

/**
 * A run as CSV (RFC 4180), one row a finding, for spreadsheets. A cell that a spreadsheet would
 * take for a formula gets an apostrophe before it; characters that cannot be seen are written out.
 */
public final class CsvReport {
  private static final String LINE_END = "\r\n";

  // A cell of Excel holds 32,767 characters ("Excel specifications and limits").
  private static final int LONGEST_CELL = 32_000;
  private static final int MOST_CHANGES = 50;

  private static final List<String> COLUMNS =
      List.of(
          "run",
          "started",
          "command",
          "machine",
          "by",
          "assignment",
          "policy",
          "version",
          "rule",
          "title",
          "severity",
          "subject",
          "sid",
          "outcome",
          "open",
          "expected",
          "actual",
          "reason",
          "opt-in",
          "changes",
          "undo");

  private CsvReport() {}

  /** The file's text, with its line of column names. */
  public static String of(RunReport run) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append(LINE_END);
    for (Finding finding : run.findings()) {
      StringJoiner row = new StringJoiner(",", "", LINE_END);
      for (String value : values(run, finding)) {
        row.add(cell(value));
      }
      csv.append(row);
    }
    return csv.toString();
  }

  private static List<String> values(RunReport run, Finding finding) {
    return List.of(
        run.id(),
        Times.text(run.started()),
        Phrases.word(run.command()),
        run.machine(),
        run.by(),
        run.assignment().orElse(""),
        finding.about().policy(),
        finding.about().version(),
        finding.about().rule(),
        finding.title(),
        finding.severity().map(Phrases::word).orElse(""),
        finding.about().subject().name(),
        finding.about().subject().sid().orElse(""),
        Phrases.word(finding.outcome()),
        run.isOpen(finding) ? "yes" : "no",
        finding.failure().map(Verdict.Fail::expected).orElse(""),
        finding.failure().map(Verdict.Fail::actual).orElseGet(() -> Phrases.found(finding)),
        finding.reason(),
        finding.optIn().orElse(""),
        changes(finding),
        run.undoCommand(finding).orElse(""));
  }

  private static String changes(Finding finding) {
    StringJoiner changes = new StringJoiner("; ");
    finding.changes().stream().limit(MOST_CHANGES).forEach(change -> changes.add(text(change)));
    if (finding.changes().size() > MOST_CHANGES) {
      changes.add((finding.changes().size() - MOST_CHANGES) + " more");
    }
    return changes.toString();
  }

  private static String text(RecordedChange change) {
    return Phrases.state(change)
        + " "
        + change.change().target()
        + ": "
        + change.change().beforeText()
        + " → "
        + change.change().afterText();
  }

  static String cell(String value) {
    String shown = (isFormula(value) ? "'" : "") + Escapes.visible(value, LONGEST_CELL);
    boolean quoted =
        shown.indexOf(',') >= 0
            || shown.indexOf('"') >= 0
            || shown.startsWith(" ")
            || shown.endsWith(" ");
    return quoted ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
  }

  // As OWASP ("CSV Injection") lists them, with the wide forms that East Asian Excel takes as well.
  private static boolean isFormula(String value) {
    return !value.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(value.charAt(0)) >= 0;
  }
}
