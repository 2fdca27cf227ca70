package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.result;
import static org.fettle.engine.TestBed.rule;

import java.nio.file.Path;
import org.fettle.engine.Engine.Completed;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.ServiceRunningChange;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service is brought in order whole, or left as it was. */
class ServicesInEngineTest {
  private static final String RUNS =
      rule("runs", "service-state: { service: msoidsvc, start: [automatic], running: true }");

  @TempDir private Path folder;
  private TestBed bed;
  private String before;

  @BeforeEach
  void aDisabledService() {
    bed = new TestBed(folder, "services: { msoidsvc: { start: disabled } }");
    before = bed.yaml();
  }

  private Assignment runs() {
    return bed.assignment(RUNS, policies(automatic("runs")));
  }

  @Test
  void itIsEnabledStartedVerifiedAndTakenBack() {
    Completed completed = bed.apply(runs());
    assertThat(result(completed, "runs").outcome()).isEqualTo(Outcome.FIXED);
    assertThat(bed.yaml()).contains("start: automatic", "running: true");
    assertThat(bed.apply(runs()).results())
        .extracting(Result::outcome)
        .containsOnly(Outcome.COMPLIANT);
    assertThat(bed.rollback()).hasSize(2).allMatch(taken -> taken.problem().isEmpty());
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void whereItDoesNotStartItsStartTypeIsPutBack() {
    bed.seen =
        windows ->
            new Unreliable(
                windows,
                (machine, change) -> {
                  if (change instanceof ServiceRunningChange running && running.after()) {
                    throw WindowsException.failed("start", "the service msoidsvc", 1069);
                  }
                  machine.apply(change);
                });
    Result result = result(bed.apply(runs()), "runs");
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason())
        .isEqualTo("Cannot start the service msoidsvc: its account could not be signed in (1069).");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void twoRulesThatContradictEachOtherAreNotBothMade() {
    String off =
        rule("off", "service-state: { service: MSOIDSVC, start: [disabled], running: false }");
    Completed completed = bed.apply(bed.assignment(RUNS + off, policies(automatic("runs", "off"))));
    assertThat(result(completed, "off").outcome()).isEqualTo(Outcome.COMPLIANT);
    assertThat(result(completed, "runs").outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "runs").reason()).contains("contradicts the rule 'off'");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void whatTheDenyListNamesIsOnlyReported() {
    bed = new TestBed(folder, "services: { EventLog: { start: automatic, running: true } }");
    before = bed.yaml();
    Assignment assignment =
        bed.assignment(
            rule("log", "service-state: { service: eventlog, start: [disabled], running: false }"),
            policies(automatic("log")));
    Result result = result(bed.apply(assignment), "log");
    assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(result.reason())
        .isEqualTo("service eventlog is never written: it logs what happens on the machine.");
    assertThat(bed.yaml()).isEqualTo(before);
  }
}
