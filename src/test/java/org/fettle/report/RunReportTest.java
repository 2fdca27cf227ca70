package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Outcome;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;
import org.junit.jupiter.api.Test;

class RunReportTest {
  @Test
  void aRunTellsWhereForWhomByWhomAndUnderWhichPolicies() {
    RunReport run = RunReport.of(Samples.applied());
    assertThat(run.id()).isEqualTo(Samples.APPLY);
    assertThat(run.command()).isEqualTo(Event.Command.APPLY);
    assertThat(run.machine()).isEqualTo("LAP-0117");
    assertThat(run.by()).isEqualTo("CONTOSO\\adele");
    assertThat(run.agent()).isEqualTo("0.1.0");
    assertThat(run.assignment()).contains("head-office");
    assertThat(run.policies()).extracting(Event.PolicyInForce::version).contains("1.2.0", "2.0.0");
    assertThat(Times.text(run.started())).isEqualTo("2026-11-21T21:45:00.500Z");
    assertThat(run.isComplete()).isTrue();
  }

  @Test
  void theSampleOfAnApplyHasEveryOutcome() {
    assertThat(RunReport.of(Samples.applied()).counts().keySet())
        .isEqualTo(Set.of(Outcome.values()));
  }

  @Test
  void aCleanRunExitsWith0() {
    assertThat(RunReport.of(Samples.clean()).exitCode()).isZero();
  }

