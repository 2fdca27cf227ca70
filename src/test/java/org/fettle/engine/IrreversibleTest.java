package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.outcome;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.result;
import static org.fettle.engine.TestBed.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fettle.engine.Engine.Completed;
import org.fettle.engine.Undo.Recorded;
import org.fettle.engine.Undo.Selection;
import org.fettle.journal.Event;
import org.fettle.journal.Journal;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.FilePurgeChange;
import org.fettle.windows.FileRenameChange;
import org.fettle.windows.Windows;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Fixes that cannot be taken back, fixes that take turns, and what becomes of the quarantine. */
class IrreversibleTest {
  private static final String MACHINE =
      """
      machine: { name: LAP-1 }
      users:
        - sid: S-1-5-21-1-2-3-1001
          name: TEST\\user
          self: true
          credentials:
            - { target: 'msteams_adalsso/adal_context_segments', account: anna@contoso.com }
            - { target: 'msteams_adalsso/adal_context_0', account: anna@contoso.com }
            - { target: 'msteams_adalsso/adal_context_1', account: anna@contoso.com }
            - { target: 'Contoso:kept', account: anna@contoso.com }
      files: [ 'C:\\Users\\user\\AppData\\Local\\Contoso\\Cache\\old.db' ]
      """;
  private static final String TOKENS =
      rule(
          "tokens",
          "all: [ { credential-absent: { targets: ['msteams_adalsso/*'], whole-set: true } },"
              + " { registry-value: { key: 'HKCU\\Software\\Contoso', name: Mode, value: { dword: 1 } } } ]",
          "for: each-user");
  private static final String CACHE =
      rule(
          "cache",
          "folder-absent: { path: '%LOCALAPPDATA%\\Contoso\\Cache' }",
          "for: each-user",
          "one-at-a-time: sign-in");
  private static final String MODE =
      rule(
          "mode",
          "registry-value: { key: 'HKCU\\Software\\Contoso', name: Mode, value: { dword: 1 } }",
          "for: each-user",
          "one-at-a-time: sign-in");
  private static final String FOR_GOOD = automatic("tokens") + "irreversible: [tokens]\n";

