package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fettle.policy.bundle.HostileBundles.IN_FORCE;
import static org.fettle.policy.bundle.HostileBundles.KEYS;
import static org.fettle.policy.bundle.HostileBundles.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fettle.journal.Event;
import org.fettle.policy.Assignment;
import org.fettle.policy.bundle.BundleException;
import org.fettle.policy.bundle.BundleException.Reason;
import org.fettle.policy.bundle.HostileBundles;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.PolicyStore;
import org.fettle.service.BundleSource.Unreachable;
import org.fettle.service.Policies.Look;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force while bundles come, are refused, expire and are gone. */
class SignedPoliciesTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @TempDir Path folder;

  private final OfferedBundle source = new OfferedBundle();
  private final List<Notice> notices = new ArrayList<>();
  private Instant now = NOW;
  private String machineName = "LAP-0117";
  private SignedPolicies policies;

  @BeforeEach
  void start() {
    policies = restarted(KEYS);
  }

  private SignedPolicies restarted(PolicyKeys keys) {
    return new SignedPolicies(
        source,
        keys,
        new SignedPolicies.Kept(PolicyStore.in(folder), new BundleNotes(folder)),
        new SignedPolicies.Asking(new AskTimes(HALF_AN_HOUR, new Random(1)), HALF_AN_HOUR),
        () ->
            new MemoryWindows(
                MachineFile.read(
                    "machine: { name: %s, domain: contoso.com }\n".formatted(machineName))),
        () -> now,
        notices::add);
  }

  private Look restart(PolicyKeys keys) {
    policies = restarted(keys);
    return policies.resume();
  }

  /** Half an hour later, and the jitter. */
  private Look later() {
    now = now.plus(Duration.ofMinutes(34));
    return policies.refresh();
  }

  /** What came of a look, once the journal has it. */
  private Look journalled(Look look) {
    look.record().ifPresent(policies::written);
    return look;
  }

  private Optional<String> assignment() {
    return policies.current().map(Assignment::id);
  }

  private static long serial(Look look) {
    return ((Look.Taken) look).inForce().bundle().orElseThrow().serial();
  }

  private Look taken(long serial) {
    source.offers(HostileBundles.good(serial), "stamp " + serial);
    return policies.refresh();
  }

  @Test
  void aMachineWithoutABundleAsksAtOnceAndTakesWhatIsForIt() {
    assertThat(policies.resume()).isEqualTo(new Look.Unchanged());
    Look look = taken(7);
    assertThat(serial(look)).isEqualTo(7);
    assertThat(assignment()).contains("everywhere + laptops");
    assertThat(look.record())
        .get()
        .isInstanceOfSatisfying(
            Event.PolicyTaken.class,
            event -> {
              assertThat(event.source()).isEqualTo("fleet.zip");
              assertThat(event.bundle()).isEqualTo("fleet");
              assertThat(event.serial()).isEqualTo(7);
              assertThat(event.digest()).hasSize(64);
              assertThat(event.paused()).isFalse();
              assertThat(event.assignment()).contains("everywhere + laptops");
            });
  }

  @Test
  void itIsNotAskedAgainBeforeItsTimeAndThenOnlyForWhatIsNew() {
    taken(7);
    now = now.plus(Duration.ofMinutes(29));
    assertThat(policies.refresh()).isEqualTo(new Look.Unchanged());
    assertThat(source.asked()).hasSize(1);
    assertThat(later()).isEqualTo(new Look.Agreed());
    assertThat(source.asked()).containsExactly(Optional.empty(), Optional.of("stamp 7"));
  }

  @Test
  void aRestartGoesOnWithWhatWasInForceAndDoesNotFetchItAgain() {
    policies.written(taken(7).record().orElseThrow());
    Look resumed = restart(KEYS);
    assertThat(serial(resumed)).isEqualTo(7);
    assertThat(resumed.record()).as("it was written down before").isEmpty();
    assertThat(assignment()).contains("everywhere + laptops");
    assertThat(policies.refresh()).isEqualTo(new Look.Unchanged());
    assertThat(source.asked()).as("it waits for its share").hasSize(1);
    assertThat(later()).isEqualTo(new Look.Agreed());
    assertThat(source.asked()).last().isEqualTo(Optional.of("stamp 7"));
  }

  @Test
  void aTakingThatWasNotWrittenDownBeforeACrashIsSoAtTheNextStart() {
    policies.written(taken(7).record().orElseThrow());
    now = now.plus(HALF_AN_HOUR.multipliedBy(2));
    Optional<Event> record = taken(8).record();
    assertThat(restart(KEYS).record()).as("a crash").isPresent().isEqualTo(record);
    assertThat(restart(KEYS).record()).as("and another").isEqualTo(record);
    policies.written(record.orElseThrow());
    assertThat(restart(KEYS).record()).as("from then on").isEmpty();
  }

  @Test
  void whatWasFetchedCountsOnlyWhereItIsStillInForce() throws IOException {
    taken(7);
    Files.delete(folder.resolve("in-force.zip"));
    assertThat(restart(KEYS)).isInstanceOf(Look.Refused.class);
    assertThat(serial(policies.refresh())).isEqualTo(7);
    assertThat(source.asked()).containsOnly(Optional.empty());
  }

  @Test
  void anOlderBundleIsRefusedOnceAndTheLastGoodOneStays() {
    taken(7);
    source.offers(HostileBundles.good(6), "stamp 6");
    Look refused = later();
    assertThat(((Look.Refused) refused).reasons())
        .containsExactly("fleet.zip: Its serial is 6, which is older than 7, the one in force.");
    assertThat(refused.record())
        .contains(
            new Event.PolicyRefused(
                "fleet.zip",
                List.of("fleet.zip: Its serial is 6, which is older than 7, the one in force.")));
    assertThat(assignment()).contains("everywhere + laptops");
    assertThat(later()).as("the same is not told again").isEqualTo(new Look.Unchanged());
    assertThat(policies.current()).isPresent();
  }

  @Test
  void whatWasRefusedIsReadAnewAndTakenOnceTheClockIsRight() {
    now = Instant.parse("2020-01-01T00:00:00Z");
    assertThat(taken(7)).isInstanceOf(Look.Refused.class);
    now = NOW;
    assertThat(serial(policies.refresh())).isEqualTo(7);
  }

  @Test
  void aRefusalWithTheTimeInItsReasonIsToldOnceAllTheSame() {
    now = Instant.parse("2028-01-01T00:00:00Z");
    Look first = journalled(taken(7));
    assertThat(((Look.Refused) first).reasons().getFirst()).contains("It has expired");
    assertThat(first.record()).isPresent();
    assertThat(later()).isEqualTo(new Look.Unchanged());
    restart(KEYS);
    Look again = policies.refresh();
    assertThat(again)
        .as("for the log and the status of this start")
        .isInstanceOf(Look.Refused.class);
    assertThat(again.record()).as("the journal has it").isEmpty();
  }

  @Test
  void aRefusalRightBeforeACrashIsWrittenDownAtTheNextStart() {
    now = Instant.parse("2028-01-01T00:00:00Z");
    assertThat(taken(7).record()).isPresent();
    restart(KEYS);
    assertThat(journalled(policies.refresh()).record()).isPresent();
    restart(KEYS);
    assertThat(policies.refresh().record()).isEmpty();
  }

  @Test
  void theEndOfARefusalIsTold() {
    taken(7);
    source.offers(HostileBundles.good(6), "stamp 6");
    assertThat(later()).isInstanceOf(Look.Refused.class);
    source.offers(HostileBundles.good(7), "stamp 7 again");
    assertThat(later()).isInstanceOf(Look.Agreed.class);
    assertThat(later()).isEqualTo(new Look.Agreed());
    source.offers(HostileBundles.good(6), "stamp 6");
    assertThat(later().record()).as("it is another refusal").isPresent();
  }

  @Test
  void aSourceThatCannotBeReachedChangesNothingAndIsToldOnce() {
    taken(7);
    source.fails(new Unreachable("fleet.zip: Gone."));
    assertThat(later()).isEqualTo(new Look.Unreachable("fleet.zip: Gone."));
    assertThat(later()).isEqualTo(new Look.Unchanged());
    assertThat(assignment()).contains("everywhere + laptops");
    source.offers(HostileBundles.good(7), "stamp 7");
    assertThat(later()).isInstanceOf(Look.Agreed.class);
  }

  @Test
  void aRefusalIsToldAgainToTheStatusAfterAWhileWithoutContact() {
    taken(7);
    source.offers(HostileBundles.good(6), "stamp 6");
    assertThat(journalled(later())).isInstanceOf(Look.Refused.class);
    source.fails(new Unreachable("fleet.zip: Gone."));
    assertThat(later()).isInstanceOf(Look.Unreachable.class);
    source.offers(HostileBundles.good(6), "stamp 6");
    Look again = later();
    assertThat(again).isInstanceOf(Look.Refused.class);
    assertThat(again.record()).as("but not to the journal").isEmpty();
  }

  @Test
  void aServerInTroubleIsAskedAfterAMinuteAndThenLessOften() {
    source.fails(new Unreachable("fleet.zip: Busy."));
    List<Duration> waits = new ArrayList<>();
    Instant last = now;
    policies.refresh();
    for (int asked = 1; asked < 8; ) {
      now = now.plusSeconds(10);
      policies.refresh();
      if (source.asked().size() > asked) {
        asked = source.asked().size();
        waits.add(Duration.between(last, now));
        last = now;
      }
    }
    assertThat(waits.getFirst()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(70));
    assertThat(waits.get(3)).isBetween(Duration.ofMinutes(4), Duration.ofSeconds(490));
    assertThat(waits.getLast()).isBetween(Duration.ofMinutes(15), Duration.ofSeconds(1_810));
  }

  @Test
  void anExpiredBundleStaysInForceWhichIsToldOnce() {
    taken(7);
    now = Instant.parse("2028-01-01T00:00:00Z");
    assertThat(policies.refresh()).isEqualTo(new Look.Agreed());
    assertThat(later()).isEqualTo(new Look.Agreed());
    assertThat(assignment()).contains("everywhere + laptops");
    assertThat(notices)
        .containsExactly(
            new Notice.Weak(
                "The bundle fleet, serial 7, was to be taken until 2027-02-01T00:00:00Z only. It"
                    + " stays in force; a newer one is missing."));
    assertThat(serial(restart(KEYS))).isEqualTo(7);
    assertThat(notices).hasSize(2);
  }

  @Test
  void keysAreChangedWithBothPinnedForAWhile() {
    taken(7);
    PolicyKeys both = HostileBundles.bothKeys();
    PolicyKeys onlyNew = PolicyKeys.of(List.of(HostileBundles.newKey().publicKey()));
    assertThat(serial(restart(both))).isEqualTo(7);
    source.offers(HostileBundles.goodOf(HostileBundles.newKey(), 8), "stamp 8");
    assertThat(serial(later())).isEqualTo(8);
    assertThat(serial(restart(onlyNew))).isEqualTo(8);
  }

  @Test
  void aKeyThatIsTakenAwayTakesItsBundleWithItAndTheNextGoodOneIsFetchedAtOnce() {
    taken(7);
    Look refused = restart(PolicyKeys.of(List.of(HostileBundles.newKey().publicKey())));
    assertThat(((Look.Refused) refused).reasons().getFirst()).contains("not believed here");
    assertThat(policies.current()).isEmpty();
    source.offers(HostileBundles.goodOf(HostileBundles.newKey(), 8), "stamp 8");
    assertThat(serial(policies.refresh())).isEqualTo(8);
  }

  @Test
  void aHaltComesInANewerBundleAndGoesInTheNext() {
    taken(7);
    assertThat(policies.current().orElseThrow().paused()).isFalse();
    source.offers(HostileBundles.paused(8), "stamp 8");
    Look halted = later();
    assertThat(policies.current().orElseThrow().paused()).isTrue();
    assertThat(((Event.PolicyTaken) halted.record().orElseThrow()).paused()).isTrue();
    restart(KEYS);
    assertThat(policies.current().orElseThrow().paused()).as("after a restart").isTrue();
    source.offers(HostileBundles.good(9), "stamp 9");
    later();
    assertThat(policies.current().orElseThrow().paused()).isFalse();
  }

  @Test
  void aMachineThatIsRenamedTakesWhatIsForItsNewName() {
    taken(7);
    machineName = "DESK-1";
    assertThat(policies.refresh()).isInstanceOf(Look.Taken.class);
    assertThat(assignment()).contains("everywhere");
    assertThat(source.asked()).hasSize(1);
    assertThat(policies.refresh()).isEqualTo(new Look.Unchanged());
  }

  @Test
  void notesThatAreDamagedCostADownloadAndNoMore() throws IOException {
    taken(7);
    Files.writeString(folder.resolve("fetched.json"), "{ what");
    assertThat(serial(restart(KEYS))).isEqualTo(7);
    assertThat(later()).isEqualTo(new Look.Agreed());
    assertThat(source.asked()).containsOnly(Optional.empty());
    later();
    assertThat(source.asked()).last().isEqualTo(Optional.of("stamp 7"));
  }

  @Test
  void moreThanTwoHundredHostileBundlesLeaveTheLastGoodOneInForceEachWithItsOwnReason() {
    source.offers(HostileBundles.good(IN_FORCE), "good");
    assertThat(serial(policies.refresh())).isEqualTo(IN_FORCE);
    Assignment good = policies.current().orElseThrow();
    int hostile = 0;
    byte[] before = {};
    for (Reason reason : HostileBundles.reasons()) {
      for (int seed = 0; seed < 4; seed++) {
        byte[] bytes = HostileBundles.refusedFor(reason, 100L * reason.name().hashCode() + seed);
        String what = reason + ", seed " + seed;
        source.offers(bytes, what);
        now = NOW; // Some are told by the time.
        policies = restarted(KEYS);
        policies.resume();
        now = NOW.plus(Duration.ofMinutes(16));
        Look look = journalled(policies.refresh());
        assertThat(look).as(what).isInstanceOf(Look.Refused.class);
        Look.Refused refused = (Look.Refused) look;
        assertThat(refused.reasons()).as(what).isNotEmpty().allMatch(text -> text.length() > 20);
        assertThat(refused.reasons().getFirst()).as(what).startsWith("fleet.zip");
        BundleException expected =
            catchThrowableOfType(
                BundleException.class,
                () ->
                    PolicyStore.in(folder)
                        .take("fleet.zip", bytes, KEYS, now, HostileBundles.MACHINE));
        assertThat(expected.reason()).as(what).isEqualTo(reason);
        if (reason != Reason.POLICY_MISTAKES) { // whose mistakes are told one by one
          assertThat(refused.reasons()).as(what).containsExactly(expected.getMessage());
        }
        // Where the same bytes come twice the journal has them.
        assertThat(refused.record().isPresent()).as(what).isEqualTo(!Arrays.equals(bytes, before));
        before = bytes;
        assertThat(policies.current()).as(what).contains(good);
        assertThat(new BundleNotes(folder).noted().refused()).as(what).isPresent();
        hostile++;
      }
    }
    assertThat(hostile).isGreaterThan(200);
    assertThat(serial(restart(KEYS))).isEqualTo(IN_FORCE);
  }
}
