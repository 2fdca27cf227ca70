package org.fettle.cli;

import java.util.concurrent.Callable;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.JournalFiles.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "journal",
    description = "Look after the journal.",
    subcommands = JournalCommand.Verify.class)
final class JournalCommand implements Callable<Integer> {
  final Terminal terminal;

  @Mixin Help help = new Help();

  JournalCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    throw Stop.usage("Say what to do with the journal: fettle journal verify.");
  }

  @Command(
      name = "verify",
      description = "Follow the chain of hashes and name the first record that breaks it.",
      sortOptions = false)
  static final class Verify implements Callable<Integer> {
    @picocli.CommandLine.ParentCommand
    private JournalCommand parent = new JournalCommand(Terminal.ofProcess());

    @Mixin private Target target = new Target();

    @Mixin Help help = new Help();

    @Override
    public Integer call() {
      JournalFiles journal = target.journalFiles();
      Verification found = journal.verify();
      found.damage().forEach(damage -> parent.terminal.say(damage.sentence()));
      if (found.broken().isPresent()) {
        parent.terminal.say(found.broken().get().sentence());
        parent.terminal.say(
            PlanText.counted(found.records(), "record") + " before it as they were written.");
        return ExitCode.FINDINGS;
      }
      parent.terminal.say(
          found.records() == 0
              ? "There are no records yet."
              : "All " + found.records() + " records are as they were written." + older(found));
      // Whoever has looked at the file and moved it away has taken note of it.
      return found.damage().stream().anyMatch(journal::holds) ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private static String older(Verification found) {
      return found.removed() == 0
          ? ""
          : " "
              + PlanText.counted(found.removed(), "older one")
              + (found.removed() == 1 ? " was" : " were")
              + " removed, as the journal itself says.";
    }
  }
}