  /** Stands for the death of the process: nothing in the product catches it. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  @TempDir Path folder;

  private TestBed bed() {
    return new TestBed(folder, MACHINE);
  }

  private static boolean holdsAny(TestBed bed) {
    return bed.yaml().contains("msteams_adalsso");
  }

  private static boolean holdsAll(TestBed bed) {
    return Stream.of("segments", "0", "1")
        .allMatch(name -> bed.yaml().contains("adal_context_" + name));
  }

  @Test
  void withoutAnOptInOfItsOwnItIsBlockedAndNothingIsTouched() {
    TestBed bed = bed();
    String before = bed.yaml();
    Completed completed = bed.apply(bed.assignment(TOKENS, policies(automatic("tokens"))));

    assertThat(outcome(completed, "tokens")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "tokens").reason())
        .contains("cannot be taken back")
        .contains("'irreversible'");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void withItTheReversiblePartComesFirstAndARollbackTakesBackOnlyThat() {
    TestBed bed = bed();
    Completed completed = bed.apply(bed.assignment(TOKENS, policies(FOR_GOOD)));

    assertThat(outcome(completed, "tokens")).isEqualTo(Outcome.FIXED);
    assertThat(result(completed, "tokens").reason()).isEqualTo("This cannot be taken back.");
    assertThat(holdsAny(bed)).isFalse();
    assertThat(bed.yaml()).contains("Contoso:kept").contains("Mode");
    assertThat(
            bed.entries().stream()
                .map(entry -> entry.event())
                .filter(Event.Intended.class::isInstance)
                .map(event -> ((Event.Intended) event).what().isReversible()))
        .containsExactly(true, true, false, false, false);

    Undo undo = new Undo(bed.entries());
    Selection run = new Selection(completed.run(), Optional.empty(), Optional.empty());
    assertThat(undo.forGood(run)).hasSize(3);
    assertThat(undo.standing(run)).hasSize(2);
    assertThat(bed.rollback()).allMatch(taken -> taken.problem().isEmpty());
    assertThat(bed.yaml()).doesNotContain("Mode");
    assertThat(holdsAny(bed)).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> aSetIsWholeOrGoneWhereverTheProcessDies() {
    return IntStream.rangeClosed(1, 5)
        .boxed()
        .flatMap(write ->
            Stream.of(false, true)
                .map(after ->
                    DynamicTest.dynamicTest(
                        (after ? "after" : "before") + " write " + write,
                        () -> dieAtWrite(write, after))));
  }

  private void dieAtWrite(int write, boolean after) throws IOException {
    TestBed bed = new TestBed(Files.createDirectory(folder.resolve(write + "-" + after)), MACHINE);
    Assignment assignment = bed.assignment(TOKENS, policies(FOR_GOOD));
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
    bed.restart();

    // The first two are the key and its value; from the third on there is no way back.
    boolean begun = write > 3 || (write == 3 && after);
    assertThat(holdsAll(bed)).isEqualTo(!begun);
    assertThat(holdsAny(bed)).isEqualTo(!begun);
    assertThat(bed.yaml().contains("Mode")).isEqualTo(begun);
    assertThat(bed.entries().getLast().event()).isInstanceOf(Event.RunEnded.class);
    Outcome outcome = concluded(bed);
    assertThat(outcome).isEqualTo(begun ? Outcome.UNKNOWN : Outcome.ROLLED_BACK);
    bed.restart();
    assertThat(concluded(bed)).isEqualTo(outcome);
    assertThat(bed.check(assignment).results().getFirst().outcome())
        .isEqualTo(begun ? Outcome.COMPLIANT : Outcome.REPORTED);
  }

  private static Outcome concluded(TestBed bed) {
    List<Event.Concluded> all =
        bed.entries().stream()
            .map(entry -> entry.event())
            .filter(Event.Concluded.class::isInstance)
            .map(Event.Concluded.class::cast)
            .toList();
    assertThat(all).hasSize(1);
    return all.getFirst().outcome();
  }

  @Test
  void fixesOfOneWordTakeTurns() {
    TestBed bed = bed();
    Assignment assignment = bed.assignment(MODE + CACHE, policies(automatic("mode", "cache")));

    Completed first = bed.apply(assignment);
    assertThat(outcome(first, "mode")).isEqualTo(Outcome.FIXED);
    assertThat(outcome(first, "cache")).isEqualTo(Outcome.DEFERRED);
    assertThat(result(first, "cache").reason()).startsWith("'mode' is fixed first");
    Completed second = bed.apply(assignment);
    assertThat(outcome(second, "cache")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void whatIsInQuarantineComesBackOrIsPurgedForGood() {
    TestBed bed = bed();
    String before = bed.yaml();
    Assignment assignment = bed.assignment(CACHE, policies(automatic("cache")));
    bed.apply(assignment);
    assertThat(bed.yaml()).contains("Cache.fettle-1\\old.db");
    bed.rollback();
    assertThat(bed.yaml()).isEqualTo(before);

    Completed again = bed.apply(assignment);
    bed.clock = Clock.offset(bed.clock, Duration.ofDays(31));
    List<Recorded> due = due(bed);
    assertThat(due).hasSize(1).allMatch(recorded -> recorded.run().equals(again.run()));
    try (Journal journal = bed.journal()) {
      bed.engine(journal).purge(due);
    }
    assertThat(bed.yaml()).doesNotContain("Cache");
    assertThat(due(bed)).isEmpty();
    assertThat(new Undo(bed.entries()).standing()).isEmpty();
    assertThat(concludedLast(bed)).isEqualTo(Outcome.FIXED);
  }

  @Test
  void anAssignmentSaysHowLongTheQuarantineIsKept() {
    TestBed bed = bed();
    String fix = policies(automatic("cache"));
    bed.apply(bed.assignment(CACHE, fix));
    bed.clock = Clock.offset(bed.clock, Duration.ofDays(31));

    assertThat(purgedBy(bed, bed.assignment(CACHE, fix))).isEmpty();
    assertThat(purgedBy(bed, bed.assignment(CACHE, fix + "quarantine: { keep: 32d }\n"))).isEmpty();
    assertThat(bed.yaml()).contains("Cache.fettle-1");
    Assignment due = bed.assignment(CACHE, fix + "quarantine: { keep: 30d }\n");
    assertThat(purgedBy(bed, due.withPause())).as("while the bundle halts everything").isEmpty();
    assertThat(purgedBy(bed, due)).isPresent();
    assertThat(bed.yaml()).doesNotContain("Cache");
  }

  private static Optional<Completed> purgedBy(TestBed bed, Assignment assignment) {
    try (Journal journal = bed.journal()) {
      return bed.engine(journal).purgeDue(assignment);
    }
  }

  @Test
  void aPlaceThatWasTakenAgainBelongsToWhatWasPutThereLast() {
    TestBed bed = bed();
    Assignment assignment = bed.assignment(CACHE, policies(automatic("cache")));
    bed.apply(assignment);
    // The user empties the quarantine by hand, and much later the cache is put aside again.
    String aside = "C:\\Users\\user\\AppData\\Local\\Contoso\\Cache.fettle-1";
    bed.machine
        .as(bed.machine.users().self().orElseThrow())
        .apply(new FileRenameChange(true, aside, aside.replace(".fettle-1", "")));
    bed.clock = Clock.offset(bed.clock, Duration.ofDays(31));
    Completed again = bed.apply(assignment);

    assertThat(due(bed)).isEmpty();
    assertThat(new Undo(bed.entries()).standing())
        .hasSize(1)
        .allMatch(recorded -> recorded.run().equals(again.run()));
  }

  @Test
  void aPurgeOfWhatIsGoneByNowIsSettledOnce() {
    TestBed bed = bed();
    bed.apply(bed.assignment(CACHE, policies(automatic("cache"))));
    bed.machine
        .as(bed.machine.users().self().orElseThrow())
        .apply(
            new FilePurgeChange(
                "C:\\Users\\user\\AppData\\Local\\Contoso\\Cache.fettle-1", true, false));
    bed.clock = Clock.offset(bed.clock, Duration.ofDays(31));
    try (Journal journal = bed.journal()) {
      bed.engine(journal).purge(due(bed));
    }
    assertThat(concludedLast(bed)).isEqualTo(Outcome.FIXED);
    assertThat(due(bed)).isEmpty();
  }

  @Test
  void aPurgeThatDiesIsCarriedOn() throws IOException {
    for (boolean after : List.of(false, true)) {
      TestBed bed = new TestBed(folder.resolve("after-" + after), MACHINE);
      Files.createDirectory(bed.folder);
      bed.apply(bed.assignment(CACHE, policies(automatic("cache"))));
      bed.clock = Clock.offset(bed.clock, Duration.ofDays(31));
      bed.seen = machine -> dying(machine, after);
      assertThat(
              catchThrowable(() -> {
                try (Journal journal = bed.journal()) {
                  bed.engine(journal).purge(due(bed));
                }
              }))
          .isInstanceOf(Death.class);
      bed.seen = machine -> machine;
      bed.restart();
      // What was announced is carried on: half of it may be gone.
      assertThat(bed.yaml()).doesNotContain("Cache");
      assertThat(due(bed)).isEmpty();
      assertThat(bed.entries().getLast().event()).isInstanceOf(Event.RunEnded.class);
    }
  }

  private static Windows dying(Windows machine, boolean after) {
    return new Unreliable(
        machine,
        (real, change) -> {
          if (after) {
            real.apply(change);
          }
          throw new Death();
        });
  }

  private static List<Recorded> due(TestBed bed) {
    return Engine.inQuarantine(
        new Undo(bed.entries()), bed.clock.instant().minus(Duration.ofDays(30)));
  }

  private static Outcome concludedLast(TestBed bed) {
    return bed.entries().stream()
        .map(entry -> entry.event())
        .filter(Event.Concluded.class::isInstance)
        .map(event -> ((Event.Concluded) event).outcome())
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
