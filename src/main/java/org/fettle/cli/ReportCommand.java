package org.fettle.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fettle.policy.PolicyException;
import org.fettle.report.CsvReport;
import org.fettle.report.HtmlReport;
import org.fettle.report.JournalRuns;
import org.fettle.report.JsonReport;
import org.fettle.report.JunitReport;
import org.fettle.report.RunReport;
import org.fettle.report.TextReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description = "Tell what a run found and did, from the journal alone.",
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run, or the beginning of its id; the newest unless said.")
  private @Nullable String run;

  @ArgGroup private Form form = new Form();

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(names = "--out", paramLabel = "FILE", description = "Write it to a file.")
  private @Nullable Path out;

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** One of these; text for people when none is said. */
  static final class Form {
    @Option(names = "--html", description = "One self-contained page.")
    private boolean html;

    @Option(names = "--json", description = "JSON.")
    private boolean json;

    @Option(names = "--csv", description = "One row for each finding.")
    private boolean csv;

    @Option(names = "--junit", description = "JUnit XML, for continuous integration.")
    private boolean junit;
  }

  @Override
  public Integer call() throws PolicyException {
    JournalRuns journal = new JournalRuns(target.journalFiles());
    RunReport report =
        run != null
            ? HistoryCommand.named(journal, run)
            : journal.newest(1).last().orElseThrow(() -> Stop.early("There has been no run yet."));
    RuleTexts texts =
        target.assignmentFile == null ? new RuleTexts() : new RuleTexts(target.assignment());
    String text = text(report, texts);
    if (out == null) {
      terminal.print(text);
      return ExitCode.FINE;
    }
    OutputFile.write(out, text, target);
    terminal.say("Written to " + out + ".");
    return ExitCode.FINE;
  }

  private String text(RunReport report, RuleTexts texts) {
    if (form.html) {
      return HtmlReport.of(report, texts);
    }
    if (form.json) {
      return JsonReport.of(report);
    }
    if (form.csv) {
      return CsvReport.of(report);
    }
    if (form.junit) {
      return JunitReport.of(report);
    }
    return new TextReport(terminal.style(), target.verbose, texts).of(report);
  }
}
