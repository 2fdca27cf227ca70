package org.fettle.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fettle.engine.Planned;
import org.fettle.engine.Trigger;
import org.fettle.policy.Assignment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description = "Show what apply would change, and why the rest is left alone.",
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Save the plan; apply --plan FILE then makes exactly these changes.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Assignment assignment = target.assignment();
    return target.withEngine(
        assignment,
        engine -> {
          Planned planned = engine.plan(assignment, Trigger.PERSON, terminal.progress());
          if (out != null) {
            OutputFile.write(out, PlanFile.text(planned.plan()) + "\n", target);
          }
          if (json) {
            terminal.print(PlanFile.text(planned.plan()));
          } else {
            terminal.print(new PlanText(terminal.style()).of(planned));
            if (out != null) {
              terminal.say("Saved as " + out + ".");
            }
          }
          return Findings.exitCode(planned.unapplied());
        });
  }
}