  @Test
  void aFindingWinsOverWhatCouldNotBeJudged() {
    RunReport run = RunReport.of(Samples.messy());
    assertThat(run.counts()).containsKeys(Outcome.REPORTED, Outcome.UNKNOWN);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void withoutAFindingWhatCouldNotBeJudgedExitsWith2() {
    RunReport run = only(Samples.messy(), Outcome.UNKNOWN);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aRunThatDiedIsNeverCalledClean() {
    List<Entry> cut = Samples.clean();
    cut.removeLast();
    assertThat(RunReport.of(cut).counts()).doesNotContainKey(Outcome.UNKNOWN);
    assertThat(RunReport.of(cut).exitCode()).isEqualTo(2);
  }

  @Test
  void takingBackIsASuccessOfARollbackAndAFindingOfAnApply() {
    assertThat(only(Samples.rolledBack(), Outcome.ROLLED_BACK).exitCode()).isZero();
    assertThat(only(Samples.rolledBack(), Outcome.FAILED).exitCode()).isEqualTo(1);
    assertThat(only(Samples.applied(), Outcome.ROLLED_BACK).exitCode()).isEqualTo(1);
  }

  @Test
  void aChangeIsAppliedRefusedOrInDoubt() {
    assertThat(change(RunReport.of(Samples.applied()), 2).state()).isEqualTo(new State.Applied());
    assertThat(change(RunReport.of(Samples.applied()), 6).state())
        .isEqualTo(new State.Refused("Cannot write MachineGuid: access denied (5)."));
    assertThat(change(RunReport.of(Samples.killed()), 2).state()).isEqualTo(new State.Unknown());
  }

  @Test
  void onlyWhatStillStandsHasAnUndoCommand() {
    RunReport run = RunReport.of(Samples.applied());
    assertThat(run.undoCommand(finding(run, "trust-model-data-2016")))
        .contains("fettle rollback " + Samples.APPLY + " --rule trust-model-data-2016");
    assertThat(run.undoCommand(finding(run, "tls-12-enabled"))).isEmpty();
    assertThat(run.undoCommand(finding(run, "conf-handler"))).isEmpty();
  }

  @Test
  void whatAKilledRunHadJudgedStaysTrueAndWhatItHadBegunIsUnknown() {
    RunReport run = RunReport.of(Samples.killed());
    assertThat(finding(run, "trust-model-data-2016").outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(finding(run, "tls-12-enabled").outcome()).isEqualTo(Outcome.REPORTED);
    assertThat(finding(run, "no-disabled-items").outcome()).isEqualTo(Outcome.COMPLIANT);
    assertThat(run.ended()).isEmpty();
  }

  @Test
  void twoSubjectsOfOneRuleAreTwoFindings() {
    assertThat(RunReport.of(Samples.messy()).findings())
        .filteredOn(finding -> finding.about().rule().equals("meeting-add-in-loads"))
        .hasSize(2);
  }

  @Test
  void theRunsOfAJournalKnowWhatALaterRunTookBack() {
    Runs runs = Runs.of(Samples.journal());
    assertThat(runs.runs())
        .extracting(RunReport::id)
        .containsExactly(Samples.CHECK, Samples.APPLY, Samples.ROLLBACK, Samples.INTERRUPTED);
    RunReport applied = runs.named(Samples.APPLY).orElseThrow();
    assertThat(change(applied, 2).undoneBy()).contains(Samples.ROLLBACK + "/1");
    assertThat(applied.undoCommand(finding(applied, "trust-model-data-2016"))).isEmpty();
    assertThat(runs.damage()).hasSize(1);
  }

  @Test
  void aRollbackThatWasInterruptedAndTakenBackLeavesTheChangeStanding() {
    List<Entry> entries = new ArrayList<>(Samples.applied());
    List<Entry> rollback = Samples.rolledBack().subList(0, 3);
    entries.addAll(rollback);
    Entry last = rollback.getLast();
    Event.Intended first = (Event.Intended) rollback.get(1).event();
    for (Event event :
        List.of(
            new Event.Intended(
                2,
                first.about(),
                Event.Purpose.UNDO,
                first.what().inverse(),
                Optional.of(Samples.ROLLBACK + "/1")),
            new Event.Applied(2))) {
      entries.add(new Entry(last.sequence() + 1, last.time(), last.run(), event));
    }
    RunReport applied = Runs.of(entries).named(Samples.APPLY).orElseThrow();
    assertThat(change(applied, 2).undoneBy()).isEmpty();
  }

  @Test
  void aRollbackKnowsWhatItsRulesAreCalled() {
    RunReport rollback = Runs.of(Samples.journal()).named(Samples.ROLLBACK).orElseThrow();
    assertThat(finding(rollback, "trust-model-data-2016").title())
        .isEqualTo("The client trusts the organisation's sign-in servers");
    assertThat(finding(RunReport.of(Samples.rolledBack()), "trust-model-data-2016").title())
        .isEqualTo("trust-model-data-2016");
  }

  @Test
  void aRunIsNamedByItsIdOrByABeginningThatOnlyItHas() {
    Runs runs = Runs.of(Samples.journal());
    assertThat(runs.named("20261121T2145").map(RunReport::id)).contains(Samples.APPLY);
    assertThat(runs.named("20261121")).isEmpty();
    assertThat(runs.named("nothing")).isEmpty();
    assertThat(runs.last().map(RunReport::id)).contains(Samples.INTERRUPTED);
    assertThat(Runs.of(List.of()).last()).isEqualTo(Optional.empty());
  }

  @Test
  void recordsOfSeveralRunsAreNotARun() {
    assertThatThrownBy(() -> RunReport.of(Samples.journal()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RunReport.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSummaryIsNeverLongerThanIntuneKeeps() {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : Samples.clean()) {
      Event event =
          entry.event() instanceof Event.RunStarted started
              ? new Event.RunStarted(
                  started.command(),
                  started.by(),
                  started.agent(),
                  "\u202E".repeat(100_000),
                  started.assignment(),
                  started.policies())
              : entry.event();
      entries.add(new Entry(entry.sequence(), entry.time(), "r".repeat(9_000), event));
    }
    assertThat(Summary.of(RunReport.of(entries)))
        .hasSizeLessThanOrEqualTo(2048)
        .startsWith("fettle: no findings, 2 compliant, 1 not applicable on ‹U+202E›")
        .doesNotContain("\n");
  }

  private static RunReport only(List<Entry> entries, Outcome outcome) {
    RunReport run = RunReport.of(entries);
    List<Finding> findings =
        run.findings().stream().filter(finding -> finding.outcome() == outcome).toList();
    assertThat(findings).isNotEmpty();
    RunReport only =
        new RunReport(
            run.id(),
            run.command(),
            run.started(),
            run.ended(),
            run.interrupted(),
            run.machine(),
            run.by(),
            run.agent(),
            run.assignment(),
            run.policies(),
            findings);
    assertThat(only.counts()).isEqualTo(Map.of(outcome, findings.size()));
    return only;
  }

  private static Finding finding(RunReport run, String rule) {
    return run.findings().stream()
        .filter(finding -> finding.about().rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static RecordedChange change(RunReport run, int number) {
    return run.findings().stream()
        .flatMap(finding -> finding.changes().stream())
        .filter(change -> change.number() == number)
        .findFirst()
        .orElseThrow();
  }
}
