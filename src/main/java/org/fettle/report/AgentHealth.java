package org.fettle.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.journal.Outcome;
import org.fettle.report.AgentStatus.Bundle;
import org.fettle.report.AgentStatus.Kind;
import org.fettle.report.AgentStatus.Policy;
import org.fettle.report.AgentStatus.Run;
import org.fettle.report.AgentStatus.Trouble;
import org.fettle.report.AgentStatus.Use;
import org.fettle.windows.Service;

/**
 * Whether the agent does what it is there for; what it finds of the machine is another matter.
 *
 * @param problems what somebody has to look after, as sentences
 * @param unknown what cannot be told yet or could not be judged
 * @param notes what is worth knowing, and well
 */
public record AgentHealth(List<String> problems, List<String> unknown, List<String> notes) {
  /** How long a laptop may be away from where its policies come from. */
  static final Duration AWAY = Duration.ofDays(1);

  /** How much later than said a run may be: another one may be at work, or the machine asleep. */
  static final Duration LATE = Duration.ofHours(1);

  public AgentHealth {
    problems = List.copyOf(problems);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /** What is to be said of an agent at that moment. */
  public static AgentHealth of(AgentStatus status, ServiceSeen seen, Instant now) {
    Judging judging = new Judging(status, now);
    judging.service(seen);
    judging.policy();
    judging.runs(seen);
    judging.rest();
    return new AgentHealth(judging.problems, judging.unknown, judging.notes);
  }

  /** What to say of a run in which not all could be judged. */
  static List<String> notJudged(Run run) {
    int rules = run.count(Outcome.UNKNOWN);
    return rules == 0
        ? List.of()
        : List.of(
            Phrases.count(rules, "rule", "rules")
                + " could not be judged in the last run; fettle report tells why.");
  }

  private static final class Judging {
    private final AgentStatus status;
    private final Instant now;
    private final List<String> problems = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Judging(AgentStatus status, Instant now) {
      this.status = status;
      this.now = now;
    }

    // Without a switch over patterns, here and in the text: Java spins classes for one at each
    // start, which costs more than all the rest of the judging.
    void service(ServiceSeen seen) {
      if (seen instanceof ServiceSeen.Found found) {
        if (!found.service().running()) {
          problems.add(notRunning(found.service()));
        }
      } else if (seen instanceof ServiceSeen.Missing) {
        problems.add("There is no service Fettle on this computer.");
      } else if (seen instanceof ServiceSeen.Unknown reason) {
        unknown.add(reason.reason());
      } else if (status.stopped().isPresent()) {
        problems.add("The service was stopped at " + Times.text(status.stopped().get()) + ".");
      }
    }

    private String notRunning(Service service) {
      String how =
          status
              .stopped()
              .map(when -> "it was stopped at " + Times.text(when) + ".")
              .orElse(
                  "it did not say that it stops. sc query Fettle shows its exit code, service.log"
                      + " and the Event Log tell more.");
      String then =
          service.start() == Service.Start.DISABLED
              ? " It is disabled, so that nothing starts it."
              : " sc start Fettle starts it.";
      return "The service does not run: " + how + then;
    }

    void policy() {
      Optional<Policy> policy = status.policy();
      if (policy.isEmpty()) {
        problems.add("No policy is in force, so nothing is judged.");
      } else {
        policy(policy.get());
      }
      status.trouble().ifPresent(this::trouble);
    }

    private void policy(Policy policy) {
      String id = policy.assignment().orElse("");
      if (id.isEmpty()) {
        notes.add("What is in force has no assignment for this machine: nothing is judged.");
      } else {
        switch (policy.use()) {
          case JUDGES -> {}
          case NO_SCHEDULE ->
              problems.add(
                  "The assignment " + id + " has no schedule: the service judges nothing by it.");
          case NOT_HERE ->
              notes.add("The assignment " + id + " is for other machines: nothing is judged.");
        }
      }
      policy.bundle().ifPresent(this::bundle);
    }

    private void bundle(Bundle bundle) {
      if (bundle.paused()) {
        notes.add(
            "Fixes are paused: the bundle in force says so. Machines are judged all the same.");
      }
      if (bundle.notAfter().isBefore(now)) {
        notes.add(
            "The last day of the bundle in force is over. It stays in force, but would not be taken"
                + " anew.");
      }
    }

    private void trouble(Trouble trouble) {
      String since = " since " + Times.text(trouble.since());
      String reasons = String.join(" ", trouble.reasons());
      if (trouble.kind() == Kind.REFUSED) {
        problems.add("What " + trouble.source() + " offers is refused" + since + ": " + reasons);
      } else {
        String gone = "It cannot be told what " + trouble.source() + " offers" + since + ": ";
        boolean isLong = trouble.since().plus(AWAY).isBefore(now);
        (isLong ? problems : notes).add(gone + reasons);
      }
    }

    void runs(ServiceSeen seen) {
      boolean judges =
          status
              .policy()
              .filter(one -> one.assignment().isPresent() && one.use() == Use.JUDGES)
              .isPresent();
      if (!judges) {
        return;
      }
      boolean mayRun =
          seen instanceof ServiceSeen.NotAsked ? status.stopped().isEmpty() : isUp(seen);
      status
          .nextRun()
          .filter(due -> mayRun && due.plus(LATE).isBefore(now))
          .ifPresent(due ->
              problems.add(
                  "The run that was due at "
                      + Times.text(due)
                      + " has not been made; service.log may tell why."));
      if (status.lastRun().isEmpty()) {
        unknown.add("This machine has not been judged yet.");
      }
    }

    private static boolean isUp(ServiceSeen seen) {
      return seen instanceof ServiceSeen.Found found && found.service().running();
    }

    void rest() {
      status.lastRun().ifPresent(run -> unknown.addAll(notJudged(run)));
      status
          .leftOut()
          .ifPresent(left -> problems.add(Times.text(left.when()) + ": " + left.reason()));
      for (AgentStatus.Failure failure : status.failures()) {
        String times = failure.times() > 1 ? ", the last of " + failure.times() + " times" : "";
        problems.add(Times.text(failure.last()) + times + ": " + failure.problem());
      }
      for (AgentStatus.Fight fight : status.fights()) {
        problems.add(
            fight.rule()
                + " for "
                + fight.subject()
                + " is set back again and again by something else: "
                + fight.what()
                + ". It is left alone since "
                + Times.text(fight.since())
                + ".");
      }
      status
          .journal()
          .ifPresent(problem -> problems.add("The journal is not as it was written. " + problem));
      problems.addAll(status.weaknesses());
    }
  }
}
