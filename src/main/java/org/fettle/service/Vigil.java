package org.fettle.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.fettle.engine.Engine;
import org.fettle.engine.Looked;
import org.fettle.journal.Event.About;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Trigger;
import org.fettle.report.Escapes;
import org.fettle.service.Settling.Next;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the registry keys that the rules look at. After a change it waits for quiet and looks at
 * those rules anew, which writes nothing down; only where one finds otherwise than before is a run
 * asked for. What the agent itself wrote is thereby no news. A rule whose fix was tried as often as
 * it may be is not watched until it may be tried again.
 */
final class Vigil implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);
  private static final int ROUNDS = 3;
  private static final int LONGEST_NAME = 300;

  /**
   * How soon it does things.
   *
   * @param settling how long it waits for quiet
   * @param runsPerHour how many runs it asks for; after that it asks for none for a day
   */
  record Pace(Settling.Pace settling, int runsPerHour) {
    static final Pace USUAL = new Pace(Settling.Pace.USUAL, 12);
  }

  /** What it asks its owner for: to be called again, and runs. */
  interface Asks {
    /** To have {@link #look} called at that time; an earlier asking for the same goes. */
    void look(Instant moment);

    /** To have {@link #lookAtAll} called at that time; an earlier asking for that reason goes. */
    void lookAtAll(String reason, Instant moment);

    void run(Instant moment);
  }

  /** Lends an engine, where the assignment is for this machine and no other run is at work. */
  interface Lender {
    void lend(Consumer<Engine> work);
  }

  private final RegistryWatch watch;
  private final InstantSource clock;
  private final Pace pace;
  private final Asks asks;
  private final Consumer<Notice> notices;
  private final AtomicBoolean isAsked = new AtomicBoolean();
  private volatile Set<RegistryKey> keys = Set.of();

  private volatile Optional<Assignment> assignment = Optional.empty();

  private final FoundBefore before = new FoundBefore();

  private final Settling settling;
  private final RunAllowance allowance;
  private Set<RegistryKey> toldUnwatched = Set.of();

  Vigil(
      RegistryWatch.Opener watches,
      InstantSource clock,
      Pace pace,
      Asks asks,
      Consumer<Notice> notices) {
    this.clock = clock;
    this.pace = pace;
    settling = new Settling(pace.settling());
    allowance = new RunAllowance(pace.runsPerHour());
    this.asks = asks;
    this.notices = notices;
    watch = watches.open(this::told);
  }

  /** Goes by another assignment, which may not want it at all. */
  synchronized void goBy(Optional<Assignment> next) {
    assignment =
        next.filter(one ->
            one.schedule().filter(when -> when.at().contains(Trigger.REGISTRY_CHANGE)).isPresent());
    before.forget();
    settling.forget();
    allowance.forget();
    toldUnwatched = Set.of();
    watchOnly(Set.of());
    if (assignment.isPresent()) {
      asks.lookAtAll("policy", clock.instant());
    }
  }

  /**
   * Lets go at once of what is held of users, one of whom signs out; who stays is seen to later.
   */
  void somebodyLeaves(Instant seeTo) {
    Set<RegistryKey> held = keys;
    if (!held.isEmpty()) {
      watch.watch(held.stream().filter(key -> key.hive() != Hive.HKU).collect(Collectors.toSet()));
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
    Set<RegistryKey> settled = settled();
    if (!settled.isEmpty()) {
      engines.lend(engine -> look(engine, settled));
    }
  }

  /** Looks at all rules, for the first time or because who is signed in has changed. */
  void lookAtAll(Lender engines) {
    if (isWatching()) {
      engines.lend(this::lookAtAll);
    }
  }

  /** What was changed, when it is quiet; empty when that is waited for. */
  private synchronized Set<RegistryKey> settled() {
    isAsked.set(false);
    if (!isWatching()) {
      return Set.of();
    }
    Instant now = clock.instant();
    return switch (settling.tooEarly(now).orElseGet(() -> settling.after(watch.again(), now))) {
      case Next.Wait wait -> {
        askToLook(wait.until());
        yield Set.of();
      }
      case Next.LookAt look -> look.keys();
    };
  }

  private synchronized void look(Engine engine, Set<RegistryKey> settled) {
    Set<String> concerned = before.concerned(settled);
    boolean isNews = looked(engine, about -> concerned.contains(about.identity()));
    isNews |= before.mayHoldNow(concerned);
    settling.looked(!isNews, clock.instant());
    if (isNews) {
      askForRun();
    }
  }

  private synchronized void lookAtAll(Engine engine) {
    if (looked(engine, about -> true)) {
      askForRun();
    }
  }

  /** Takes note of what a run has found and left, while its engine is still there. */
  synchronized void after(Engine engine, Engine.Completed done) {
    if (!isWatching()) {
      return;
    }
    watch.again(); // what the run itself has written
    before.ran(done);
    lookAtAll(engine);
  }

  /** Looks until all is watched that was looked at; answers whether a run has to see to it. */
  private boolean looked(Engine engine, Predicate<About> which) {
    if (!isWatching()) {
      return false;
    }
    boolean isNews = false;
    Predicate<About> left = which;
    for (int round = 0; round < ROUNDS; round++) {
      List<Looked> found = engine.look(assignment.orElseThrow(), left);
      for (Looked now : found) {
        isNews |= before.take(now);
      }
      if (round == 0) {
        before.keepOnly(which, found);
      }
      Set<String> unsure = FoundBefore.concerned(found, watchOnly(before.wanted()));
      if (unsure.isEmpty()) {
        break;
      }
      left = about -> unsure.contains(about.identity());
    }
    before.freshAt().ifPresent(moment -> asks.lookAtAll("fresh", moment));
    tellOfUnwatched();
    return isNews;
  }

  private Set<RegistryKey> watchOnly(Set<RegistryKey> wanted) {
    keys = wanted;
    return watch.watch(wanted);
  }

  private void askForRun() {
    Instant now = clock.instant();
    if (allowance.take(now)) {
      asks.run(now);
      return;
    }
    watchOnly(Set.of());
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

  private void tellOfUnwatched() {
    Set<RegistryKey> unwatched = watch.unwatched();
    if (!unwatched.isEmpty() && !unwatched.equals(toldUnwatched)) {
      LOG.warn(
          "{} of {} registry keys cannot be watched, such as {}; changes there wait for the clock.",
          unwatched.size(),
          keys.size(),
          Escapes.visible(unwatched.iterator().next().toString(), LONGEST_NAME));
    }
    toldUnwatched = unwatched;
  }

  @Override
  public void close() {
    watch.close();
  }
}
