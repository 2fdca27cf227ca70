package org.fettle.policy.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fettle.policy.bundle.SampleBundle.FOREIGN;
import static org.fettle.policy.bundle.SampleBundle.KEY;
import static org.fettle.policy.bundle.SampleBundle.KEYS;
import static org.fettle.policy.bundle.SampleBundle.LAPTOP;
import static org.fettle.policy.bundle.SampleBundle.NOT_AFTER;
import static org.fettle.policy.bundle.SampleBundle.NOW;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.BundleException.Reason;
import org.fettle.windows.MachineFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyStoreTest {
  @TempDir private Path folder;
  private PolicyStore store;

  @BeforeEach
  void anEmptyStore() {
    store = PolicyStore.in(folder.resolve("policy"));
  }

  @Test
  void nothingIsInForceAtFirst() throws Exception {
    assertThat(store.load(KEYS)).isEmpty();
    assertThat(folder.resolve("policy")).doesNotExist();
  }

  @Test
  void aNewerBundleTakesThePlaceOfTheOneInForce() throws Exception {
    take(7, KEYS);
    take(8, KEYS);
    take(1_000, KEYS);

    assertThat(store.load(KEYS).orElseThrow().manifest().serial()).isEqualTo(1_000);
    assertThat(folder.resolve("policy").toFile().list())
        .containsExactlyInAnyOrder("in-force.zip", "serial.txt");
  }

  @Test
  void theSameBundleMayComeAgainAndNothingIsWritten() throws Exception {
    take(7, KEYS);
    Path file = folder.resolve("policy/in-force.zip");
    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file, longAgo);

    take(7, KEYS);

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
  }

  @Test
  void theSameContentSignedWithTheNewKeyIsKept() throws Exception {
    PolicyKeys both = PolicyKeys.parse(KEY.publicKey().text() + " " + FOREIGN.publicKey().text());
    PolicyKeys onlyNew = PolicyKeys.parse(FOREIGN.publicKey().text());
    take(7, KEYS);
    byte[] resigned = BundleWriter.signed("b", SampleBundle.signed(7), FOREIGN);

    store.take("resigned", resigned, both, NOW, LAPTOP);

    assertThat(store.load(onlyNew).orElseThrow().signer()).isEqualTo(FOREIGN.publicKey().id());
  }

  @Test
  void aBundleOfAKeyThatIsNoLongerBelievedIsNotLoadedAndItsSerialStillCounts() throws Exception {
    PolicyKeys onlyNew = PolicyKeys.parse(FOREIGN.publicKey().text());
    take(7, KEYS);

    assertThat(reason(() -> store.load(onlyNew))).isEqualTo(Reason.FOREIGN_KEY);
    byte[] older = SampleBundle.signed(SampleBundle.terms(6), SampleBundle.files(), FOREIGN);
    assertThat(reason(() -> store.take("b", older, onlyNew, NOW, LAPTOP))).isEqualTo(Reason.OLDER);
    byte[] newer = SampleBundle.signed(SampleBundle.terms(8), SampleBundle.files(), FOREIGN);
    store.take("b", newer, onlyNew, NOW, LAPTOP);
    assertThat(store.load(onlyNew).orElseThrow().manifest().serial()).isEqualTo(8);
  }

  @Test
  void whatWasChangedOnTheDiskIsNotLoadedAndTheSameBundleMendsIt() throws Exception {
    take(7, KEYS);
    Path file = folder.resolve("policy/in-force.zip");
    byte[] changed = Files.readAllBytes(file);
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    assertThat(reason(() -> store.load(KEYS))).isNotNull();

    take(7, KEYS);

    assertThat(store.load(KEYS).orElseThrow().manifest().serial()).isEqualTo(7);
  }

  @Test
  void anOlderBundleLaidThereByHandIsNotLoaded() throws Exception {
    take(7, KEYS);
    Files.write(folder.resolve("policy/in-force.zip"), SampleBundle.signed(6));

    assertThat(reason(() -> store.load(KEYS))).isEqualTo(Reason.OLDER);
    assertThat(reason(() -> take(6, KEYS))).isEqualTo(Reason.OLDER);
  }

  @Test
  void aBundleThatIsGoneIsToldAndItsSerialStillCounts() throws Exception {
    take(7, KEYS);
    Files.delete(folder.resolve("policy/in-force.zip"));

    assertThat(reason(() -> store.load(KEYS))).isEqualTo(Reason.STORE_DAMAGED);
    assertThat(reason(() -> take(6, KEYS))).isEqualTo(Reason.OLDER);
    take(7, KEYS);
    assertThat(store.load(KEYS)).isPresent();
  }

  @Test
  void aSerialThatCannotBeReadIsToldAndNothingIsTaken() throws Exception {
    take(7, KEYS);
    for (String damaged :
        new String[] {"", "7\n", "fleet 9999999999999999999 " + "0".repeat(64) + "\n"}) {
      Files.writeString(folder.resolve("policy/serial.txt"), damaged);

      assertThat(reason(() -> store.load(KEYS))).isEqualTo(Reason.STORE_DAMAGED);
      assertThat(reason(() -> take(8, KEYS))).isEqualTo(Reason.STORE_DAMAGED);
    }
  }

  @Test
  void aCrashBeforeTheMoveLeavesTheOldOne() throws Exception {
    take(7, KEYS);
    Files.writeString(folder.resolve("policy/in-force.zip.new"), "half a bun");

    assertThat(store.load(KEYS).orElseThrow().manifest().serial()).isEqualTo(7);
    take(8, KEYS);
    assertThat(store.load(KEYS).orElseThrow().manifest().serial()).isEqualTo(8);
    assertThat(folder.resolve("policy/in-force.zip.new")).doesNotExist();
  }

  @Test
  void aCrashBetweenTheBundleAndItsSerialLeavesTheNewOneAndItsSerialCounts() throws Exception {
    take(7, KEYS);
    Files.write(folder.resolve("policy/in-force.zip"), SampleBundle.signed(9));

    assertThat(store.load(KEYS).orElseThrow().manifest().serial()).isEqualTo(9);
    assertThat(reason(() -> take(8, KEYS))).isEqualTo(Reason.OLDER);
    take(9, KEYS);
    assertThat(folder.resolve("policy/serial.txt")).content().startsWith("fleet 9 ");
  }

  @Test
  void anExpiredBundleStaysInForceButIsNotTaken() throws Exception {
    take(7, KEYS);
    Instant after = NOT_AFTER.plusMillis(1);

    assertThat(store.load(KEYS).orElseThrow().isExpired(after)).isTrue();
    assertThat(store.load(KEYS).orElseThrow().isExpired(NOT_AFTER)).isFalse();
    assertThat(reason(() -> store.take("b", SampleBundle.signed(8), KEYS, after, LAPTOP)))
        .isEqualTo(Reason.EXPIRED);
    store.take("b", SampleBundle.signed(8), KEYS, NOT_AFTER, LAPTOP);
  }

  @Test
  void aConflictRefusesTheBundleOnlyOnAMachineThatTakesBoth() throws Exception {
    Map<String, byte[]> files = SampleBundle.files();
    files.put(
        "assignments/laptops.yaml",
        SampleBundle.assignment(
                "laptops",
                """
                for-machines: { name: ['LAP-*'] }
                policies: [ { policy: colours, parameters: { wall: green } } ]
                """)
            .getBytes(UTF_8));
    byte[] bundle = SampleBundle.signed(SampleBundle.terms(7), files, KEY);

    BundleException refused =
        catchThrowableOfType(
            BundleException.class, () -> store.take("b", bundle, KEYS, NOW, LAPTOP));

    assertThat(refused.reason()).isEqualTo(Reason.POLICY_MISTAKES);
    assertThat(refused).hasMessageContaining("'everywhere'").hasMessageContaining("'laptops'");
    assertThat(((PolicyException) refused.getCause()).mistakes()).hasSize(1);
    MachineFacts desk = new MachineFacts("DESK-1", Optional.empty(), "10.0.22631", "x64");
    store.take("b", bundle, KEYS, NOW, desk);
    assertThat(store.load(KEYS)).isPresent();
  }

  private void take(long serial, PolicyKeys keys) throws Exception {
    store.take("serial " + serial, SampleBundle.signed(serial), keys, NOW, LAPTOP);
  }

  private static Reason reason(ThrowingCallable call) {
    BundleException refused = catchThrowableOfType(BundleException.class, call);
    assertThat(refused).isNotNull();
    return refused.reason();
  }
}
