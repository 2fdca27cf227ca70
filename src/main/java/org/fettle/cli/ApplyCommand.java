package org.fettle.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fettle.engine.Engine;
import org.fettle.engine.Engine.Completed;
import org.fettle.engine.InTheWay;
import org.fettle.engine.Plan;
import org.fettle.engine.Planned;
import org.fettle.engine.Step;
import org.fettle.engine.Trigger;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    description = "Judge, show the plan, ask, fix what the assignment opts into, and judge again.",
    sortOptions = false)
final class ApplyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Make exactly the changes of a saved plan, or none if the machine has moved.")
  private @Nullable Path savedPlan;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(
      names = "--close-programs",
      description =
          "Ask your own programs that keep a fix from being made to close, without a question of this command. They"
              + " may ask about unsaved work; none is ended by force, and none of anybody else's is asked.")
  private boolean closePrograms;

  @Option(names = "--json", description = "Print the report as JSON; needs --yes.")
  private boolean json;

  ApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (json && !yes) {
      throw Stop.usage("--json leaves no room for a question: add --yes.");
    }
    Assignment assignment = target.assignment();
    Optional<Plan> saved = Optional.ofNullable(savedPlan).map(PlanFile::read);
    if (yes) {
      if (closePrograms) {
        closePrograms(assignment, looked(assignment).inTheWay(saved));
      }
      return apply(assignment, saved);
    }
    return apply(assignment, Optional.of(asked(assignment, saved)));
  }

  /** A plan, and what more could be planned. */
  private record Looked(Planned planned, InTheWay everything) {
    InTheWay inTheWay(Optional<Plan> saved) {
      return saved.map(plan -> everything.of(plan.steps())).orElse(everything);
    }
  }

  private Looked looked(Assignment assignment) throws PolicyException {
    List<Looked> looked = new ArrayList<>();
    target.withEngine(
        assignment,
        engine -> {
          Planned planned = engine.plan(assignment, Trigger.PERSON, terminal.progress());
          looked.add(
              new Looked(planned, engine.inTheWay(assignment, planned, terminal.progress())));
          return ExitCode.FINE;
        });
    return looked.getFirst();
  }

  /** Answers whether they were asked to close, so that the machine is another now. */
  private boolean closePrograms(Assignment assignment, InTheWay inTheWay) throws PolicyException {
    if (inTheWay.isEmpty()) {
      return false;
    }
    OpenPrograms open = new OpenPrograms(terminal, json);
    open.tell(inTheWay);
    boolean agreed = closePrograms || open.confirms(inTheWay);
    if (agreed) {
      target.withEngine(
          assignment,
          engine -> {
            open.close(engine, inTheWay);
            return ExitCode.FINE;
          });
    }
    return agreed;
  }

  /**
   * The plan that the person agreed to; asked with nothing held, as a question may stay open over
   * lunch.
   */
  private Plan asked(Assignment assignment, Optional<Plan> saved) throws PolicyException {
    Looked looked = looked(assignment);
    if (terminal.asks() && closePrograms(assignment, looked.inTheWay(saved))) {
      looked = looked(assignment);
    }
    Planned planned = looked.planned();
    saved.ifPresent(plan -> refuseIfMoved(plan, planned.plan()));
    if (!planned.plan().steps().isEmpty()) {
      ask(planned);
    }
    return planned.plan();
  }

  private int apply(Assignment assignment, Optional<Plan> agreed) throws PolicyException {
    return target.withEngine(
        assignment, engine -> apply(engine, assignment, planned(engine, assignment, agreed)));
  }

  private Planned planned(Engine engine, Assignment assignment, Optional<Plan> expected) {
    Planned planned = engine.plan(assignment, Trigger.PERSON, terminal.progress());
    expected.ifPresent(plan -> refuseIfMoved(plan, planned.plan()));
    return planned;
  }

  private void ask(Planned planned) {
    terminal.print(new PlanText(terminal.style()).of(planned));
    if (!terminal.asks()) {
      throw Stop.early("Nobody is here to ask: run it again with --yes to apply this plan.");
    }
    int changes = planned.plan().changes();
    if (!terminal.confirms(
        changes == 1 ? "\nMake this change?" : "\nMake these " + changes + " changes?")) {
      throw Stop.early("Nothing was changed.");
    }
  }

  private int apply(Engine engine, Assignment assignment, Planned planned) {
    Completed completed = engine.apply(assignment, planned, Trigger.PERSON, terminal.progress());
    return new Findings(terminal, new RuleTexts(assignment), target.verbose)
        .print(completed.entries(), json);
  }

  private void refuseIfMoved(Plan saved, Plan now) {
    if (saved.equals(now)) {
      return;
    }
    String what;
    if (!saved.machine().equals(now.machine())) {
      what = "it was made for " + saved.machine() + ", and this is " + now.machine();
    } else if (!saved.digest().equals(now.digest())) {
      what = "the assignment or one of its policies has changed since";
    } else {
      what = "the machine has moved: " + firstDifference(saved.steps(), now.steps());
    }
    throw Stop.early(
        (savedPlan == null
                ? "The plan does not fit any more: "
                : "The saved plan does not fit any more: ")
            + what
            + ". Nothing was changed; make a new plan.");
  }

  private static String firstDifference(List<Step> saved, List<Step> now) {
    for (Step step : saved) {
      if (with(step, now).isEmpty()) {
        return "'" + step.about().rule() + "' needs or allows no fix now";
      }
    }
    for (Step step : now) {
      Optional<Step> before = with(step, saved);
      if (before.isEmpty()) {
        return "'" + step.about().rule() + "' would be fixed as well";
      }
      if (!before.get().equals(step)) {
        return "the changes of '" + step.about().rule() + "' would be others now";
      }
    }
    return "its steps differ";
  }

  private static Optional<Step> with(Step wanted, List<Step> steps) {
    return steps.stream().filter(step -> step.about().isSameAs(wanted.about())).findFirst();
  }
}
