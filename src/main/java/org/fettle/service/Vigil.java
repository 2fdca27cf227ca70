package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.fettle.engine.Engine;
import org.fettle.engine.Looked;
import org.fettle.journal.Event.About;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Trigger;
import org.fettle.service.Settling.Next;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryWatch;

/**
 * Watches the registry keys that the rules look at. After a change it waits for quiet and looks at
 * those rules anew, which writes nothing down; only where one finds otherwise than before is a run
 * asked for. What the agent itself wrote is thereby no news. A rule whose fix was tried as often as
 * it may be is not watched until it may be tried again. A look or a run that came to nothing is
 * made up for later.
 */
final class Vigil implements AutoCloseable {
  private static final int ROUNDS = 3;

  /**
   * How soon it does things.
   *
   * @param settling how long it waits for quiet
   * @param again how long after a look or a run that came to nothing it looks at all rules, the
   *     first time in a row
   * @param runsPerHour how many runs it asks for; after that it asks for none for a day
   */
  record Pace(Settling.Pace settling, Duration again, int runsPerHour) {
    static final Pace USUAL = new Pace(Settling.Pace.USUAL, Duration.ofSeconds(30), 12);
  }

  /** What it asks its owner for: to be called again, and runs. */
  interface Asks {
    /** To have {@link #look} called at that time; an earlier asking for the same goes. */
    void look(Instant moment);

    /** To have {@link #lookAtAll} called at that time; an earlier asking for that reason goes. */
    void lookAtAll(String reason, Instant moment);

    void run(Instant moment);
  }

  /** Lends an engine, where the assignment is for this machine. */
  interface Lender {
    /** Answers whether it could; not while another run is at work. */
    boolean lend(Consumer<Engine> work);
  }

  private final WatchedKeys keys;
  private final InstantSource clock;
  private final Pace pace;
  private final Asks asks;
  private final Consumer<Notice> notices;
  private final AtomicBoolean isAsked = new AtomicBoolean();
  private volatile Optional<Assignment> assignment = Optional.empty();

  private final FoundBefore before = new FoundBefore();

  private final Settling settling;
  private final RunAllowance allowance;
  private final MakingUp makingUp;

  /** Something was found for which no run was asked for yet. */
  private boolean wantsRun;

  /** A run was asked for that has not ended yet. */
  private boolean awaitsRun;

  Vigil(
      RegistryWatch.Opener watches,
      InstantSource clock,
      Pace pace,
      Asks asks,
      Consumer<Notice> notices) {
    this.clock = clock;
    this.pace = pace;
    makingUp = new MakingUp(pace.again());
    settling = new Settling(pace.settling());
    allowance = new RunAllowance(pace.runsPerHour());
    this.asks = asks;
    this.notices = notices;
    keys = new WatchedKeys(watches.open(this::told));
  }

  /** Goes by another assignment, which may not want it at all. */
  synchronized void goBy(Optional<Assignment> next) {
    assignment =
        next.filter(one ->
            one.schedule().filter(when -> when.at().contains(Trigger.REGISTRY_CHANGE)).isPresent());
    before.forget();
    settling.forget();
    allowance.forget();
    wantsRun = false;
    awaitsRun = false;
    isAsked.set(false);
    makingUp.over();
    keys.forget();
    if (assignment.isPresent()) {
      asks.lookAtAll("policy", clock.instant());
    }
  }

  /**
   * Lets go at once of what is held of users, one of whom signs out; who stays is seen to later.
   */
  void somebodyLeaves(Instant seeTo) {
    if (keys.letGoOfUsers()) {
      asks.lookAtAll("users", seeTo);
    }
  }

  /** Somebody has signed in, whose keys are to be watched from that time on. */
  void somebodyComes(Instant seeTo) {
    if (assignment.isPresent()) {
      asks.lookAtAll("users", seeTo);
    }
  }

  // In a thread of the watch's own: nothing here waits for anybody.
  private void told() {
    askToLook(settling.soon(clock.instant()));
  }

  private void askToLook(Instant moment) {
    if (isAsked.compareAndSet(false, true)) {
      asks.look(moment);
    }
  }

