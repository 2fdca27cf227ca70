package org.fettle.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fettle.policy.bundle.SampleBundle.KEYS;
import static org.fettle.policy.bundle.SampleBundle.LAPTOP;
import static org.fettle.policy.bundle.SampleBundle.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fettle.policy.bundle.BundleException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Bundles made to harm: each is refused for what it is, and the last good one stays in force. */
class HostileBundleTest {
  private static final long SEED = 20_261_122;
  private static final int OF_EACH = 6;
  private static final int FLIPS = 1_500;

  @TempDir private Path folder;
  private Path inForce;
  private PolicyStore store;

  @BeforeEach
  void aBundleIsInForce() throws Exception {
    putInForce("in-force");
  }

  // In a store of its own, so that one that is wrongly taken does not hide the next.
  private void putInForce(String name) throws Exception {
    inForce = folder.resolve(name);
    store = PolicyStore.in(inForce);
    store.take("good", SampleBundle.signed(HostileBundle.IN_FORCE), KEYS, NOW, LAPTOP);
  }

  static List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>(List.of(Reason.values()));
    reasons.removeAll(HostileBundle.OF_THE_STORE);
    return reasons;
  }

  @Test
  void thereAreMoreThanTwoHundred() {
    assertThat(reasons().size() * OF_EACH).isGreaterThan(200);
  }

  @TestFactory
  Stream<DynamicTest> eachIsRefusedForItsReasonAndTheLastGoodOneStays() {
    return reasons().stream()
        .map(reason ->
            DynamicTest.dynamicTest(
                reason.name(),
                () -> {
                  putInForce(reason.name());
                  for (int i = 0; i < OF_EACH; i++) {
                    refused(reason, SEED + reason.name().hashCode() * 100L + i);
                  }
                }));
  }

  private void refused(Reason reason, long seed) throws Exception {
    String what = "seed " + seed + " of " + reason;
    Map<String, String> before = stored();
    byte[] hostile = new HostileBundle(seed).refusedFor(reason);

    BundleException refused =
        catchThrowableOfType(
            BundleException.class, () -> store.take("offered.zip", hostile, KEYS, NOW, LAPTOP));

    assertThat(refused).as(what).isNotNull();
    assertThat(refused.reason()).as(what + ": " + refused.getMessage()).isEqualTo(reason);
    assertThat(refused.getMessage())
        .as(what)
        .startsWith("offered.zip")
        .matches("offered\\.zip(!\\P{Cc}+?)?(:\\d+:\\d+)?: \\P{Cc}+[.?]")
        .doesNotContain("java", "Exception");
    assertThat(stored()).as(what).isEqualTo(before);
    Bundle loaded = store.load(KEYS).orElseThrow();
    assertThat(loaded.manifest().serial()).as(what).isEqualTo(HostileBundle.IN_FORCE);
  }

  @Test
  void aSingleBitMakesABundleThatIsRefusedOrSaysExactlyTheSame() throws Exception {
    byte[] good = SampleBundle.signed(HostileBundle.IN_FORCE + 1);
    String digest = Bundle.read("good", good, KEYS).digest();
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = good.clone();
      int at = random.nextInt(good.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      try {
        Bundle read = Bundle.read("flipped", flipped, KEYS);
        assertThat(read.digest()).as("byte %s", at).isEqualTo(digest);
        assertThat(SampleBundle.entries(flipped).keySet())
            .as("byte %s", at)
            .isEqualTo(SampleBundle.entries(good).keySet());
      } catch (BundleException e) {
        refused++;
      }
    }
    // What is left are fields of the directory without a meaning here, such as who made the zip.
    assertThat(refused).isBetween(FLIPS * 9 / 10, FLIPS - 1);
  }

  @Test
  void noiseIsRefusedAndNothingElseHappens() {
    Random random = new Random(SEED);
    byte[] good = SampleBundle.signed(HostileBundle.IN_FORCE + 1);
    for (int i = 0; i < 500; i++) {
      byte[] noise = good.clone();
      int from = random.nextInt(noise.length);
      byte[] part = new byte[Math.min(noise.length - from, 8 + random.nextInt(200))];
      random.nextBytes(part);
      System.arraycopy(part, 0, noise, from, part.length);

      assertThat(
              catchThrowableOfType(BundleException.class, () -> Bundle.read("noise", noise, KEYS)))
          .as("noise %s at %s", i, from)
          .isNotNull();
    }
  }

  @Test
  void whatIsPlainlyZippedByOthersIsRead() throws Exception {
    RawZip zip = RawZip.of(SampleBundle.entries(HostileBundle.IN_FORCE + 1));
    for (RawZip.Entry entry : zip.entries) {
      entry.deflate();
      entry.attributes = 0x81A40000L;
      entry.time = 0x6000;
      entry.flags = 0;
    }

    Bundle taken = store.take("zipped", zip.bytes(), KEYS, NOW, LAPTOP);

    assertThat(taken.manifest().serial()).isEqualTo(HostileBundle.IN_FORCE + 1);
    assertThat(store.load(KEYS).orElseThrow().digest()).isEqualTo(taken.digest());
  }

  private Map<String, String> stored() throws IOException {
    Map<String, String> stored = new TreeMap<>();
    try (Stream<Path> files = Files.list(inForce)) {
      for (Path file : files.toList()) {
        stored.put(file.getFileName().toString(), Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return stored;
  }
}
