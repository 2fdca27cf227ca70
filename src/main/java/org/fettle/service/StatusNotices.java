package org.fettle.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.engine.ThisProgram;
import org.fettle.journal.JournalFiles;
import org.fettle.report.AgentStatus;
import org.fettle.report.AgentStatus.Kind;
import org.fettle.report.AgentStatus.LeftOut;
import org.fettle.report.AgentStatus.Policy;
import org.fettle.report.AgentStatus.Run;
import org.fettle.report.AgentStatus.Trouble;
import org.fettle.report.AgentStatus.Use;
import org.fettle.report.AgentStatusFile;
import org.fettle.report.StatusReport;
import org.fettle.service.Notice.InForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the agent's status in a file, for {@code fettle status}. Where that cannot be written the
 * service goes on, and it is tried again with the next notice.
 */
final class StatusNotices implements Consumer<Notice> {
  private static final Logger LOG = LoggerFactory.getLogger(StatusNotices.class);
  private static final int LONGEST = 500;
  private static final int MOST = 5;

  private final AgentStatusFile file;
  private final InstantSource clock;
  private Optional<AgentStatus> written = Optional.empty();
  private boolean failing;

  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> stopped = Optional.empty();
  private Optional<Policy> policy = Optional.empty();
  private Optional<Trouble> trouble = Optional.empty();
  private Optional<Trouble> troubleBefore;
  private Optional<Run> lastRun;
  private Optional<Instant> nextRun = Optional.empty();
  private Optional<LeftOut> leftOut = Optional.empty();
  private final List<AgentStatus.Failure> failures = new ArrayList<>();
  private final List<String> weaknesses = new ArrayList<>();
  private Optional<String> journal;
  private final List<AgentStatus.Fight> fights = new ArrayList<>();

  /** Notices for the file in that state folder, which goes on from what it says. */
  StatusNotices(Path state, InstantSource clock) {
    this.file = new AgentStatusFile(state);
    this.clock = clock;
    Optional<AgentStatus> before = before();
    lastRun = before.flatMap(AgentStatus::lastRun);
    journal = before.flatMap(AgentStatus::journal);
    troubleBefore = before.flatMap(AgentStatus::trouble);
  }

  private Optional<AgentStatus> before() {
    try {
      return file.read();
    } catch (IOException e) {
      LOG.warn(
          "What the service wrote of itself before cannot be read from {}: {}",
          file.path(),
          e.toString());
      return Optional.empty();
    }
  }

  @Override
  public synchronized void accept(Notice notice) {
    Instant now = clock.instant();
    take(notice, now);
    AgentStatus status = status(written.map(AgentStatus::written).orElse(now));
    if (!written.equals(Optional.of(status))) {
      write(status(now));
    }
  }

  private void take(Notice notice, Instant now) {
    switch (notice) {
      case Notice.Started up -> started = Optional.of(now);
      case Notice.Stopped down -> stopped = Optional.of(now);
      case Notice.TaskFailed failed -> failed(cut(failed.problem()), now);
      case Notice.Failed failed -> failed(cut(failed.problem()), now);
      case Notice.Weak weak -> add(weaknesses, cut(weak.sentence()));
      case Notice.PolicyTaken taken -> {
        policy = Optional.of(policy(taken.inForce(), now));
        trouble = Optional.empty();
        fights.clear();
      }
      case Notice.PolicyRefused refused ->
          trouble(Kind.REFUSED, refused.source(), refused.reasons(), now);
      case Notice.PolicyUnreachable gone ->
          trouble(Kind.UNREACHABLE, gone.source(), List.of(gone.reason()), now);
      case Notice.PolicySettled settled -> trouble = Optional.empty();
      case Notice.PolicyWithdrawn gone -> {
        policy = Optional.empty();
        trouble = Optional.empty();
      }
      case Notice.NoSchedule without -> use(Use.NO_SCHEDULE);
      case Notice.NotHere other -> use(Use.NOT_HERE);
      case Notice.NextRun next -> nextRun = next.moment();
      case Notice.RunEnded ended -> {
        lastRun = Optional.of(run(ended));
        leftOut = Optional.empty();
        failures.clear();
      }
      case Notice.RunLeftOut left -> leftOut = Optional.of(new LeftOut(cut(left.reason()), now));
      case Notice.Fight fight -> fight(fight, now);
      case Notice.JournalVerified verified -> journal = verified.problem().map(StatusNotices::cut);
      case Notice.NotProtected weak -> {} // Then nothing is written.
      case Notice.Noted noted -> {}
      case Notice.Recorded recorded -> {}
    }
  }

