package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.rule;
import static org.fettle.engine.TestBed.value;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that dies at any point of an apply leaves every rule wholly before or wholly after,
 * once restarted.
 */
class RecoveryTest {
  private static final String MACHINE =
      """
      machine: { name: LAP-1 }
      registry:
        'HKLM\\SOFTWARE\\Old': { A: { dword: 1 }, '': { text: x } }
        'HKLM\\SOFTWARE\\Old\\Deep': { B: { binary: '00ff' } }
      """;
  private static final RegistryKey NEW = RegistryKey.parse("HKLM\\SOFTWARE\\New\\Deep");
  private static final RegistryKey OLD = RegistryKey.parse("HKLM\\SOFTWARE\\Old");

  /** Stands for the death of the process: nothing in the product catches it. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private static Assignment assignment(TestBed bed) {
    return bed.assignment(
        rule("new", value(NEW.toString(), "Mode", "dword: 1"))
            + rule("old", "registry-key-absent: { key: 'HKLM\\SOFTWARE\\Old' }"),
        policies(automatic("new", "old")));
  }

  @TestFactory
  Stream<DynamicTest> deathBeforeEachRecord(@TempDir Path folder) {
    return IntStream.rangeClosed(1, 22)
        .mapToObj(record ->
            DynamicTest.dynamicTest(
                "before record " + record,
                () -> dieAtRecord(folder.resolve("record-" + record), record)));
  }

  @TestFactory
  Stream<DynamicTest> deathBeforeAndAfterEachWrite(@TempDir Path folder) {
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(write ->
            Stream.of(false, true)
                .map(after ->
                    DynamicTest.dynamicTest(
                        (after ? "after" : "before") + " write " + write,
                        () -> dieAtWrite(folder.resolve("write-" + write + after), write, after))));
  }

  private void dieAtRecord(Path folder, int record) throws Exception {
    java.nio.file.Files.createDirectories(folder);
    TestBed bed = new TestBed(folder, MACHINE);
    Assignment assignment = assignment(bed);
    AtomicInteger records = new AtomicInteger();
    bed.clock =
        new Clock() {
          @Override
          public Instant instant() {
            // The engine asks the clock for its gates as well, so records are counted in the
            // journal.
            if (records.get() > 0 && bed.entries().size() >= record - 1) {
              throw new Death();
            }
            records.incrementAndGet();
            return TestBed.SATURDAY_NIGHT;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    assertThat(catchThrowable(() -> bed.apply(assignment))).isInstanceOf(Death.class);
    bed.clock = Clock.fixed(TestBed.SATURDAY_NIGHT, ZoneOffset.UTC);
    isWholeAfterRestart(bed);
  }

  private void dieAtWrite(Path folder, int write, boolean after) throws Exception {
    java.nio.file.Files.createDirectories(folder);
    TestBed bed = new TestBed(folder, MACHINE);
    Assignment assignment = assignment(bed);
    AtomicInteger writes = new AtomicInteger();
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  boolean dies = writes.incrementAndGet() == write;
                  if (dies && !after) {
                    throw new Death();
                  }
                  real.apply(change);
                  if (dies) {
                    throw new Death();
                  }
                });
    assertThat(catchThrowable(() -> bed.apply(assignment))).isInstanceOf(Death.class);
    bed.seen = machine -> machine;
    isWholeAfterRestart(bed);
  }

  @Test
  void anInterruptedRollbackCanBeMadeAgain(@TempDir Path folder) {
    for (int write = 1; write <= 8; write++) {
      TestBed bed = fixed(folder.resolve("rollback-" + write));
      String first = new TestBed(folder, MACHINE).yaml();
      dieAfterWrite(bed, write, bed::rollback);
      bed.restart();

      for (String rule : List.of("new", "old")) {
        boolean stands =
            new Undo(bed.entries())
                .standing().stream().anyMatch(change -> change.about().rule().equals(rule));
        assertThat(isAfter(bed, rule)).as("%s, write %d", rule, write).isEqualTo(stands);
        assertThat(last(bed, rule) == Outcome.ROLLED_BACK).isNotEqualTo(stands);
      }
      bed.rollback();
      assertThat(bed.yaml()).isEqualTo(first);
      assertThat(new Undo(bed.entries()).standing()).isEmpty();
    }
  }

  @Test
  void aRecoveryThatDiesBeforeItWritesWhatItDidLeavesNothingStanding(@TempDir Path folder) {
    TestBed bed = bed(folder);
    Assignment assignment = assignment(bed);
    dieAfterWrite(bed, 3, () -> bed.apply(assignment));
    dieAfterWrite(bed, 2, bed::restart);
    bed.restart();

    assertThat(bed.yaml()).isEqualTo(new TestBed(folder, MACHINE).yaml());
    assertThat(new Undo(bed.entries()).standing()).isEmpty();
  }

  @Test
  void whatAnotherProgramMadeMeanwhileIsNotTakenBack(@TempDir Path folder) {
    TestBed bed = bed(folder);
    Assignment assignment = assignment(bed);
    Change mode =
        new RegistryValueChange(NEW, "Mode", Optional.empty(), Optional.of(RegistryValue.dword(1)));
    // Somebody is faster by a moment, so the change is refused; and before that is dealt with, the
    // process dies.
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  if (change instanceof RegistryKeyChange key && !key.after()) {
                    throw new Death();
                  }
                  if (change.equals(mode)) {
                    real.apply(change);
                  }
                  real.apply(change);
                });
    assertThat(catchThrowable(() -> bed.apply(assignment))).isInstanceOf(Death.class);
    bed.seen = machine -> machine;
    bed.restart();

    assertThat(bed.machine.registry().value(NEW, "Mode")).contains(RegistryValue.dword(1));
    assertThat(last(bed, "new")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void whatWasBegunForAUserWhoIsAwayIsTakenBackWhenTheyAreBack(@TempDir Path folder) {
    String anna =
        """
        machine: { name: LAP-1 }
        users: [ { sid: S-1-5-21-1-2-3-1104, name: anna, session: active, registry: { 'Software\\A': {} } } ]
        """;
    String rules =
        rule("own", value("HKCU\\Software\\New\\Deep", "Mode", "dword: 1"), "for: each-user");
    for (int write = 1; write <= 3; write++) {
      Path own = folder.resolve("write-" + write);
      bed(own);
      TestBed before = new TestBed(own, anna);
      Assignment assignment = before.assignment(rules, policies(automatic("own")));
      String first = before.yaml();
      dieAfterWrite(before, write, () -> before.apply(assignment));

      TestBed away = new TestBed(own, before.yaml().replace("session: active", "session: none"));
      String halfDone = away.yaml();
      away.check(assignment);
      away.check(assignment);
      assertThat(away.yaml()).as("nothing is written for who is away").isEqualTo(halfDone);

      TestBed back = new TestBed(own, before.yaml());
      back.restart();
      assertThat(back.yaml()).isEqualTo(first);
      assertThat(last(back, "own")).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(new Undo(back.entries()).standing()).isEmpty();
      assertThat(back.journal().isAtRest()).isTrue();
    }
  }

  private static TestBed bed(Path folder) {
    try {
      java.nio.file.Files.createDirectories(folder);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return new TestBed(folder, MACHINE);
  }

  private static TestBed fixed(Path folder) {
    TestBed bed = bed(folder);
    bed.apply(assignment(bed));
    assertThat(isAfter(bed, "new") && isAfter(bed, "old")).isTrue();
    return bed;
  }

  private static void dieAfterWrite(
      TestBed bed, int write, ThrowableAssert.ThrowingCallable command) {
    AtomicInteger writes = new AtomicInteger();
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  real.apply(change);
                  if (writes.incrementAndGet() == write) {
                    throw new Death();
                  }
                });
    assertThat(catchThrowable(command)).isInstanceOf(Death.class);
    bed.seen = machine -> machine;
  }

  private static boolean isAfter(TestBed bed, String rule) {
    return rule.equals("new")
        ? bed.machine.registry().value(NEW, "Mode").isPresent()
        : !bed.machine.registry().exists(OLD);
  }

  private static void isWholeAfterRestart(TestBed bed) {
    bed.restart();

    boolean newIsAfter =
        bed.machine.registry().value(NEW, "Mode").equals(Optional.of(RegistryValue.dword(1)));
    boolean newIsBefore = !bed.machine.registry().exists(RegistryKey.parse("HKLM\\SOFTWARE\\New"));
    boolean oldIsAfter = !bed.machine.registry().exists(OLD);
    boolean oldIsBefore =
        bed.machine.registry().values(OLD).size() == 2
            && bed.machine.registry().values(OLD.child("Deep")).size() == 1;
    assertThat(newIsAfter ^ newIsBefore).as("the rule 'new' is whole").isTrue();
    assertThat(oldIsAfter ^ oldIsBefore).as("the rule 'old' is whole").isTrue();

    assertThat(new JournalFiles(bed.folder.resolve("journal")).verify().broken()).isEmpty();
    assertThat(toldToBeFixed(bed, "new")).isEqualTo(newIsAfter);
    assertThat(toldToBeFixed(bed, "old")).isEqualTo(oldIsAfter);
    assertThat(bed.entries().isEmpty() || bed.journal().isAtRest()).isTrue();

    String machine = bed.yaml();
    bed.restart();
    assertThat(bed.yaml()).as("a second restart changes nothing").isEqualTo(machine);
  }

  private static boolean toldToBeFixed(TestBed bed, String rule) {
    return last(bed, rule) == Outcome.FIXED;
  }

  /** The journal's last word on the rule. */
  private static @Nullable Outcome last(TestBed bed, String rule) {
    Outcome last = null;
    for (Entry entry : bed.entries()) {
      if (entry.event() instanceof Event.Concluded concluded
          && concluded.about().rule().equals(rule)) {
        last = concluded.outcome();
      }
    }
    return last;
  }
}
