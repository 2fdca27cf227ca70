package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.rule;
import static org.fettle.engine.TestBed.value;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.fettle.journal.Event;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has to end early ends between two rules, and says what it left. */
class StopTest {
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";
  private static final String RULES =
      rule("a", value(KEY, "A", "dword: 1"))
          + rule("b", value(KEY, "B", "dword: 1"))
          + rule("c", value(KEY, "C", "dword: 1"), "requires: [b]");

  @TempDir Path folder;

  @Test
  void theRuleAtHandIsBroughtToItsEndAndTheRestIsDeferred() {
    TestBed bed = new TestBed(folder, "");
    Assignment assignment = bed.assignment(RULES, policies(automatic("a", "b", "c")));
    AtomicInteger asked = new AtomicInteger();
    Engine.Completed done;
    try (Journal journal = bed.journal()) {
      Planned planned = bed.engine(journal).plan(assignment, Trigger.AGENT, Progress.NONE);
      Engine engine = bed.engine(journal, () -> asked.incrementAndGet() > 1);
      done = engine.apply(assignment, planned, Trigger.AGENT, Progress.NONE);
    }
    assertThat(done.results())
        .extracting(Result::outcome)
        .containsExactly(Outcome.FIXED, Outcome.DEFERRED, Outcome.DEFERRED);
    assertThat(done.results().getLast().reason()).contains("the next run");
    assertThat(done.entries().getLast().event())
        .isEqualTo(
            new Event.RunEnded(java.util.Map.of(Outcome.FIXED, 1, Outcome.DEFERRED, 2), false));
    assertThat(bed.apply(assignment).results())
        .extracting(Result::outcome)
        .as("the next run")
        .containsExactly(Outcome.COMPLIANT, Outcome.FIXED, Outcome.FIXED);
  }

  @Test
  void aStopWhileItJudgesWritesNothingDown() {
    TestBed bed = new TestBed(folder, "");
    Assignment assignment = bed.assignment(RULES, policies(automatic("a", "b", "c")));
    try (Journal journal = bed.journal()) {
      Engine engine = bed.engine(journal, () -> true);
      assertThatThrownBy(() -> engine.plan(assignment, Trigger.AGENT, Progress.NONE))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(bed.entries()).isEqualTo(List.of());
  }
}
