package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.fettle.json.Json;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;

/** What is said of every case of every kind, on whatever machine the case is laid out. */
public final class CaseRun {
  private CaseRun() {}

  /** A machine laid out as a case demands. */
  public interface Bench extends AutoCloseable {
    /** The machine's own view. */
    Windows windows();

    /**
     * The state of the machine as text, read anew: as much of it as a case could change, and the
     * same text for the same state.
     */
    String state();

    /** The text that {@link #state()} would give for such a machine. */
    String stateOf(MachineFile machine);

    @Override
    void close();
  }

  /** Lays out a machine. */
  public interface Laying {
    Bench layOut(KindCase kindCase);
  }

  /** Says all of it; an assertion fails where it does not hold. */
  public static void run(KindCase kindCase, Laying laying) {
    survivesWritingAndReading(kindCase.check());
    try (Bench bench = laying.layOut(kindCase)) {
      String before = bench.state();
      Verdict verdict = judged(kindCase, bench);
      assertThat(bench.state()).as("the machine after judging").isEqualTo(before);
      assertThat(KindCase.Answer.of(verdict))
          .as("the verdict, which is %s", verdict)
          .isEqualTo(kindCase.verdict());
      kindCase.actual().ifPresent(text -> assertThat(actual(verdict)).as("found").isEqualTo(text));
      if (verdict instanceof Verdict.Fail fail) {
        kindCase
            .expected()
            .ifPresent(text -> assertThat(fail.expected()).as("demanded").isEqualTo(text));
        fixes(kindCase, bench, before, fail.fix());
      }
    }
  }

  private static void survivesWritingAndReading(Check check) {
    String json = Json.mapper().writeValueAsString(check);
    assertThat(Json.mapper().readValue(json, Check.class))
        .as("read back from JSON")
        .isEqualTo(check);
    String yaml = Json.yaml().writeValueAsString(check);
    assertThat(Json.yaml().readValue(yaml, Check.class)).as("read back from YAML").isEqualTo(check);
  }

  private static void fixes(KindCase kindCase, Bench bench, String before, List<Change> fix) {
    Optional<MachineFile> fixed = kindCase.fixed();
    if (fixed.isEmpty()) {
      assertThat(fix).as("the fix of a case that may not be fixed").isEmpty();
      return;
    }
    assertThat(fix).as("the fix").isNotEmpty();
    Windows subject = subject(kindCase, bench);
    fix.forEach(subject::apply);
    assertThat(bench.state()).as("the machine after the fix").isEqualTo(bench.stateOf(fixed.get()));
    assertThat(judged(kindCase, bench)).as("judged again").isInstanceOf(Verdict.Pass.class);
    rollsBack(bench, subject, before, fix);
  }

  private static void rollsBack(Bench bench, Windows subject, String before, List<Change> fix) {
    for (Change change : fix.reversed()) {
      if (change.isReversible()) {
        subject.apply(change.inverse());
      } else {
        assertThatThrownBy(() -> subject.apply(change.inverse()))
            .as("taking back %s", change.target())
            .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.FORBIDDEN);
      }
    }
    if (fix.stream().allMatch(Change::isReversible)) {
      assertThat(bench.state()).as("the machine after the rollback").isEqualTo(before);
    }
  }

  private static Verdict judged(KindCase kindCase, Bench bench) {
    return kindCase.check().judge(subject(kindCase, bench));
  }

  private static Windows subject(KindCase kindCase, Bench bench) {
    Windows machine = bench.windows();
    return kindCase.isForUser() ? machine.as(machine.users().self().orElseThrow()) : machine;
  }

  private static String actual(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> pass.actual();
      case Verdict.Fail fail -> fail.actual();
      case Verdict.NotApplicable other -> other.reason();
      case Verdict.Error error -> error.problem();
    };
  }
}
