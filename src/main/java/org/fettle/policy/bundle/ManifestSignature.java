package org.fettle.policy.bundle;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line of {@code manifest.sig}: the algorithm, the key's id and the signature over the
 * bytes of the manifest, in base64. It is the only text that is taken apart before anything is
 * believed, so it is this plain.
 */
record ManifestSignature(String key, String base64) {
  private static final Pattern LINE =
      Pattern.compile("ed25519 ([0-9a-f]{" + PolicyKey.ID_LENGTH + "}) ([A-Za-z0-9+/]{86}==)\n");

  static ManifestSignature of(String key, byte[] signature) {
    return new ManifestSignature(key, Base64.getEncoder().encodeToString(signature));
  }

  static Optional<ManifestSignature> parse(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? Optional.of(new ManifestSignature(parts.group(1), parts.group(2)))
            .filter(read -> of(read.key, read.signature()).equals(read)) // no bits in the padding
        : Optional.empty();
  }

  byte[] signature() {
    return Base64.getDecoder().decode(base64);
  }

  String line() {
    return "ed25519 " + key + " " + base64 + "\n";
  }
}
