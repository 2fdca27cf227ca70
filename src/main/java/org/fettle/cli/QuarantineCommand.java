package org.fettle.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fettle.engine.Engine;
import org.fettle.engine.Engine.Completed;
import org.fettle.engine.Undo;
import org.fettle.engine.Undo.Recorded;
import org.fettle.report.JournalRuns;
import org.fettle.report.Page;
import org.fettle.report.RunReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "quarantine",
    description =
        "List the files and folders that fixes put aside, or remove the old ones for good.",
    sortOptions = false)
final class QuarantineCommand implements Callable<Integer> {
  private static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,3})d");
  private static final int LABEL = 6;

  private final Terminal terminal;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(
      names = "--purge",
      paramLabel = "AGE",
      description =
          "Remove for good what was put aside longer ago than this, such as 30d; it cannot be taken"
              + " back then.")
  private @Nullable String purge;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  QuarantineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (purge == null) {
      list(inQuarantine(Instant.MAX));
      return ExitCode.FINE;
    }
    Instant before = Instant.now().minus(age(purge));
    target.requireNoPause();
    List<Recorded> agreed = new ArrayList<>(inQuarantine(before));
    if (agreed.isEmpty()) {
      terminal.say("Nothing was put aside longer ago than " + purge + ".");
      return ExitCode.FINE;
    }
    if (!yes) {
      ask(agreed);
    }
    return target.withEngine(engine -> {
      List<Recorded> due = inQuarantine(before);
      due.retainAll(agreed);
      return purge(engine, due);
    });
  }

  private static Duration age(String text) {
    if (!DAYS.matcher(text).matches()) {
      throw Stop.usage("'" + text + "' is no age in days such as 30d.");
    }
    return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  private List<Recorded> inQuarantine(Instant before) {
    target.journalFiles().requireWhole("nothing is removed by it");
    return new ArrayList<>(Engine.inQuarantine(Undo.in(target.journalFiles()), before));
  }

  private void ask(List<Recorded> due) {
    list(due);
    if (!terminal.asks()) {
      throw Stop.early("Nobody is here to ask: run it again with --yes.");
    }
    if (!terminal.confirms(
        "\nRemove " + PlanText.counted(due.size(), "thing") + " for good, with no way back?")) {
      throw Stop.early("Nothing was removed.");
    }
  }

  private int purge(Engine engine, List<Recorded> due) {
    Completed completed = engine.purge(due);
    RunReport report =
        HistoryCommand.named(new JournalRuns(target.journalFiles()), completed.run());
    new Findings(terminal, new RuleTexts(), target.verbose).print(report, false);
    return report.exitCode();
  }

  private void list(List<Recorded> things) {
    if (things.isEmpty()) {
      terminal.say("Nothing is in quarantine.");
      return;
    }
    Page page = new Page(terminal.style());
    page.heading("In quarantine, newest first");
    for (Recorded recorded : things) {
      page.blank();
      page.paragraph(2, 4, recorded.change().target(), text -> text);
      page.labelled(4, "is", LABEL, recorded.change().afterText());
      page.labelled(4, "since", LABEL, recorded.at().toString());
      page.labelled(4, "for", LABEL, PlanText.who(recorded.about().subject()));
      page.labelled(4, "rule", LABEL, recorded.about().policy() + " / " + recorded.about().rule());
      page.command(
          4, "undo", LABEL, "fettle rollback " + recorded.run() + " --change " + recorded.number());
    }
    terminal.print(page.toString());
  }
}
