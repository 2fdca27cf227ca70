package org.fettle.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fettle.policy.Rule.Severity;
import org.fettle.report.AgentStatus.Finding;
import org.fettle.report.AgentStatus.Run;

/**
 * What can be said of an agent at a moment: of the service by what it wrote and by what Windows
 * says of it, or, where no service ever wrote anything, of the last run by the journal.
 *
 * @param agent what the service wrote; empty where only the journal is told
 * @param lastRun the run that is told of
 */
public record StatusReport(
    Optional<AgentStatus> agent,
    ServiceSeen service,
    Optional<Run> lastRun,
    AgentHealth health,
    Instant moment) {
  /** How many findings of a run are told one by one; the rest are counted. */
  public static final int MOST_FINDINGS = 10;

  /** Of a service. */
  public static StatusReport of(AgentStatus status, ServiceSeen service, Instant moment) {
    return new StatusReport(
        Optional.of(status),
        service,
        status.lastRun(),
        AgentHealth.of(status, service, moment),
        moment);
  }

  /** Of a machine without one, by its last run. */
  public static StatusReport of(RunReport run, Instant moment) {
    List<Finding> open =
        run.findings().stream()
            .filter(run::isOpen)
            .map(StatusReport::finding)
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .toList();
    Run last =
        new Run(
            run.id(),
            run.assignment(),
            run.ended().orElse(run.started()),
            run.counts(),
            open.size(),
            open.stream().limit(MOST_FINDINGS).toList());
    List<String> unknown =
        run.isComplete()
            ? AgentHealth.notJudged(last)
            : List.of("The last run did not come to its end.");
    return new StatusReport(
        Optional.empty(),
        new ServiceSeen.NotAsked(),
        Optional.of(last),
        new AgentHealth(List.of(), unknown, List.of()),
        moment);
  }

  private static Finding finding(RunReport.Finding finding) {
    return new Finding(
        finding.about().policy() + "/" + finding.about().rule(),
        finding.title(),
        finding.severity().orElse(Severity.LOW),
        finding.about().subject().name(),
        finding.outcome());
  }

  /** 1 where there are problems or findings remain, else 2 where something is not known, else 0. */
  public int exitCode() {
    if (!health.problems().isEmpty() || lastRun.filter(run -> run.open() > 0).isPresent()) {
      return 1;
    }
    return health.unknown().isEmpty() ? 0 : 2;
  }

  /** All in one line, without a line end. */
  public String summary() {
    String well =
        !health.problems().isEmpty()
            ? "the agent has " + Phrases.count(health.problems().size(), "problem", "problems")
            : health.unknown().isEmpty() ? "the agent is well" : "not all is known";
    String found =
        lastRun
            .map(run ->
                run.open() == 0
                    ? ", no findings"
                    : ", " + Phrases.count(run.open(), "finding", "findings"))
            .orElse("");
    return "fettle: " + well + found;
  }
}
