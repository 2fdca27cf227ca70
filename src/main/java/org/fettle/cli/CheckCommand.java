package org.fettle.cli;

import java.util.concurrent.Callable;
import org.fettle.engine.Engine.Completed;
import org.fettle.policy.Assignment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Judge the machine; change nothing.", sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin Target target = new Target();

  @Mixin Help help = new Help();

  @Option(names = "--json", description = "Print the report as JSON.")
  boolean json;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Assignment assignment = target.assignment();
    return target.withEngine(
        assignment,
        engine -> {
          Completed completed = engine.check(assignment, terminal.progress());
          return new Findings(terminal, new RuleTexts(assignment), target.verbose)
              .print(completed.entries(), json);
        });
  }
}
