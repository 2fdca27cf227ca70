package org.fettle.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Outcome;
import org.fettle.policy.Rule.Severity;
import org.fettle.report.AgentStatus.Bundle;
import org.fettle.report.AgentStatus.Failure;
import org.fettle.report.AgentStatus.Fight;
import org.fettle.report.AgentStatus.Finding;
import org.fettle.report.AgentStatus.Kind;
import org.fettle.report.AgentStatus.LeftOut;
import org.fettle.report.AgentStatus.Policy;
import org.fettle.report.AgentStatus.Run;
import org.fettle.report.AgentStatus.Trouble;
import org.fettle.report.AgentStatus.Use;
import org.fettle.windows.Service;

/** Agents in all states, at one moment. */
final class StatusSamples {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00.000Z");
  static final ServiceSeen RUNNING = found(Service.Start.DELAYED, true);
  static final ServiceSeen STOPPED = found(Service.Start.DELAYED, false);

  private static final Instant UP = Instant.parse("2026-11-20T07:59:31.204Z");

  private StatusSamples() {}

  static ServiceSeen found(Service.Start start, boolean running) {
    return new ServiceSeen.Found(new Service("Fettle", "Fettle", start, running, false));
  }

  /** What a status is made of, with what is usual where nothing else is said. */
  static final class Made {
    private Optional<Instant> stopped = Optional.empty();
    private Optional<Policy> policy =
        Optional.of(StatusSamples.policy(Optional.of(bundle(false)), Use.JUDGES));
    private Optional<Trouble> trouble = Optional.empty();
    private Optional<Run> lastRun = Optional.of(compliant());
    private Optional<Instant> nextRun = Optional.of(Instant.parse("2026-11-22T12:42:12.000Z"));
    private Optional<LeftOut> leftOut = Optional.empty();
    private List<Failure> failures = List.of();
    private List<String> weaknesses = List.of();
    private Optional<String> journal = Optional.empty();
    private List<Fight> fights = List.of();

    AgentStatus status() {
      return new AgentStatus(
          AgentStatus.FORMAT,
          "1.4.0",
          4711,
          Instant.parse("2026-11-22T08:42:12.690Z"),
          Optional.of(UP),
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

    Made stopped(String when) {
      stopped = Optional.of(Instant.parse(when));
      return this;
    }

    Made policy(Policy other) {
      policy = Optional.of(other);
      return this;
    }

    Made noPolicy() {
      policy = Optional.empty();
      lastRun = Optional.empty();
      nextRun = Optional.empty();
      return this;
    }

    Made trouble(Kind kind, String since, String... reasons) {
      trouble =
          Optional.of(
              new Trouble(
                  kind,
                  "https://policies.contoso.com/fleet.zip",
                  List.of(reasons),
                  Instant.parse(since)));
      return this;
    }

    Made lastRun(Run other) {
      lastRun = Optional.of(other);
      return this;
    }

    Made neverRan() {
      lastRun = Optional.empty();
      return this;
    }

    Made nextRun(String when) {
      nextRun = Optional.of(Instant.parse(when));
      return this;
    }

    Made noNextRun() {
      nextRun = Optional.empty();
      return this;
    }

    Made troubled() {
      leftOut =
          Optional.of(
              new LeftOut(
                  "Another run was still at work; this one was left out.", NOW.minusSeconds(600)));
      failures =
          List.of(
              new Failure("A task failed: The registry is gone.", 3, UP, NOW.minusSeconds(60)),
              new Failure("A task failed: No.", 1, NOW.minusSeconds(30), NOW.minusSeconds(30)));
      journal = Optional.of("C:\\j\\journal-2026-11.jsonl, line 7: it is no journal record.");
      weaknesses =
          List.of("C:\\Program Files\\Fettle\\runtime is not signed by who signed fettled.exe.");
      return this;
    }

    Made fight(String what) {
      fights =
          List.of(
              new Fight(
                  "client-crypto/tls-12-enabled",
                  "LAP-0117",
                  what,
                  Instant.parse("2026-11-22T09:12:44.871Z")));
      return this;
    }
  }

  static Policy policy(Optional<Bundle> bundle, Use use) {
    String source =
        bundle.isPresent()
            ? "https://policies.contoso.com/fleet.zip"
            : "C:\\ProgramData\\Fettle\\policies";
    return new Policy(Optional.of("head-office"), source, bundle, use, UP);
  }

  static Policy nothingForThisMachine() {
    Policy usual = policy(Optional.of(bundle(false)), Use.JUDGES);
    return new Policy(Optional.empty(), usual.source(), usual.bundle(), usual.use(), usual.since());
  }

  static Bundle bundle(boolean paused) {
    return new Bundle(
        "fleet", 41, "0f3a 9c21 77de 5b10", Instant.parse("2027-06-30T23:59:59.999Z"), paused);
  }

  static Bundle over() {
    return new Bundle(
        "fleet", 41, "0f3a 9c21 77de 5b10", Instant.parse("2026-10-31T23:59:59.999Z"), false);
  }

  static Run compliant() {
    return run(Map.of(Outcome.COMPLIANT, 61, Outcome.FIXED, 2, Outcome.SKIPPED, 9), 0, List.of());
  }

  static Run notAllJudged() {
    return run(Map.of(Outcome.COMPLIANT, 61, Outcome.UNKNOWN, 2), 0, List.of());
  }

  static Run withFindings() {
    return run(
        Map.of(Outcome.COMPLIANT, 44, Outcome.REPORTED, 12, Outcome.BLOCKED, 1, Outcome.FAILED, 1),
        14,
        List.of(
            finding("client-crypto/tls-12-enabled", Severity.HIGH, "LAP-0117", Outcome.FAILED),
            finding("meeting-join/conf-handler", Severity.MEDIUM, "CONTOSO\\anna", Outcome.BLOCKED),
            finding(
                "outlook-add-ins/meeting-add-in-loads",
                Severity.LOW,
                "CONTOSO\\anna",
                Outcome.REPORTED)));
  }

  static Run hostile() {
    String steering = "\u001B[2J\u202E\nall is well";
    return run(
        Map.of(Outcome.REPORTED, 1),
        1,
        List.of(new Finding("p/r", steering, Severity.CRITICAL, steering, Outcome.REPORTED)));
  }

  private static Finding finding(String rule, Severity severity, String whom, Outcome outcome) {
    return new Finding(
        rule,
        "What this rule demands, which for some rules takes a good many words to say ("
            + rule
            + ")",
        severity,
        whom,
        outcome);
  }

  private static Run run(Map<Outcome, Integer> outcomes, int open, List<Finding> findings) {
    return new Run(
        "20261122T084208-7f3a",
        Optional.of("head-office"),
        Instant.parse("2026-11-22T08:42:12.688Z"),
        outcomes,
        open,
        findings);
  }
}
