package org.fettle.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fettle.journal.Outcome;
import org.fettle.policy.Rule.Severity;
import org.fettle.report.RunReport.Finding;

/** The findings of a run in the order an admin wants them: what went wrong first, worst first. */
final class Groups {
  private static final List<Outcome> ORDER =
      List.of(
          Outcome.FAILED,
          Outcome.ROLLED_BACK,
          Outcome.REPORTED,
          Outcome.BLOCKED,
          Outcome.DEFERRED,
          Outcome.UNKNOWN,
          Outcome.FIXED,
          Outcome.SKIPPED,
          Outcome.COMPLIANT);

  private static final Comparator<Optional<Severity>> WORST_FIRST =
      Comparator.comparing(
          severity -> severity.orElse(null), Comparator.nullsLast(Comparator.reverseOrder()));

  private Groups() {}

  /** Findings of one outcome, by severity, and within it in their order. */
  record Group(Outcome outcome, List<Finding> findings) {
    /** Whether nothing has to be done about them, so that their number says enough. */
    boolean isQuiet() {
      return outcome == Outcome.COMPLIANT || outcome == Outcome.SKIPPED;
    }
  }

  static List<Group> of(RunReport run) {
    List<Group> groups = new ArrayList<>();
    for (Outcome outcome : ORDER) {
      List<Finding> findings = new ArrayList<>();
      for (Finding finding : run.findings()) {
        if (finding.outcome() == outcome) {
          findings.add(finding);
        }
      }
      if (!findings.isEmpty()) {
        findings.sort(Comparator.comparing(Finding::severity, WORST_FIRST));
        groups.add(new Group(outcome, List.copyOf(findings)));
      }
    }
    return groups;
  }
}
