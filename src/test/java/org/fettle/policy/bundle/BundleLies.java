package org.fettle.policy.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.fettle.policy.bundle.SampleBundle.KEY;
import static org.fettle.policy.bundle.SampleBundle.entries;
import static org.fettle.policy.bundle.SampleBundle.files;
import static org.fettle.policy.bundle.SampleBundle.terms;

import java.util.Arrays;
import java.util.Random;

/** Good bundles, and how a lie is put into one. */
class BundleLies {
  final Random random;

  BundleLies(Random random) {
    this.random = random;
  }

  byte[] next() {
    return SampleBundle.signed(terms(HostileBundle.IN_FORCE + 1), files(), KEY);
  }

  RawZip zip() {
    return RawZip.of(entries(next()));
  }

  interface Lie {
    void of(RawZip.Entry entry);
  }

  byte[] with(Lie lie) {
    return with(
        lie,
        one(EntryName.MANIFEST, EntryName.SIGNATURE, "colours.yaml", "assignments/laptops.yaml"));
  }

  byte[] with(Lie lie, String name) {
    RawZip zip = zip();
    lie.of(zip.get(name));
    return zip.bytes();
  }

  /** With one more file of that name, somewhere among the others. */
  byte[] named(String name) {
    RawZip zip = zip();
    RawZip.Entry entry = zip.add(name, SampleBundle.policy("evil").getBytes(UTF_8));
    zip.entries.remove(entry);
    zip.entries.add(random.nextInt(zip.entries.size() + 1), entry);
    return zip.bytes();
  }

  byte[] without(String name) {
    RawZip zip = zip();
    zip.entries.remove(zip.get(name));
    return zip.bytes();
  }

  String file() {
    return one(
        "colours.yaml", "doors.yaml", "assignments/everywhere.yaml", "assignments/laptops.yaml");
  }

  byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  byte[] longer(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }
}
