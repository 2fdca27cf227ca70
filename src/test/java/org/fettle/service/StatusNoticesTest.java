package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fettle.journal.Event.About;
import org.fettle.journal.Outcome;
import org.fettle.journal.Subject;
import org.fettle.policy.Rule.Severity;
import org.fettle.report.AgentStatus;
import org.fettle.report.AgentStatus.Kind;
import org.fettle.report.AgentStatus.Trouble;
import org.fettle.report.AgentStatus.Use;
import org.fettle.report.AgentStatusFile;
import org.fettle.report.StatusReport;
import org.fettle.service.Notice.InForce;
import org.fettle.service.Notice.SignedBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusNoticesTest {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00.000Z");
  private static final InForce PLAIN =
      new InForce(Optional.of("head-office"), "folder", Optional.empty());
  private static final About ABOUT =
      new About("lync", "1.0.0", "trust", Subject.machine("LAP-0117"));

  @TempDir Path state;

  private Instant now = START;

  private StatusNotices notices() {
    return new StatusNotices(state, () -> now);
  }

  private AgentStatus status() throws IOException {
    return new AgentStatusFile(state).read().orElseThrow();
  }

  private static Notice.RunEnded run(String id, Notice.Open... open) {
    return new Notice.RunEnded(
        id, "head-office", START, Map.of(Outcome.COMPLIANT, 3), List.of(open));
  }

  private static Notice.TaskFailed failed(String problem) {
    return new Notice.TaskFailed(problem, new IllegalStateException(problem));
  }

  @Test
  void aServiceTellsWhatItGoesByAndWhenItRuns() throws IOException {
    StatusNotices notices = notices();
    SignedBundle bundle = new SignedBundle("fleet", 41, "0f3a", START.plusSeconds(60), true);
    notices.accept(
        new Notice.PolicyTaken(
            new InForce(Optional.of("head-office"), "https://x/fleet.zip", Optional.of(bundle))));
    notices.accept(new Notice.NextRun(Optional.of(START.plusSeconds(4))));
    notices.accept(new Notice.Started("1.4.0"));
    AgentStatus status = status();
    assertThat(status.started()).contains(START);
    assertThat(status.stopped()).isEmpty();
    assertThat(status.process()).isEqualTo(ProcessHandle.current().pid());
    assertThat(status.nextRun()).contains(START.plusSeconds(4));
    assertThat(status.policy())
        .contains(
            new AgentStatus.Policy(
                Optional.of("head-office"),
                "https://x/fleet.zip",
                Optional.of(
                    new AgentStatus.Bundle("fleet", 41, "0f3a", START.plusSeconds(60), true)),
                Use.JUDGES,
                START));
    now = START.plusSeconds(9);
    notices.accept(new Notice.Stopped());
    assertThat(status().stopped()).contains(now);
  }

  @Test
  void whatIsTheSameIsNotWrittenAgain() throws IOException {
    StatusNotices notices = notices();
    notices.accept(new Notice.NextRun(Optional.of(START.plusSeconds(4))));
    now = START.plusSeconds(20);
    notices.accept(new Notice.NextRun(Optional.of(START.plusSeconds(4))));
    assertThat(status().written()).isEqualTo(START);
    notices.accept(new Notice.NextRun(Optional.of(START.plusSeconds(5))));
    assertThat(status().written()).isEqualTo(now);
  }

  @Test
  void theLastRunOutlivesAStartButNotItsTrouble() throws IOException {
    StatusNotices first = notices();
    first.accept(run("first"));
    first.accept(failed("No."));
    first.accept(new Notice.Weak("Weak."));
    first.accept(new Notice.Fight(ABOUT, "again"));
    first.accept(new Notice.Stopped());
    notices().accept(new Notice.Started("1.4.0"));
    AgentStatus status = status();
    assertThat(status.lastRun().map(AgentStatus.Run::id)).contains("first");
    assertThat(status.stopped()).isEmpty();
    assertThat(status.failures()).isEmpty();
    assertThat(status.weaknesses()).isEmpty();
    assertThat(status.fights()).isEmpty();
  }

  @Test
  void theFirstFindingsOfARunAreTheWorstAndTheRestIsCounted() throws IOException {
    Notice.Open[] open =
        IntStream.range(0, 30)
            .mapToObj(i ->
                new Notice.Open(
                    ABOUT,
                    "Title " + i,
                    i == 29 ? Severity.CRITICAL : Severity.LOW,
                    Outcome.REPORTED))
            .toArray(Notice.Open[]::new);
    notices().accept(run("one", open));
    AgentStatus.Run run = status().lastRun().orElseThrow();
    assertThat(run.open()).isEqualTo(30);
    assertThat(run.findings()).hasSize(StatusReport.MOST_FINDINGS);
    assertThat(run.findings().getFirst().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(run.count(Outcome.COMPLIANT)).isEqualTo(3);
  }

  @Test
  void troubleKeepsTheTimeItBeganOverARestartAndGoesWhenItIsOver() throws IOException {
    StatusNotices first = notices();
    first.accept(new Notice.PolicyUnreachable("https://x", "No route."));
    now = START.plusSeconds(60);
    first.accept(new Notice.PolicyUnreachable("https://x", "No name."));
    StatusNotices second = notices();
    second.accept(new Notice.PolicyTaken(PLAIN));
    now = START.plusSeconds(120);
    second.accept(new Notice.PolicyUnreachable("https://x", "No name."));
    assertThat(status().trouble())
        .contains(new Trouble(Kind.UNREACHABLE, "https://x", List.of("No name."), START));
    second.accept(new Notice.PolicySettled("https://x"));
    assertThat(status().trouble()).isEmpty();
    second.accept(new Notice.PolicyUnreachable("https://x", "No name."));
    assertThat(status().trouble().map(Trouble::since)).contains(now);
    second.accept(new Notice.PolicyRefused("https://x", List.of("Old."), Optional.empty()));
    assertThat(status().trouble().map(Trouble::kind)).contains(Kind.REFUSED);
    second.accept(new Notice.PolicyTaken(PLAIN));
    assertThat(status().trouble()).isEmpty();
  }

  @Test
  void whatAnAssignmentIsGoodForIsNoted() throws IOException {
    StatusNotices notices = notices();
    notices.accept(new Notice.PolicyTaken(PLAIN));
    notices.accept(new Notice.NoSchedule("head-office"));
    assertThat(status().policy().map(AgentStatus.Policy::use)).contains(Use.NO_SCHEDULE);
    notices.accept(new Notice.PolicyTaken(PLAIN));
    notices.accept(new Notice.NotHere("head-office"));
    assertThat(status().policy().map(AgentStatus.Policy::use)).contains(Use.NOT_HERE);
    notices.accept(new Notice.PolicyWithdrawn("folder"));
    assertThat(status().policy()).isEmpty();
  }

  @Test
  void aFailureThatComesAgainIsCountedAndARunPutsAnEndToIt() throws IOException {
    StatusNotices notices = notices();
    notices.accept(failed("No."));
    now = START.plusSeconds(60);
    notices.accept(failed("No."));
    notices.accept(new Notice.RunLeftOut("Busy."));
    assertThat(status().failures()).containsExactly(new AgentStatus.Failure("No.", 2, START, now));
    assertThat(status().leftOut()).contains(new AgentStatus.LeftOut("Busy.", now));
    notices.accept(run("next"));
    assertThat(status().failures()).isEmpty();
    assertThat(status().leftOut()).isEmpty();
  }

  @Test
  void aFightIsOneHoweverOftenItIsTold() throws IOException {
    StatusNotices notices = notices();
    notices.accept(new Notice.Fight(ABOUT, "4th time"));
    notices.accept(new Notice.Fight(ABOUT, "5th time"));
    assertThat(status().fights())
        .containsExactly(new AgentStatus.Fight("lync/trust", "LAP-0117", "5th time", START));
  }

  @Test
  void itStaysSmallWhateverIsTold() throws IOException {
    StatusNotices notices = notices();
    for (int i = 0; i < 200; i++) {
      String text = i + "x".repeat(100_000);
      notices.accept(failed(text));
      notices.accept(new Notice.Weak(text));
      About about = new About("p", "1", "r" + i, new Subject(Optional.of("S-1"), text));
      notices.accept(new Notice.Fight(about, text));
      notices.accept(
          new Notice.PolicyRefused(
              text, List.of(text, text, text, text, text, text), Optional.empty()));
      notices.accept(new Notice.RunLeftOut(text));
    }
    assertThat(Files.size(state.resolve("status.json"))).isLessThan(32 * 1024);
    assertThat(status().failures())
        .hasSize(5)
        .last()
        .matches(one -> one.problem().startsWith("199"));
  }

  @Test
  void whereNothingCanBeWrittenTheServiceGoesOnAndTheNextNoticeTriesAgain() throws IOException {
    Files.delete(state);
    StatusNotices notices = notices();
    notices.accept(new Notice.Started("1.4.0"));
    Files.createDirectories(state);
    notices.accept(new Notice.NextRun(Optional.empty()));
    assertThat(status().started()).contains(START);
  }

  @Test
  void aFileThatIsNoStatusIsNoReasonNotToStart() throws IOException {
    Files.writeString(state.resolve("status.json"), "{ what }");
    notices().accept(new Notice.Started("1.4.0"));
    assertThat(status().started()).contains(START);
  }
}
