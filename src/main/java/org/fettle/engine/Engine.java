package org.fettle.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.fettle.engine.Rollback.Taken;
import org.fettle.engine.Undo.Recorded;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalException;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.windows.Processes.Running;
import org.fettle.windows.ReadOnce;
import org.fettle.windows.Windows;

/**
 * Judges, plans, applies and rolls back on one machine, into one journal. The caller holds the run
 * lock; whatever an interrupted run left behind is taken back before anything else.
 */
public final class Engine {
  private final Windows machine;
  private final Journal journal;
  private final Clock clock;
  private final Identity identity;
  private final StopSignal stop;

  /**
   * Who is at work, for the journal.
   *
   * @param account the account the process runs as
   * @param agent the agent's version
   */
  public record Identity(String account, String agent) {}

  /**
   * A run that is over.
   *
   * @param entries what it wrote into the journal
   */
  public record Completed(String run, List<Result> results, List<Entry> entries) {}

  /** A rollback that is over. */
  public record TakenBack(String run, List<Taken> taken, List<Entry> entries) {}

  /** An engine for that machine; the clock's zone is the machine's own. */
  public Engine(Windows machine, Journal journal, Clock clock, Identity identity) {
    this(machine, journal, clock, identity, StopSignal.NEVER);
  }

  /** The same, whose plans and fixes end between two rules once the signal is raised. */
  public Engine(Windows machine, Journal journal, Clock clock, Identity identity, StopSignal stop) {
    this.stop = stop;
    this.machine = machine;
    this.journal = journal;
    this.clock = clock;
    this.identity = identity;
    if (!journal.isAtRest()) {
      new Recovery(machine, journal).recover();
    }
  }

  /** Judges everything the assignment asks for, and writes down what was found. */
  public Completed check(Assignment assignment, Progress progress) {
    Run run = start(Command.CHECK, Optional.of(assignment));
    List<Finding> findings = judged(assignment, run, progress);
    List<Result> results = findings.stream().map(Planner::reported).toList();
    results.forEach(
        result -> run.concluded(result.finding().about(), result.outcome(), result.reason()));
    run.end(outcomes(results), false);
    return new Completed(run.id(), results, run.entries());
  }

  /**
   * Judges, and plans what may be fixed; neither changes anything nor writes anything down.
   *
   * @throws CancellationException when the stop signal was raised meanwhile
   */
  public Planned plan(Assignment assignment, Trigger trigger, Progress progress) {
    return plan(machine, assignment, trigger, stoppable(progress));
  }

  private Progress stoppable(Progress progress) {
    return (done, of, what) -> {
      if (stop.isRaised()) {
        throw new CancellationException("Asked to stop.");
      }
      progress.at(done, of, what);
    };
  }

  private Planned plan(Windows seen, Assignment assignment, Trigger trigger, Progress progress) {
    try (ReadOnce view = new ReadOnce(seen)) {
      List<Finding> findings = new Judge(view).judge(assignment, progress);
      return new Planner(view, assignment, gates(view, assignment, trigger, findings), findings)
          .plan();
    }
  }

  /**
   * The programs that keep more from being planned, where a person asks: theirs, and nobody else's.
   * It neither changes anything nor writes anything down.
   */
  public InTheWay inTheWay(Assignment assignment, Planned planned, Progress progress) {
    return InTheWay.of(machine, planned, seen -> plan(seen, assignment, Trigger.PERSON, progress));
  }

  /**
   * Asks these programs to close, as their windows' cross does, because a person said so, and
   * waits.
   *
   * @return those that still run when patience is over
   */
  public List<Running> close(InTheWay inTheWay, Duration patience, Progress progress) {
    return inTheWay.close(machine, patience, progress);
  }

  /**
   * Carries the plan out, as it stands, and judges what it fixed anew. Once the stop signal is
   * raised the rule at hand is brought to its end, and the rest is deferred.
   */
  public Completed apply(
      Assignment assignment, Planned planned, Trigger trigger, Progress progress) {
    Run run = start(Command.APPLY, Optional.of(assignment));
    planned.findings().forEach(finding -> run.judged(finding, optIn(assignment, finding)));
    Gates gates = gates(machine, assignment, trigger, planned.findings());
    List<Result> results = new Applier(machine, gates, run, planned, stop).apply(progress);
    run.end(outcomes(results), false);
    return new Completed(run.id(), results, run.entries());
  }

