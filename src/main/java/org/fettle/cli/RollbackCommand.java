package org.fettle.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fettle.engine.Engine;
import org.fettle.engine.Engine.TakenBack;
import org.fettle.engine.Undo;
import org.fettle.engine.Undo.Recorded;
import org.fettle.engine.Undo.Selection;
import org.fettle.report.JournalRuns;
import org.fettle.report.RunReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description = "Take back what a run changed, where the machine is still as it left it.",
    sortOptions = false)
final class RollbackCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "The run, or the beginning of its id; the newest that changed something unless said.")
  private @Nullable String run;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(names = "--rule", paramLabel = "RULE", description = "Only this rule's changes.")
  private @Nullable String rule;

  @Option(names = "--change", paramLabel = "NUMBER", description = "Only this change.")
  private @Nullable Integer change;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--json", description = "Print the report as JSON; needs --yes.")
  private boolean json;

  RollbackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (json && !yes) {
      throw Stop.usage("--json leaves no room for a question: add --yes.");
    }
    List<Choice> agreed = new ArrayList<>();
    if (!yes) {
      // The question is asked with nothing held: it may stay open over lunch.
      target.withEngine(engine -> {
        agreed.add(chosen());
        return ExitCode.FINE;
      });
      ask(agreed.getFirst());
    }
    return target.withEngine(engine -> {
      Choice chosen = chosen();
      if (!yes && !chosen.equals(agreed.getFirst())) {
        throw Stop.early(
            "The journal has gone on since the question was asked. Nothing was taken back; ask again.");
      }
      return rollback(engine, chosen);
    });
  }

  /** What is to be taken back, and what of the same cannot be. */
  private record Choice(List<Recorded> changes, List<Recorded> forGood) {}

  private void ask(Choice chosen) {
    terminal.print(new RollbackText(terminal.style()).of(chosen.changes(), chosen.forGood()));
    if (!terminal.asks()) {
      throw Stop.early("Nobody is here to ask: run it again with --yes.");
    }
    if (!terminal.confirms(
        "\nTake back " + PlanText.counted(chosen.changes().size(), "change") + "?")) {
      throw Stop.early("Nothing was changed.");
    }
  }

  private int rollback(Engine engine, Choice chosen) {
    TakenBack takenBack = engine.rollback(chosen.changes());
    RunReport report =
        HistoryCommand.named(new JournalRuns(target.journalFiles()), takenBack.run());
    if (!json) {
      chosen.forGood().forEach(gone -> terminal.say(cannotBeTakenBack(gone)));
    }
    new Findings(terminal, new RuleTexts(), target.verbose).print(report, json);
    return takenBack.taken().stream().allMatch(one -> one.problem().isEmpty())
        ? ExitCode.FINE
        : ExitCode.FINDINGS;
  }

  private static String cannotBeTakenBack(Recorded gone) {
    return "Not taken back, because it cannot be: "
        + gone.change().target()
        + ", for "
        + PlanText.who(gone.about().subject())
        + ".";
  }

  private Choice chosen() {
    // What is taken back is written as the journal has it, so the journal has to be the agent's
    // own.
    target.journalFiles().requireWhole("nothing is taken back by it");
    return chosen(Undo.in(target.journalFiles()));
  }

  private Choice chosen(Undo undo) {
    String wanted =
        run != null
            ? wholeId(undo, run)
            : undo.newestRun()
                .orElseThrow(() ->
                    Stop.early(
                        "There is nothing to take back: no change made by Fettle still stands."));
    Selection selection =
        new Selection(wanted, Optional.ofNullable(rule), Optional.ofNullable(change));
    Choice chosen = new Choice(undo.standing(selection), undo.forGood(selection));
    if (chosen.changes().isEmpty()) {
      if (!chosen.forGood().isEmpty()) {
        throw Stop.early(cannotBeTakenBack(chosen.forGood().getFirst()));
      }
      throw Stop.early(
          "There is nothing to take back of run "
              + wanted
              + (rule == null ? "" : ", rule " + rule)
              + (change == null ? "" : ", change " + change)
              + "; fettle history "
              + wanted
              + " shows what it did.");
    }
    return chosen;
  }

  private static String wholeId(Undo undo, String beginning) {
    List<String> runs =
        undo.runs().stream().distinct().filter(id -> id.startsWith(beginning)).toList();
    return switch (runs.size()) {
      case 0 ->
          throw Stop.early(
              "No run that begins with '"
                  + beginning
                  + "' has changes left to take back; see fettle history.");
      case 1 -> runs.getFirst();
      default ->
          throw Stop.early(
              "'"
                  + beginning
                  + "' is the beginning of several runs: "
                  + String.join(", ", runs)
                  + ".");
    };
  }
}
