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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.junit.jupiter.api.DynamicTest;
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

  /** What the journal's last word on the rule is. */
  private static boolean toldToBeFixed(TestBed bed, String rule) {
    List<Outcome> told = new ArrayList<>();
    bed.entries()
        .forEach(entry -> {
          if (entry.event() instanceof Event.Concluded concluded
              && concluded.about().rule().equals(rule)) {
            told.add(concluded.outcome());
          }
        });
    return !told.isEmpty() && told.getLast() == Outcome.FIXED;
  }
}
