package org.fettle.cli;

import java.util.List;
import org.fettle.engine.Result;
import org.fettle.journal.Entry;
import org.fettle.journal.Outcome;
import org.fettle.report.JsonReport;
import org.fettle.report.RunReport;
import org.fettle.report.TextReport;

/** Prints what a run found and did, with the words of the policies at hand. */
final class Findings {
  private final Terminal terminal;
  private final RuleTexts texts;
  private final boolean verbose;

  Findings(Terminal terminal, RuleTexts texts, boolean verbose) {
    this.terminal = terminal;
    this.texts = texts;
    this.verbose = verbose;
  }

  /** Prints the run of these entries; answers the command's exit code. */
  int print(List<Entry> entries, boolean json) {
    return print(RunReport.of(entries), json);
  }

  /** Prints the run; answers the command's exit code. */
  int print(RunReport report, boolean json) {
    terminal.print(
        json ? JsonReport.of(report) : new TextReport(terminal.style(), verbose, texts).of(report));
    return report.exitCode();
  }

  /** The exit code that those results come to. */
  static int exitCode(List<Result> results) {
    if (results.stream().anyMatch(Result::isOpen)) {
      return ExitCode.FINDINGS;
    }
    return results.stream().anyMatch(result -> result.outcome() == Outcome.UNKNOWN)
        ? ExitCode.UNKNOWN
        : ExitCode.FINE;
  }
}
