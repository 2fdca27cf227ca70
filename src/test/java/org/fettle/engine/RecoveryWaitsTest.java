package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.rule;
import static org.fettle.engine.TestBed.value;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fettle.journal.Event;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be taken back now waits, for as long as it takes, and is not forgotten. */
class RecoveryWaitsTest {
  private static final String MACHINE =
      "machine: { name: LAP-1 }\nregistry: { 'HKLM\\SOFTWARE': {} }\n";
  private static final String RULE =
      rule("new", value("HKLM\\SOFTWARE\\New\\Deep", "Mode", "dword: 1"));
  private static final int WRITES = 3;

  @TempDir Path folder;

  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private static void dieAt(TestBed bed, int write, boolean after, Assignment assignment) {
    AtomicInteger writes = new AtomicInteger();
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  boolean dies = writes.incrementAndGet() == write;
                  if (!dies || after) {
                    real.apply(change);
                  }
                  if (dies) {
                    throw new Death();
                  }
                });
    assertThat(catchThrowable(() -> bed.apply(assignment))).isInstanceOf(Death.class);
    bed.seen = machine -> machine;
  }

  private static List<Event.Concluded> concluded(TestBed bed) {
    return bed.entries().stream()
        .map(org.fettle.journal.Entry::event)
        .filter(Event.Concluded.class::isInstance)
        .map(Event.Concluded.class::cast)
        .toList();
  }

  private Path own(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void isTakenBack(TestBed bed, String before) {
    bed.restart();
    assertThat(bed.yaml()).isEqualTo(before);
    assertThat(concluded(bed))
        .last()
        .extracting(Event.Concluded::outcome)
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(new Undo(bed.entries()).standing()).isEmpty();
    assertThat(bed.journal().isAtRest()).isTrue();
  }

  @Test
  void whatCannotBeReadWaitsAndIsTakenBackWhenItCan() {
    for (int write = 1; write <= WRITES; write++) {
      TestBed bed = new TestBed(own("write-" + write), MACHINE);
      String before = bed.yaml();
      dieAt(bed, write, true, bed.assignment(RULE, policies(automatic("new"))));

      TestBed denied =
          new TestBed(
              bed.folder,
              bed.yaml() + "denied: [ 'HKLM\\SOFTWARE\\New', 'HKLM\\SOFTWARE\\New\\Deep' ]\n");
      for (int start = 0; start < 2; start++) {
        denied.restart();
        assertThat(concluded(denied)).as("write %d", write).isEmpty();
        assertThat(denied.journal().isAtRest()).isFalse();
        assertThat(new Undo(denied.entries()).standing()).hasSize(write);
      }
      isTakenBack(new TestBed(bed.folder, bed.yaml()), before);
    }
  }

  @Test
  void whatCannotBeWrittenWaitsAndIsTakenBackWhenItCan() {
    for (int write = 1; write <= WRITES; write++) {
      TestBed bed = new TestBed(own("write-" + write), MACHINE);
      String before = bed.yaml();
      dieAt(bed, write, true, bed.assignment(RULE, policies(automatic("new"))));
      String half = bed.yaml();

      bed.seen = machine -> new Unreliable(machine, RecoveryWaitsTest::refuse);
      bed.restart();
      bed.restart();
      assertThat(bed.yaml()).isEqualTo(half);
      assertThat(concluded(bed)).isEmpty();
      bed.seen = machine -> machine;
      isTakenBack(bed, before);
    }
  }

  private static void refuse(Windows machine, Change change) {
    throw WindowsException.failed("write", change.target(), 5);
  }

  @Test
  void whatALaterRunMendedAsAWholeIsNotTakenFromIt() {
    for (int write = 1; write < WRITES; write++) {
      TestBed bed = new TestBed(own("write-" + write), MACHINE);
      Assignment assignment = bed.assignment(RULE, policies(automatic("new")));
      dieAt(bed, write, true, assignment);
      bed.seen =
          machine ->
              new Unreliable(
                  machine,
                  (real, change) -> {
                    if (change instanceof RegistryKeyChange key && !key.after()) {
                      refuse(real, change);
                    }
                    real.apply(change);
                  });
      assertThat(TestBed.outcome(bed.apply(assignment), "new")).isEqualTo(Outcome.FIXED);
      String mended = bed.yaml();

      bed.seen = machine -> machine;
      bed.restart();
      assertThat(bed.yaml()).isEqualTo(mended);
      assertThat(concluded(bed))
          .last()
          .extracting(Event.Concluded::outcome)
          .isEqualTo(Outcome.FIXED);
      assertThat(bed.journal().isAtRest()).isTrue();
    }
  }

  @Test
  void aUserWhoIsAwayForMonthsIsNotForgotten() {
    String anna =
        """
        machine: { name: LAP-1 }
        users: [ { sid: S-1-5-21-1-2-3-1104, name: anna, session: active, registry: { 'Software\\A': {} } } ]
        """;
    TestBed bed = new TestBed(folder, anna);
    String before = bed.yaml();
    Assignment assignment =
        bed.assignment(
            rule("own", value("HKCU\\Software\\New\\Deep", "Mode", "dword: 1"), "for: each-user"),
            policies(automatic("own")));
    dieAt(bed, 1, true, assignment);

    TestBed away = new TestBed(folder, bed.yaml().replace("session: active", "session: none"));
    OffsetDateTime start = TestBed.SATURDAY_NIGHT.atOffset(ZoneOffset.UTC);
    for (int month = 0; month < 6; month++) {
      away.clock = Clock.fixed(start.plusMonths(month).toInstant(), ZoneOffset.UTC);
      away.check(assignment);
      away.check(assignment);
    }
    TestBed back = new TestBed(folder, bed.yaml());
    back.clock = away.clock;
    isTakenBack(back, before);
  }
}
