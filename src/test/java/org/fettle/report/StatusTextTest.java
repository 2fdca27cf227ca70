package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.report.StatusSamples.NOW;
import static org.fettle.report.StatusSamples.RUNNING;
import static org.fettle.report.StatusSamples.STOPPED;

import java.util.Optional;
import org.fettle.report.AgentStatus.Kind;
import org.fettle.report.AgentStatus.Use;
import org.fettle.report.StatusSamples.Made;
import org.fettle.windows.Service;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  @Test
  void aHealthyAgentIsTenLines() {
    check("healthy", new Made(), RUNNING, 0);
  }

  @Test
  void whatWasFoundIsToldWorstFirstAndTheRestCounted() {
    check("findings", new Made().lastRun(StatusSamples.withFindings()), RUNNING, 1);
  }

  @Test
  void whatCouldNotBeJudgedIsNotWellAndNoFinding() {
    check("not-all-judged", new Made().lastRun(StatusSamples.notAllJudged()), RUNNING, 2);
  }

  @Test
  void aServiceThatHasJustBegunHasNotJudgedYet() {
    check("fresh", new Made().neverRan(), RUNNING, 2);
  }

  @Test
  void withoutPoliciesNothingIsJudged() {
    check("no-policy", new Made().noPolicy(), RUNNING, 1);
  }

  @Test
  void aPauseIsNoProblemButIsSaid() {
    check(
        "paused",
        new Made()
            .policy(StatusSamples.policy(Optional.of(StatusSamples.bundle(true)), Use.JUDGES)),
        RUNNING,
        0);
  }

  @Test
  void theLastDayOfABundleInForceIsNoProblemButIsSaid() {
    check(
        "over",
        new Made().policy(StatusSamples.policy(Optional.of(StatusSamples.over()), Use.JUDGES)),
        RUNNING,
        0);
  }

  @Test
  void aRefusedPolicyIsAProblemAtOnceWithItsReasons() {
    check(
        "refused",
        new Made()
            .trouble(
                Kind.REFUSED,
                "2026-11-22T09:30:00.000Z",
                "The bundle has serial 40, which is older than 41, the one in force."),
        RUNNING,
        1);
  }

  @Test
  void aSourceOutOfReachForAnHourIsWorthANote() {
    check(
        "away",
        new Made().trouble(Kind.UNREACHABLE, "2026-11-22T09:00:00.000Z", "The name is not known."),
        RUNNING,
        0);
  }

  @Test
  void aSourceOutOfReachForMoreThanADayIsAProblem() {
    check(
        "away-for-long",
        new Made().trouble(Kind.UNREACHABLE, "2026-11-19T09:00:00.000Z", "The name is not known."),
        RUNNING,
        1);
  }

  @Test
  void anAssignmentWithoutAScheduleIsAProblem() {
    check(
        "no-schedule",
        new Made()
            .policy(StatusSamples.policy(Optional.empty(), Use.NO_SCHEDULE))
            .neverRan()
            .noNextRun(),
        RUNNING,
        1);
  }

  @Test
  void anAssignmentForOtherMachinesIsAsItShouldBe() {
    check(
        "not-here",
        new Made().policy(StatusSamples.policy(Optional.empty(), Use.NOT_HERE)).neverRan(),
        RUNNING,
        0);
  }

  @Test
  void aBundleWithNothingForThisMachineIsAsItShouldBe() {
    check(
        "nothing-for-it",
        new Made().policy(StatusSamples.nothingForThisMachine()).neverRan().noNextRun(),
        RUNNING,
        0);
  }

  @Test
  void aRunThatIsLateByMoreThanAnHourIsAProblem() {
    check("late", new Made().nextRun("2026-11-22T08:59:59.000Z"), RUNNING, 1);
    assertThat(report(new Made().nextRun("2026-11-22T09:00:00.000Z"), RUNNING).exitCode()).isZero();
  }

  @Test
  void aServiceThatWasStoppedSaysSo() {
    check("stopped", new Made().stopped("2026-11-22T09:58:00.000Z"), STOPPED, 1);
  }

  @Test
  void aServiceThatDiedIsAskedAfterInItsLog() {
    check("died", new Made().nextRun("2026-11-22T08:00:00.000Z"), STOPPED, 1);
  }

  @Test
  void aDisabledServiceIsNotToBeStartedByHand() {
    check(
        "disabled",
        new Made().stopped("2026-11-22T09:58:00.000Z"),
        StatusSamples.found(Service.Start.DISABLED, false),
        1);
  }

  @Test
  void aServiceThatIsGoneIsAProblem() {
    check("missing", new Made(), new ServiceSeen.Missing(), 1);
  }

  @Test
  void whereWindowsDoesNotTellOfTheServiceThatIsNotKnown() {
    check(
        "not-told",
        new Made(),
        new ServiceSeen.Unknown("Cannot look at the service Fettle: access is denied (5)."),
        2);
  }

  @Test
  void aFightIsAProblem() {
    check("fight", new Made().fight("Enabled is 0 again, for the 5th time"), RUNNING, 1);
  }

  @Test
  void troubleOfAllKindsIsListed() {
    check("troubled", new Made().troubled(), RUNNING, 1);
  }

  @Test
  void hostileTextsAreShownAndNotObeyed() {
    check(
        "hostile",
        new Made()
            .lastRun(StatusSamples.hostile())
            .fight("\u001B]0;x\u0007\r\nfettle: well")
            .trouble(Kind.REFUSED, "2026-11-22T09:30:00.000Z", "\u202Ebad\u2028"),
        RUNNING,
        1);
  }

  @Test
  void aStateFolderFromElsewhereIsToldByItsFiles() {
    check("elsewhere", new Made(), new ServiceSeen.NotAsked(), 0);
  }

  @Test
  void aMachineWithoutAServiceIsToldByItsLastRun() {
    StatusReport report = StatusReport.of(RunReport.of(Samples.messy()), NOW);
    Golden.assertIs("status-machine.golden.txt", StatusText.of(report, Style.PLAIN));
    Golden.assertIs("status-machine.golden.json", JsonStatus.of(report));
    assertThat(report.exitCode()).isEqualTo(1);
  }

  @Test
  void aKilledRunIsNotKnownToBeWell() {
    StatusReport report = StatusReport.of(RunReport.of(Samples.killed()), NOW);
    assertThat(report.health().unknown()).containsExactly("The last run did not come to its end.");
  }

  @Test
  void withoutItsColoursAColouredStatusIsThePlainOne() {
    StatusReport report = report(new Made().lastRun(StatusSamples.withFindings()), RUNNING);
    String coloured = StatusText.of(report, Style.ANSI);
    assertThat(coloured).contains("\u001B[31m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(StatusText.of(report, Style.PLAIN));
  }

  private static StatusReport report(Made made, ServiceSeen service) {
    return StatusReport.of(made.status(), service, NOW);
  }

  private static void check(String name, Made made, ServiceSeen service, int exitCode) {
    StatusReport report = report(made, service);
    String text = StatusText.of(report, Style.PLAIN);
    Golden.assertIs("status-" + name + ".golden.txt", text);
    Golden.assertIs("status-" + name + ".golden.json", JsonStatus.of(report));
    assertThat(report.exitCode()).isEqualTo(exitCode);
    assertThat(text.lines()).allMatch(line -> DisplayWidth.of(line) <= Page.COLUMNS);
  }
}