  private void failed(String problem, Instant now) {
    Optional<AgentStatus.Failure> same =
        failures.stream().filter(one -> one.problem().equals(problem)).findFirst();
    same.ifPresent(failures::remove);
    int times = same.map(AgentStatus.Failure::times).orElse(0) + 1;
    Instant first = same.map(AgentStatus.Failure::first).orElse(now);
    add(failures, new AgentStatus.Failure(problem, times, first, now));
  }

  private static Policy policy(InForce inForce, Instant now) {
    return new Policy(
        inForce.assignment().map(StatusNotices::cut),
        cut(inForce.source()),
        inForce
            .bundle()
            .map(one ->
                new AgentStatus.Bundle(
                    cut(one.name()),
                    one.serial(),
                    cut(one.signer()),
                    one.notAfter(),
                    one.paused())),
        Use.JUDGES,
        now);
  }

  private void use(Use use) {
    policy =
        policy.map(
            one -> new Policy(one.assignment(), one.source(), one.bundle(), use, one.since()));
  }

  /** Trouble that goes on, over a restart too, began when it began. */
  private void trouble(Kind kind, String source, List<String> reasons, Instant now) {
    Optional<Trouble> same = trouble.or(() -> troubleBefore).filter(one -> one.kind() == kind);
    troubleBefore = Optional.empty();
    trouble =
        Optional.of(
            new Trouble(
                kind,
                cut(source),
                reasons.stream().limit(MOST).map(StatusNotices::cut).toList(),
                same.map(Trouble::since).orElse(now)));
  }

  private static Run run(Notice.RunEnded ended) {
    return new Run(
        ended.run(),
        Optional.of(cut(ended.assignment())),
        ended.moment(),
        ended.outcomes(),
        ended.open().size(),
        ended.open().stream()
            .sorted(Comparator.comparing(Notice.Open::severity).reversed())
            .limit(StatusReport.MOST_FINDINGS)
            .map(one ->
                new AgentStatus.Finding(
                    cut(one.about().policy() + "/" + one.about().rule()),
                    cut(one.title()),
                    one.severity(),
                    cut(one.about().subject().name()),
                    one.outcome()))
            .toList());
  }

  private void fight(Notice.Fight fight, Instant now) {
    String rule = cut(fight.about().policy() + "/" + fight.about().rule());
    String subject = cut(fight.about().subject().name());
    fights.removeIf(one -> one.rule().equals(rule) && one.subject().equals(subject));
    add(fights, new AgentStatus.Fight(rule, subject, cut(fight.what()), now));
  }

  /** Adds to a list that keeps the newest few. */
  private static <T> void add(List<T> list, T one) {
    list.remove(one);
    list.add(one);
    if (list.size() > MOST) {
      list.removeFirst();
    }
  }

  private AgentStatus status(Instant now) {
    return new AgentStatus(
        AgentStatus.FORMAT,
        ThisProgram.version(),
        ProcessHandle.current().pid(),
        now,
        started,
        stopped,
        policy,
        trouble,
        lastRun,
        nextRun,
        leftOut,
        failures,
        weaknesses,
        journal,
        fights);
  }

  private void write(AgentStatus status) {
    try {
      file.write(status);
      written = Optional.of(status);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("Cannot write {}: {}.", file.path(), JournalFiles.reason(e));
      }
      failing = true;
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
