package org.fettle.policy.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.MachineFacts;

/** A small fleet's bundle, and what its mutations are made of. */
final class SampleBundle {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Instant CREATED = Instant.parse("2026-11-20T08:00:00Z");
  static final Instant NOT_AFTER = Instant.parse("2027-02-01T00:00:00Z");
  static final MachineFacts LAPTOP =
      new MachineFacts("LAP-0117", Optional.of("contoso.com"), "10.0.22631", "x64");

  /** Made once from known bytes, so that seeds mean the same each time. */
  static final SigningKey KEY = key(1);

  static final SigningKey FOREIGN = key(2);
  static final PolicyKeys KEYS = PolicyKeys.parse(KEY.publicKey().text());

  private SampleBundle() {}

  static SigningKey key(int seed) {
    byte[] encoded = new byte[48];
    byte[] head = {
      0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
    };
    System.arraycopy(head, 0, encoded, 0, head.length);
    for (int i = head.length; i < encoded.length; i++) {
      encoded[i] = (byte) (seed * 31 + i);
    }
    return SigningKey.parse(
        "-----BEGIN PRIVATE KEY-----\n"
            + java.util.Base64.getEncoder().encodeToString(encoded)
            + "\n-----END PRIVATE KEY-----\n");
  }

  static String policy(String id) {
    return """
    policy: %s
    version: 1.0.0
    title: Colours
    parameters:
      wall: { type: text, about: The wall., default: red }
    rules:
      - id: wall
        title: The wall has its colour
        why: It looks odd.
        severity: low
        for: machine
        check: { registry-value: { key: 'HKLM\\SOFTWARE\\Colours', name: Wall, value: { text: '${wall}' } } }
      - id: door
        title: The door has its colour
        why: It looks odd.
        severity: low
        for: machine
        check: { registry-value: { key: 'HKLM\\SOFTWARE\\Colours', name: Door, value: { text: blue } } }
    """
        .formatted(id);
  }

  static String assignment(String id, String rest) {
    return "assignment: " + id + "\n" + rest;
  }

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("colours.yaml", policy("colours").getBytes(UTF_8));
    files.put("doors.yaml", policy("doors").getBytes(UTF_8));
    files.put(
        "assignments/everywhere.yaml",
        assignment("everywhere", "policies: [ { policy: colours, fix: { wall: automatic } } ]\n")
            .getBytes(UTF_8));
    files.put(
        "assignments/laptops.yaml",
        assignment(
                "laptops", "for-machines: { name: ['LAP-*'] }\npolicies: [ { policy: doors } ]\n")
            .getBytes(UTF_8));
    return files;
  }

  static BundleWriter.Terms terms(long serial) {
    return new BundleWriter.Terms("fleet", serial, CREATED, NOT_AFTER, false);
  }

  static byte[] signed(long serial) {
    return signed(terms(serial), files(), KEY);
  }

  static byte[] signed(BundleWriter.Terms terms, Map<String, byte[]> files, SigningKey key) {
    try {
      return BundleWriter.signed("new", BundleWriter.unsigned(terms, files), key);
    } catch (BundleException e) {
      throw new AssertionError(e);
    }
  }

  /** The entries of a bundle of that serial: manifest, signature and files. */
  static Map<String, byte[]> entries(long serial) {
    return entries(signed(serial));
  }

  static Map<String, byte[]> entries(byte[] bundle) {
    try {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      for (ZipEntryBytes entry : ZipEntries.of("good", bundle)) {
        entries.put(entry.name(), entry.content(bundle));
      }
      return entries;
    } catch (BundleException e) {
      throw new AssertionError(e);
    }
  }

  /** The entries with another manifest, which the key has signed. */
  static Map<String, byte[]> withManifest(Map<String, byte[]> entries, String manifest) {
    entries.put(EntryName.MANIFEST, manifest.getBytes(UTF_8));
    entries.put(EntryName.SIGNATURE, KEY.sign(manifest.getBytes(UTF_8)).line().getBytes(UTF_8));
    return entries;
  }

  static String manifest(Map<String, byte[]> entries) {
    return new String(entries.get(EntryName.MANIFEST), UTF_8);
  }
}
