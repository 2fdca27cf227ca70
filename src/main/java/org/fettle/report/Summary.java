package org.fettle.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.policy.Rule.Severity;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;

/**
 * A run in one line, the last a command prints. Intune keeps 2,048 characters of a detection
 * script's output, so it is never longer.
 */
public final class Summary {
  /** The longest summary, in characters. */
  public static final int LONGEST = 2048;

  // What a machine may be called at most here, so that the numbers always fit.
  private static final int LONGEST_NAME = 100;

  private Summary() {}

  /** The line, without a line end. */
  public static String of(RunReport run) {
    String line =
        "fettle: "
            + result(run)
            + " on "
            + Escapes.visible(run.machine(), LONGEST_NAME)
            + " — run "
            + Escapes.visible(run.id(), LONGEST_NAME);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** What came of it: {@code 2 fixed, 1 finding (1 high), 14 compliant}. */
  static String result(RunReport run) {
    StringJoiner parts = new StringJoiner(", ");
    if (!run.isComplete()) {
      parts.add(run.interrupted() ? "interrupted" : "not ended");
    }
    return switch (run.command()) {
      case ROLLBACK -> takenBack(run, parts).toString();
      case PURGE -> parts.add(purged(run)).toString();
      case CHECK, APPLY -> found(run, parts).toString();
    };
  }

  private static StringJoiner found(RunReport run, StringJoiner parts) {
    Map<Outcome, Integer> counts = run.counts();
    add(parts, counts.getOrDefault(Outcome.FIXED, 0), "fixed");
    parts.add(findings(run));
    add(parts, counts.getOrDefault(Outcome.UNKNOWN, 0), "unknown");
    add(
        parts,
        (int) run.findings().stream().filter(run::isWaiting).count(),
        "waiting for their user");
    add(parts, counts.getOrDefault(Outcome.COMPLIANT, 0), "compliant");
    add(parts, counts.getOrDefault(Outcome.SKIPPED, 0), "not applicable");
    return parts;
  }

  private static StringJoiner takenBack(RunReport run, StringJoiner parts) {
    int changes = 0;
    int left = 0;
    for (Finding finding : run.findings()) {
      for (RecordedChange change : finding.changes()) {
        boolean restored = change.purpose() != Purpose.FIX;
        changes += restored && change.state() instanceof State.Applied ? 1 : 0;
      }
      left += run.isOpen(finding) ? 1 : 0;
    }
    parts.add(Phrases.count(changes, "change", "changes") + " taken back");
    if (left > 0) {
      parts.add(Phrases.count(left, "rule", "rules") + " not taken back whole");
    }
    return parts;
  }

  private static String purged(RunReport run) {
    long removed =
        run.findings().stream()
            .flatMap(finding -> finding.changes().stream())
            .filter(change -> change.state() instanceof State.Applied)
            .count();
    return Phrases.count((int) removed, "thing", "things") + " removed for good";
  }

  private static String findings(RunReport run) {
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    int all = 0;
    for (Finding finding : run.findings()) {
      if (run.isOpen(finding)) {
        all++;
        finding.severity().ifPresent(severity -> open.merge(severity, 1, Integer::sum));
      }
    }
    if (all == 0) {
      return "no findings";
    }
    StringJoiner severities = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (Severity severity : List.of(Severity.values()).reversed()) {
      add(severities, open.getOrDefault(severity, 0), Phrases.word(severity));
    }
    return Phrases.count(all, "finding", "findings") + severities;
  }

  private static void add(StringJoiner parts, int number, String word) {
    if (number > 0) {
      parts.add(number + " " + word);
    }
  }
}
