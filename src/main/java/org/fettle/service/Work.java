package org.fettle.service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.engine.Engine;
import org.fettle.engine.Planned;
import org.fettle.engine.Progress;
import org.fettle.engine.Result;
import org.fettle.engine.RunLock;
import org.fettle.engine.StopSignal;
import org.fettle.engine.Trigger;
import org.fettle.journal.Event;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.LowPriority;
import org.fettle.windows.Windows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service does with the engine: one thing at a time, under the run lock. */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);
  private static final Duration LOCK_WAIT = Duration.ofSeconds(2);
  private static final int LOCK_TRIES = 300;

  private final Folders folders;
  private final Supplier<Windows> machine;
  private final Clock clock;
  private final StopSignal stop;
  private final Consumer<Notice> notices;
  private final LowPriority lowPriority;
  private final Queue<Event> unwritten = new ConcurrentLinkedQueue<>();

  /**
   * Work on that machine, which is opened for each piece of it; the clock's zone is the machine's.
   *
   * @param lowPriority how the machine is judged
   */
  Work(
      Folders folders,
      Supplier<Windows> machine,
      Clock clock,
      StopSignal stop,
      LowPriority lowPriority,
      Consumer<Notice> notices) {
    this.lowPriority = lowPriority;
    this.notices = notices;
    this.folders = folders;
    this.machine = machine;
    this.clock = clock;
    this.stop = stop;
  }

  /**
   * Writes down what became of policies, between two runs; where the lock cannot be had, before the
   * next one.
   */
  void write(Event ofPolicies) {
    unwritten.add(ofPolicies);
    withEngine((windows, engine) -> {});
  }

  private interface WithEngine {
    void accept(Windows windows, Engine engine);
  }

  /** Finishes or takes back what an interrupted run left; to open the engine is to do it. */
  void recover() {
    withEngine((windows, engine) -> {});
  }

  /**
   * Judges the machine and applies what is opted into. It is judged at low priority; a fix is not
   * made so, for while it is made the machine is neither as it was nor as it shall be, and a stop
   * waits for its end.
   */
  void judgeAndFix(Assignment assignment) {
    withEngine((windows, engine) -> {
      if (!assignment.forMachines().take(windows.facts())) {
        notices.accept(new Notice.NotHere(assignment.id()));
        return;
      }
      Planned planned =
          lowPriority.during(() -> engine.plan(assignment, Trigger.AGENT, Progress.NONE));
      Engine.Completed done = engine.apply(assignment, planned, Trigger.AGENT, Progress.NONE);
      notices.accept(
          new Notice.RunEnded(
              done.run(), assignment.id(), clock.instant(), counted(done), open(done)));
    });
  }

  /** Removes for good what lies in quarantine for longer than the assignment keeps it. */
  void purge(Assignment assignment) {
    withEngine((windows, engine) -> engine.purgeDue(assignment));
  }

  @SuppressWarnings("try") // the lock is held, not used
  private void withEngine(WithEngine work) {
    Optional<RunLock> taken = lock();
    if (taken.isEmpty()) {
      return;
    }
    try (RunLock lock = taken.get();
        Windows windows = machine.get();
        Journal journal = Journal.open(folders.journal(), clock)) {
      journal.tell(entry -> notices.accept(new Notice.Recorded(entry)));
      Engine engine = new Engine(windows, journal, clock, identity(), stop);
      writeWhatIsUnwritten(journal); // The engine has ended what an interrupted run left.
      work.accept(windows, engine);
    } catch (CancellationException e) {
      notices.accept(
          new Notice.RunLeftOut(
              "The run was broken off before anything was changed: the service stops."));
    }
  }

  private void writeWhatIsUnwritten(Journal journal) {
    for (Event next = unwritten.peek(); next != null; next = unwritten.peek()) {
      journal.appendDurably(Event.OF_POLICIES, next);
      unwritten.remove();
    }
  }

  /** Waits for a person's run to end, but no longer than the service may take to stop. */
  private Optional<RunLock> lock() {
    for (int tries = 0; tries < LOCK_TRIES && !stop.isRaised(); tries++) {
      try {
        return Optional.of(RunLock.take(folders.state(), LOCK_WAIT));
      } catch (RunLock.Held e) {
        if (tries == 0) {
          LOG.info("{} It is waited for.", e.getMessage());
        }
      }
    }
    notices.accept(new Notice.RunLeftOut("Another run was still at work; this one was left out."));
    return Optional.empty();
  }

  private static Map<Outcome, Integer> counted(Engine.Completed done) {
    Map<Outcome, Integer> counts = new TreeMap<>();
    for (Result result : done.results()) {
      counts.merge(result.outcome(), 1, Integer::sum);
    }
    return counts;
  }

  private static List<Notice.Open> open(Engine.Completed done) {
    return done.results().stream()
        .filter(Result::isOpen)
        .map(result ->
            new Notice.Open(
                result.finding().about(),
                result.finding().rule().title(),
                result.finding().rule().severity(),
                result.outcome()))
        .toList();
  }

  /** The agent's version, as its jar says. */
  static String version() {
    return Optional.ofNullable(Work.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static Engine.Identity identity() {
    String domain = System.getenv("USERDOMAIN");
    String user = System.getProperty("user.name", "unknown");
    return new Engine.Identity(domain == null ? user : domain + "\\" + user, version());
  }
}
