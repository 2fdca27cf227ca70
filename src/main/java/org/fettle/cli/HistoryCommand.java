package org.fettle.cli;

import java.util.concurrent.Callable;
import org.fettle.report.HistoryText;
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

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Runs runs = Runs.of(target.journalFiles().entries());
    HistoryText text = new HistoryText(terminal.style());
    if (run == null) {
      terminal.print(json ? JsonReport.of(runs) : text.of(runs));
    } else {
      RunReport one = named(runs, run);
      terminal.print(json ? JsonReport.of(one) : text.details(one));
    }
    return ExitCode.FINE;
  }

  /** The run meant by the beginning of an id. */
  static RunReport named(Runs runs, String beginning) {
    return runs.named(beginning)
        .orElseThrow(() ->
            Stop.early(
                "No run, or more than one, has an id that begins with '"
                    + beginning
                    + "'; fettle history lists them."));
  }
}
