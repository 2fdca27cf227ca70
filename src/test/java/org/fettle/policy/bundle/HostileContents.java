package org.fettle.policy.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.fettle.policy.bundle.SampleBundle.FOREIGN;
import static org.fettle.policy.bundle.SampleBundle.KEY;
import static org.fettle.policy.bundle.SampleBundle.entries;
import static org.fettle.policy.bundle.SampleBundle.files;
import static org.fettle.policy.bundle.SampleBundle.manifest;
import static org.fettle.policy.bundle.SampleBundle.terms;
import static org.fettle.policy.bundle.SampleBundle.withManifest;

import java.util.Map;
import java.util.Random;
import org.fettle.json.Sha256;

/** Bundles whose zip is good, and whose manifest, signature or policies are not. */
final class HostileContents extends BundleLies {
  HostileContents(Random random) {
    super(random);
  }

  byte[] signed(BundleWriter.Terms terms) {
    return SampleBundle.signed(terms, files(), KEY);
  }

  static BundleWriter.Terms times(java.time.Instant created, java.time.Instant notAfter) {
    return new BundleWriter.Terms("fleet", HostileBundle.IN_FORCE + 1, created, notAfter, false);
  }

  byte[] unsigned() {
    try {
      return BundleWriter.unsigned(terms(HostileBundle.IN_FORCE + 1), files());
    } catch (BundleException e) {
      throw new AssertionError(e);
    }
  }

  byte[] unreadableSignature() {
    String good = new String(zip().get(EntryName.SIGNATURE).data, UTF_8);
    String bad =
        one(
            "",
            good.strip(),
            good + "\n",
            good.replace("ed25519", "rsa"),
            good.replace("ed25519", "none"),
            good.replace("==", ""),
            good.toUpperCase(java.util.Locale.ROOT),
            "\0".repeat(100));
    return with(entry -> entry.content(bad.getBytes(UTF_8)), EntryName.SIGNATURE);
  }

  byte[] badSignature() {
    RawZip zip = zip();
    RawZip.Entry manifest = zip.get(EntryName.MANIFEST);
    RawZip.Entry signature = zip.get(EntryName.SIGNATURE);
    switch (random.nextInt(4)) {
      case 0 -> manifest.content(flipped(manifest.data));
      case 1 -> manifest.content(longer(manifest.data));
      case 2 -> {
        byte[] signed = KEY.sign(manifest.data).signature();
        signature.content(line(flipped(signed)));
      }
      // Another key's, in the name of the one that is believed.
      default -> signature.content(line(FOREIGN.sign(manifest.data).signature()));
    }
    return zip.bytes();
  }

  static byte[] line(byte[] signature) {
    return ManifestSignature.of(KEY.publicKey().id(), signature).line().getBytes(UTF_8);
  }

  byte[] manifestWith(String found, String by) {
    Map<String, byte[]> entries = entries(next());
    String manifest = manifest(entries);
    if (!manifest.contains(found)) {
      throw new AssertionError(found + " is not in\n" + manifest);
    }
    return RawZip.of(withManifest(entries, manifest.replace(found, by))).bytes();
  }

  byte[] badManifest() {
    return switch (random.nextInt(9)) {
      case 0 ->
          manifestWith(
              "\"serial\" : 8",
              "\"serial\" : " + one("0", "-1", "8.5", "\"8\"", "9223372036854775808"));
      case 1 ->
          manifestWith(
              "\"name\" : \"fleet\"", "\"name\" : \"" + one("", "Fleet", "../fleet", "a b") + "\"");
      case 2 ->
          manifestWith(
              "\"paused\" : false",
              "\"paused\" : " + one("null", "0", "\"false\"", "false, \"paused\" : true"));
      case 3 -> manifestWith("\"paused\" : false", "\"paused\" : false, \"more\" : 1");
      case 4 -> manifestWith("2027-02-01", one("2025-02-01", "2027-13-01", "tomorrow"));
      case 5 -> manifestWith("\"doors.yaml\"", "\"colours.yaml\"");
      case 6 -> manifestWith("\"doors.yaml\"", one("\"manifest.json\"", "\"manifest.sig\""));
      case 7 -> manifestWith(Sha256.of(files().get("doors.yaml")), one("", "00", "G".repeat(64)));
      default ->
          RawZip.of(withManifest(entries(next()), one("", "[]", "{", "\"format\"", "{}"))).bytes();
    };
  }

  byte[] mistakes() {
    Map<String, byte[]> files = files();
    switch (random.nextInt(5)) {
      case 0 -> files.put("colours.yaml", "policy: colours\nrules: [".getBytes(UTF_8));
      case 1 -> files.remove("doors.yaml");
      case 2 ->
          files.put(
              "colours.yaml",
              SampleBundle.policy("colours")
                  .replace("registry-value:", "run-script:")
                  .getBytes(UTF_8));
      case 3 ->
          files.put(
              "assignments/other.yaml",
              SampleBundle.assignment("laptops", "policies: [ { policy: doors } ]\n")
                  .getBytes(UTF_8));
      default ->
          files.put(
              "assignments/other.yaml",
              SampleBundle.assignment(
                      "other", "policies: [ { policy: colours, fix: { wall: manual } } ]\n")
                  .getBytes(UTF_8));
    }
    return SampleBundle.signed(terms(HostileBundle.IN_FORCE + 1), files, KEY);
  }
}
