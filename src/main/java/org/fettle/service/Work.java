package org.fettle.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fettle.check.Verdict;
import org.fettle.engine.Engine;
import org.fettle.engine.Planned;
import org.fettle.engine.Progress;
import org.fettle.engine.Result;
import org.fettle.engine.RunLock;
import org.fettle.engine.StopSignal;
import org.fettle.engine.ThisProgram;
import org.fettle.engine.Trigger;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.JournalFiles.Break;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.Change;
import org.fettle.windows.LowPriority;
import org.fettle.windows.Windows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service does with the engine: one thing at a time, under the run lock. */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);
  private static final Duration LOCK_WAIT = Duration.ofSeconds(2);
  private static final int LOCK_TRIES = 300;
  private static final Duration DAY = Duration.ofDays(1);

  private final Folders folders;
  private final Supplier<Windows> machine;
  private final Clock clock;
  private final StopSignal stop;
  private final Consumer<Notice> notices;
  private final LowPriority lowPriority;
  private final Queue<Unwritten> unwritten = new ConcurrentLinkedQueue<>();

  /** What is to be written down, and what to do when it is. */
  private record Unwritten(Event event, Runnable written) {}

  /** When it was told that a rule is set back, by the identity and version it has there. */
  private final Map<String, Instant> fights = new ConcurrentHashMap<>();

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
   *
   * @param written is run when it stands in the journal, whatever becomes of this machine then
   */
  void write(Event ofPolicies, Runnable written) {
    unwritten.add(new Unwritten(ofPolicies, written));
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
   *
   * @param afterwards is given the run before the machine is let go
   * @return whether it came to that; not where another run was at work or the service stops
   */
  boolean judgeAndFix(Assignment assignment, BiConsumer<Engine, Engine.Completed> afterwards) {
    return withEngine((windows, engine) -> {
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
      engine.newFights(assignment, done).forEach(this::tellOfFight);
      lowPriority.during(() -> {
        afterwards.accept(engine, done);
        return done;
      });
    });
  }

  // The journal knows what was told since the last try; this, that tries come and go within a day.
  private void tellOfFight(Result fight) {
    About about = fight.finding().about();
    Instant now = clock.instant();
    Instant before = fights.getOrDefault(about.identityAndVersion(), Instant.EPOCH);
    if (before.isBefore(now.minus(DAY)) && fight.finding().verdict() instanceof Verdict.Fail fail) {
      fights.put(about.identityAndVersion(), now);
      notices.accept(
          new Notice.Fight(
              about,
              fail.fix().stream().map(Change::target).distinct().collect(Collectors.joining(", "))
                  + ", found "
                  + fail.actual()));
    }
  }

  /**
   * Lends an engine for a look at the machine, where the assignment is for it; answers whether it
   * could.
   */
  boolean lend(Assignment assignment, Consumer<Engine> use) {
    return withEngine((windows, engine) -> {
      if (assignment.forMachines().take(windows.facts())) {
        lowPriority.during(() -> {
          use.accept(engine);
          return engine;
        });
      }
    });
  }

  /**
   * Removes for good what lies in quarantine, or stands in the journal, for longer than it is kept.
   * Nothing is removed by a journal that is not as it was written, nor of it.
   *
   * @param keepJournal for how long; empty where nobody can tell
   */
  void tidy(Optional<Assignment> assignment, Optional<Duration> keepJournal) {
    withEngine((windows, engine) -> {
      Optional<String> problem = lowPriority.during(this::problemOfJournal);
      notices.accept(new Notice.JournalVerified(problem));
      if (problem.isEmpty()) {
        assignment.ifPresent(engine::purgeDue);
        keepJournal.ifPresent(keep ->
            lowPriority.during(() -> {
              engine.removeRecords(keep);
              return keep;
            }));
      }
    });
  }

  private Optional<String> problemOfJournal() {
    return new JournalFiles(folders.journal()).verify().broken().map(Break::sentence);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private boolean withEngine(WithEngine work) {
    Optional<RunLock> taken = lock();
    if (taken.isEmpty()) {
      return false;
    }
    try (RunLock lock = taken.get();
        Windows windows = machine.get();
        Journal journal = Journal.open(folders.journal(), clock)) {
      journal.tell(entry -> notices.accept(new Notice.Recorded(entry)));
      Engine engine = new Engine(windows, journal, clock, ThisProgram.identity(), stop);
      writeWhatIsUnwritten(journal); // The engine has ended what an interrupted run left.
      work.accept(windows, engine);
      return true;
    } catch (CancellationException e) {
      notices.accept(
          new Notice.RunLeftOut(
              "The run was broken off before anything was changed: the service stops."));
      return false;
    }
  }

  private void writeWhatIsUnwritten(Journal journal) {
    for (Unwritten next = unwritten.peek(); next != null; next = unwritten.peek()) {
      journal.appendDurably(Event.OF_POLICIES, next.event());
      unwritten.remove();
      next.written().run();
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
}
