package org.fettle.service;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.engine.Engine;
import org.fettle.engine.ThisProgram;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Trigger;
import org.fettle.service.Policies.Look;
import org.fettle.windows.LowPriority;
import org.fettle.windows.RegistryWatch;
import org.fettle.windows.ServiceProgram;
import org.fettle.windows.Windows;

/**
 * The agent as a service: looks after its policies, judges the machine when they say so, fixes what
 * is opted into, and stops between two rules when it is asked to.
 */
final class Agent implements ServiceProgram {
  /**
   * How soon the service does things.
   *
   * @param look how often it looks whether other policies are offered
   * @param afterLogon how long after somebody has signed in the machine is judged: their profile is
   *     still being set up when Windows tells of them
   * @param tidy how long after its start it tidies up, and then once a day
   * @param vigil how soon it sees to changes of the registry
   */
  record Pace(Duration look, Duration afterLogon, Duration tidy, Vigil.Pace vigil) {
    static final Pace USUAL =
        new Pace(
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10),
            Vigil.Pace.USUAL);
  }

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final String RUN = "run";
  private static final String LOOK_AT_POLICIES = "look at policies";
  private static final String TIDY = "tidy";
  private static final String ASKED = "asked";
  private static final String LATER = "later";
  private static final String LOOK_AT_CHANGES = "look at changes";
  private static final String LOOK_AT_ALL = "look at all";

  private final Folders folders;
  private final Policies policies;
  private final Supplier<Optional<Duration>> keepJournal;
  private final Clock clock;
  private final Pace pace;
  private final Consumer<Notice> notices;
  private final Appointments appointments;
  private final Work work;
  private final ReentrantLock machineWork = new ReentrantLock();
  private final Vigil vigil;
  private final PolicyNews news;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());
  private final RunTimes runTimes;

  /**
   * An agent for that machine, which is opened for each run.
   *
   * @param watches of that machine's registry
   * @param keepJournal how long the journal is kept; empty where that cannot be told at the moment
   * @param clock the machine's, in its own zone
   * @param lowPriority how the machine is judged
   */
  Agent(
      Folders folders,
      Policies policies,
      Supplier<Windows> machine,
      RegistryWatch.Opener watches,
      Supplier<Optional<Duration>> keepJournal,
      Clock clock,
      Pace pace,
      LowPriority lowPriority,
      Consumer<Notice> notices) {
    this.folders = folders;
    this.policies = policies;
    this.notices = notices;
    this.keepJournal = keepJournal;
    this.clock = clock;
    this.pace = pace;
    this.work = new Work(folders, machine, clock, this::isStopping, lowPriority, notices);
    this.news =
        new PolicyNews(
            policies, notices, (event, written) -> guarded(() -> work().write(event, written)));
    this.appointments =
        new Appointments(
            Map.of(
                RUN, () -> guarded(() -> alone(RUN, this::judge)),
                LOOK_AT_POLICIES, () -> guarded(this::lookAtPolicies),
                ASKED, () -> guarded(this::doNow),
                TIDY, () -> guarded(() -> alone(TIDY, this::tidy)),
                LOOK_AT_CHANGES,
                    () -> guarded(() -> alone(LOOK_AT_CHANGES, () -> vigil().look(this::lend))),
                LOOK_AT_ALL,
                    () -> guarded(() -> alone(LOOK_AT_ALL, () -> vigil().lookAtAll(this::lend)))));
    this.runTimes =
        new RunTimes(RUN, appointments, machine, new LastRun(folders.state()), clock, notices);
    this.vigil = new Vigil(watches, clock, pace.vigil(), new AtAppointments(), notices);
  }

  @Override
  public void run(Runnable ready) throws Exception {
    try (appointments;
        vigil) {
      Files.createDirectories(folders.state());
      ready.run();
      guarded(work::recover);
      guarded(() -> news.tell(policies.resume()));
      guarded(() -> news.tell(policies.refresh()));
      goBy(policies.current(), Trigger.STARTUP);
      appointInTurns();
      appointments.start();
      notices.accept(new Notice.Started(ThisProgram.version()));
      ClockJumps jumps = new ClockJumps(clock, System::nanoTime);
      while (!end.await(1, TimeUnit.MINUTES)) {
        if (jumps.wasSetBack()) {
          guarded(this::appointAnew);
        }
      }
    }
    Optional<Throwable> error = failure.get();
    if (error.isPresent()) {
      throw new IllegalStateException("A task ended with an error.", error.get());
    }
    notices.accept(new Notice.Stopped());
  }

  private void appointInTurns() {
    appointments.every(LOOK_AT_POLICIES, pace.look(), pace.look());
    appointments.every(TIDY, pace.tidy(), DAY);
  }

  /** The clock was ahead, and was set back: what was appointed by it would come years later. */
  private void appointAnew() {
    appointInTurns();
    vigil.goBy(policies.current());
    runTimes.planNext();
  }

  @Override
  public void stop() {
    end.countDown();
    policies.stop();
  }

  @Override
  public void happened(Occasion occasion) {
    switch (occasion) {
      case LOGON -> {
        runTimes.at(Trigger.LOGON, pace.afterLogon());
        vigil.somebodyComes(clock.instant().plus(pace.afterLogon()));
      }
      case LOGOFF -> vigil.somebodyLeaves(clock.instant().plus(pace.afterLogon()));
      case ASKED -> appointments.once(ASKED, ASKED, clock.instant());
      case RESUME -> {} // What was due in sleep Quartz does by itself.
    }
  }

  private Work work() {
    return work;
  }

  private Vigil vigil() {
    return vigil;
  }

  private boolean lend(Consumer<Engine> use) {
    Optional<Assignment> assignment = policies.current();
    return assignment.isEmpty() || work.lend(assignment.get(), use);
  }

  /** What the vigil asks for becomes an appointment. */
  private final class AtAppointments implements Vigil.Asks {
    @Override
    public void look(Instant moment) {
      appointments.once(LOOK_AT_CHANGES, "change", moment);
    }

    @Override
    public void lookAtAll(String reason, Instant moment) {
      appointments.once(LOOK_AT_ALL, reason, moment);
    }

    @Override
    public void run(Instant moment) {
      appointments.once(RUN, Trigger.REGISTRY_CHANGE.name(), moment);
    }
  }

  private boolean isStopping() {
    return end.getCount() == 0;
  }

  private void judge() {
    Optional<Assignment> assignment = policies.current();
    if (assignment.isPresent()) {
      runTimes.begins();
      judge(assignment.get());
      ClassArchive.makeIfWanted(notices);
      giveMemoryBack();
      runTimes.planNext();
    }
  }

  private void judge(Assignment assignment) {
    boolean isDone = false;
    try {
      isDone = work.judgeAndFix(assignment, vigil::after);
    } finally {
      if (!isDone) {
        vigil.missed();
      }
    }
  }

  // What a run leaves behind would lie there until the next one, hours away.
  private static void giveMemoryBack() {
    System.gc();
  }

  private void lookAtPolicies() {
    Look found = policies.refresh();
    news.tell(found);
    if (found instanceof Look.Taken || found instanceof Look.Withdrawn) {
      goBy(policies.current(), Trigger.POLICY_CHANGE);
    } else {
      runTimes.planNext(); // The machine's clock may have been set.
    }
  }

  /** What an administrator does not want to wait for. */
  private void doNow() {
    policies.hurry();
    lookAtPolicies();
    appointments.once(RUN, ASKED, clock.instant());
  }

  private void tidy() {
    work.tidy(policies.current(), keepJournal.get());
  }

  private void goBy(Optional<Assignment> assignment, Trigger occasion) {
    runTimes.goBy(assignment, occasion);
    vigil.goBy(assignment);
    runTimes.planNext();
  }

  /**
   * One at a time of the tasks that want the machine for themselves, so that the other thread is
   * free for policies; who comes too early comes again.
   */
  private void alone(String task, Runnable work) {
    if (!machineWork.tryLock()) {
      appointments.once(task, LATER, clock.instant().plus(SOON));
      return;
    }
    try {
      work.run();
    } finally {
      machineWork.unlock();
    }
  }

  private static String problem(RuntimeException e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }

  /** One task's trouble never ends the service; an error of the virtual machine does. */
  private void guarded(Runnable task) {
    try {
      if (!isStopping()) {
        task.run();
      }
    } catch (RuntimeException e) {
      notices.accept(new Notice.TaskFailed("A task failed: " + problem(e), e));
    } catch (Error e) {
      failure.set(Optional.of(e));
      stop();
    }
  }
}