  /** Looks at the rules concerned by what was changed, as soon as it is quiet. */
  void look(Lender engines) {
    orLater(() -> {
      Set<RegistryKey> settled = settled();
      return settled.isEmpty() || engines.lend(engine -> look(engine, settled));
    });
  }

  /** Looks at all rules, for the first time or because who is signed in has changed. */
  void lookAtAll(Lender engines) {
    if (isWatching()) {
      orLater(() -> engines.lend(this::lookAtAll));
    }
  }

  private void orLater(BooleanSupplier look) {
    boolean isDone = false;
    try {
      isDone = look.getAsBoolean();
    } finally {
      if (!isDone) {
        lookAgain();
      }
    }
  }

  private void lookAgain() {
    if (isWatching()) {
      asks.lookAtAll("again", makingUp.after(clock.instant()));
    }
  }

  /** What was changed, when it is quiet; empty when that is waited for. */
  private synchronized Set<RegistryKey> settled() {
    isAsked.set(false);
    if (!isWatching()) {
      return Set.of();
    }
    Instant now = clock.instant();
    return switch (settling.tooEarly(now).orElseGet(() -> settling.after(keys.again(), now))) {
      case Next.Wait wait -> {
        askToLook(wait.until());
        yield Set.of();
      }
      case Next.LookAt look -> look.keys();
    };
  }

  private synchronized void look(Engine engine, Set<RegistryKey> settled) {
    Set<String> concerned = before.concerned(settled);
    takeIn(engine, about -> concerned.contains(about.identity()));
    wantsRun |= before.mayHoldNow(concerned);
    settling.looked(!wantsRun, clock.instant());
    askForRunIfWanted();
  }

  private synchronized void lookAtAll(Engine engine) {
    takeIn(engine, about -> true);
    askForRunIfWanted();
  }

  /** Takes note of what a run has found and left, while its engine is still there. */
  synchronized void after(Engine engine, Engine.Completed done) {
    if (!isWatching()) {
      return;
    }
    wantsRun = false;
    awaitsRun = false;
    makingUp.over();
    keys.again(); // what the run itself has written
    before.ran(done);
    orLater(() -> {
      lookAtAll(engine);
      return true;
    });
  }

  /** A run came to nothing; one that was asked for is asked for again. */
  synchronized void missed() {
    if (awaitsRun) {
      awaitsRun = false;
      wantsRun = true;
      lookAgain();
    }
  }

  /** Looks until all is watched that was looked at. */
  private void takeIn(Engine engine, Predicate<About> which) {
    if (!isWatching()) {
      return;
    }
    Predicate<About> left = which;
    for (int round = 0; round < ROUNDS; round++) {
      List<Looked> found = engine.look(assignment.orElseThrow(), left);
      for (Looked now : found) {
        wantsRun |= before.take(now);
      }
      if (round == 0) {
        before.keepOnly(which, found);
      }
      Set<String> unsure = FoundBefore.concerned(found, keys.only(before.wanted()));
      if (unsure.isEmpty()) {
        break;
      }
      left = about -> unsure.contains(about.identity());
    }
    before.freshAt().ifPresent(moment -> asks.lookAtAll("fresh", moment));
    keys.tellOfUnwatched();
  }

  private void askForRunIfWanted() {
    if (!wantsRun) {
      if (!awaitsRun) {
        makingUp.over();
      }
      return;
    }
    wantsRun = false;
    Instant now = clock.instant();
    awaitsRun = allowance.take(now);
    if (awaitsRun) {
      asks.run(now);
      return;
    }
    keys.only(Set.of());
    asks.lookAtAll("rest", allowance.restUntil());
    notices.accept(
        new Notice.RunLeftOut(
            "The registry is changed back and forth: "
                + pace.runsPerHour()
                + " runs in the last hour were for that. For a day none is made for it; the clock"
                + " and other occasions still have the machine judged."));
  }

  private synchronized boolean isWatching() {
    return assignment.isPresent() && !allowance.rests(clock.instant());
  }

  @Override
  public void close() {
    keys.close();
  }
}