  /** Takes back what the selection names, newest change first. */
  public TakenBack rollback(List<Recorded> newestFirst) {
    Run run = start(Command.ROLLBACK, Optional.empty());
    List<Taken> taken = new Rollback(machine, run).takeBack(newestFirst);
    run.end(
        taken.stream()
            .map(one -> one.problem().isEmpty() ? Outcome.ROLLED_BACK : Outcome.FAILED)
            .toList(),
        false);
    return new TakenBack(run.id(), taken, run.entries());
  }

  /** What fixes put into quarantine before that time, and nobody asked back; newest first. */
  public static List<Recorded> inQuarantine(Undo undo, Instant before) {
    return Purge.due(undo.settled(), before);
  }

  /**
   * Removes for good what lies in quarantine for longer than the assignment keeps it; empty where
   * there is nothing, or the assignment keeps it for ever or is paused. What belongs to a user who
   * is away waits.
   *
   * @throws JournalException when the journal is not as it was written: nothing is removed by it
   */
  public Optional<Completed> purgeDue(Assignment assignment) {
    return assignment
        .keepQuarantine()
        .filter(keep -> !assignment.paused())
        .map(keep -> inQuarantine(verifiedUndo(), clock.instant().minus(keep)))
        .map(due ->
            due.stream()
                .filter(recorded -> recorded.about().subject().view(machine).isPresent())
                .toList())
        .filter(due -> !due.isEmpty())
        .map(this::purge);
  }

  /**
   * Removes the months of the journal that are older than that, but for those that are needed
   * still.
   *
   * @throws JournalException when the journal is not as it was written: nothing of it is removed
   */
  public void removeRecords(Duration olderThan) {
    new Retention(journal, clock.instant()).remove(olderThan);
  }

  private Undo verifiedUndo() {
    journal.files().requireWhole("nothing is removed for good by it");
    return Undo.in(journal.files());
  }

  /** Removes for good what these put into quarantine. */
  public Completed purge(List<Recorded> due) {
    Run run = start(Command.PURGE, Optional.empty());
    run.end(new Purge(machine, run).purge(due), false);
    return new Completed(run.id(), List.of(), run.entries());
  }

  private List<Finding> judged(Assignment assignment, Run run, Progress progress) {
    try (ReadOnce view = new ReadOnce(machine)) {
      List<Finding> findings = new Judge(view).judge(assignment, progress);
      findings.forEach(finding -> run.judged(finding, optIn(assignment, finding)));
      return findings;
    }
  }

  /**
   * Looks at the rules that are wanted, with nothing written down.
   *
   * @param wanted told by what the journal calls them
   */
  public List<Looked> look(Assignment assignment, Predicate<Event.About> wanted) {
    return new Looks(machine, assignment, spent())
        .at(about -> !stop.isRaised() && wanted.test(about));
  }

  /**
   * Those rules of a run that something else sets back again and again, so that it left them alone;
   * not those of which an earlier run has found that already.
   */
  public List<Result> newFights(Assignment assignment, Completed done) {
    return done.results().stream().anyMatch(result -> result.outcome() == Outcome.BLOCKED)
        ? Fights.newIn(
            done.run(),
            done.results(),
            lately(),
            clock.instant(),
            assignment.budget().attemptsPerRule())
        : List.of();
  }

  private List<Entry> lately() {
    return journal.files().entriesSince(clock.instant().minus(Spent.DAY));
  }

  private Spent spent() {
    return Spent.in(lately(), clock.instant());
  }

  private Gates gates(
      Windows view, Assignment assignment, Trigger trigger, List<Finding> findings) {
    boolean anythingToFix = findings.stream().anyMatch(Planner::hasFix);
    Spent spent = anythingToFix ? spent() : Spent.in(List.of(), clock.instant());
    return new Gates(view, assignment, trigger, clock, spent);
  }

  private Run start(Command command, Optional<Assignment> assignment) {
    List<PolicyInForce> policies =
        assignment.stream()
            .flatMap(one -> one.policies().stream())
            .map(Assigned::policy)
            .map(policy -> new PolicyInForce(policy.id(), policy.version(), policy.digest()))
            .toList();
    return Run.start(
        journal,
        clock.instant(),
        new Event.RunStarted(
            command,
            identity.account(),
            identity.agent(),
            machine.facts().name(),
            assignment.map(Assignment::id),
            policies));
  }

  private static Optional<String> optIn(Assignment assignment, Finding finding) {
    return finding
        .assigned()
        .optIn(finding.rule().id())
        .map(how -> assignment.id() + ": " + how.name().toLowerCase(Locale.ROOT));
  }

  private static List<Outcome> outcomes(List<Result> results) {
    return results.stream().map(Result::outcome).toList();
  }
}
