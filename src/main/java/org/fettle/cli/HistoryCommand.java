package org.fettle.cli;

import java.util.concurrent.Callable;
import org.fettle.report.HistoryText;
import org.fettle.report.JournalRuns;
import org.fettle.report.JsonReport;
import org.fettle.report.RunReport;
import org.fettle.report.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "List the runs, or tell what one of them did and how it is undone.",
    sortOptions = false)
final class HistoryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run, or the beginning of its id.")
  private @Nullable String run;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many of the newest runs are listed: ${DEFAULT-VALUE} unless said.")
  private int last;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (last < 1) {
      throw Stop.usage("--last needs a number of runs from 1 on, not " + last + ".");
    }
    JournalRuns journal = new JournalRuns(target.journalFiles());
    HistoryText text = new HistoryText(terminal.style());
    if (run == null) {
      Runs runs = journal.newest(last);
      terminal.print(json ? JsonReport.of(runs) : text.of(runs));
    } else {
      RunReport one = named(journal, run);
      terminal.print(json ? JsonReport.of(one) : text.details(one));
    }
    return ExitCode.FINE;
  }

  /** The run meant by the beginning of an id. */
  static RunReport named(JournalRuns journal, String beginning) {
    return journal
        .named(beginning)
        .orElseThrow(() ->
            Stop.early(
                "No run, or more than one, has an id that begins with '"
                    + beginning
                    + "'; fettle history lists them."));
  }
}
