package org.fettle.policy.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.fettle.json.Sha256;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignments;
import org.fettle.policy.FilesInMemory;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.BundleException.Reason;
import org.fettle.windows.MachineFacts;

/**
 * A bundle whose manifest a pinned key has signed and whose files are those of the manifest. All of
 * it comes from the one array of bytes that was verified; nothing is read a second time.
 */
public final class Bundle {
  /** More bytes than these are none that are read. */
  public static final int LARGEST = Limits.BUNDLE;

  /** How much the clocks of the signing machine and of an endpoint may differ. */
  static final Duration CLOCKS_DIFFER = Duration.ofHours(24);

  private final String name;
  private final byte[] bytes;
  private final Manifest manifest;
  private final String digest;
  private final String signer;
  private final NavigableMap<String, byte[]> files;

  private Bundle(String name, byte[] bytes, Contents contents, Manifest manifest, String signer)
      throws BundleException {
    this.name = name;
    this.bytes = bytes;
    this.manifest = manifest;
    this.digest = Sha256.of(contents.manifest());
    this.signer = signer;
    this.files = contents.files(manifest);
  }

  /**
   * Reads and verifies a bundle. Whether it is current, and newer than another, is not asked here.
   *
   * @param name what to call it in messages: a file, an address
   * @throws BundleException when anything about it is not as it must be
   */
  public static Bundle read(String name, byte[] bundle, PolicyKeys keys) throws BundleException {
    byte[] bytes = bundle.clone(); // the caller's array may change; what is verified may not
    Contents contents = Contents.of(name, bytes);
    String signer = signer(name, contents, keys);
    // Not a word of the manifest is read before this.
    Manifest manifest = Manifest.of(name, contents.manifest());
    return new Bundle(name, bytes, contents, manifest, signer);
  }

  private static String signer(String name, Contents contents, PolicyKeys keys)
      throws BundleException {
    byte[] line =
        contents
            .signature()
            .orElseThrow(() ->
                new BundleException(
                    name,
                    Reason.UNSIGNED,
                    "It is not signed: it has no " + EntryName.SIGNATURE + "."));
    String where = name + "!" + EntryName.SIGNATURE;
    ManifestSignature signed =
        ManifestSignature.parse(new String(line, StandardCharsets.ISO_8859_1))
            .orElseThrow(() ->
                new BundleException(
                    where, Reason.SIGNATURE_UNREADABLE, "This is no signature of a bundle."));
    PolicyKey key =
        keys.with(signed.key())
            .orElseThrow(() ->
                new BundleException(
                    where,
                    Reason.FOREIGN_KEY,
                    "It is signed with the key "
                        + signed.key()
                        + ", which is not believed here; believed is "
                        + keys.ids()
                        + "."));
    if (!key.hasSigned(contents.manifest(), signed.signature())) {
      throw new BundleException(
          where,
          Reason.BAD_SIGNATURE,
          "The key " + key.id() + " has not signed this manifest: one of them was changed.");
    }
    return key.id();
  }

  /** What it says of itself. */
  public Manifest manifest() {
    return manifest;
  }

  /** SHA-256 of the manifest, and so of all that matters; in hexadecimal. */
  public String digest() {
    return digest;
  }

  /** The id of the key that signed it. */
  public String signer() {
    return signer;
  }

  /** Whether its last moment has passed. */
  public boolean isExpired(Instant now) {
    return now.isAfter(manifest.notAfter());
  }

  /** The policies and assignments in it. */
  public FilesInMemory files() {
    Map<String, byte[]> copies = new HashMap<>();
    files.forEach((path, content) -> copies.put(path, content.clone()));
    return new FilesInMemory(name + "!", copies);
  }

  /**
   * The assignments in it.
   *
   * @throws PolicyException with every mistake, by its file in the bundle, line and column
   */
  public Assignments assignments() throws PolicyException {
    return Assignments.of(files());
  }

  /**
   * What of it is for that machine, as one assignment, halted where the bundle says so; empty where
   * nothing is.
   *
   * @throws PolicyException with every mistake, or with what of two assignments contradicts
   */
  public Optional<Assignment> assignmentFor(MachineFacts machine) throws PolicyException {
    return assignments()
        .joinedFor(machine)
        .map(joined -> manifest.paused() ? joined.withPause() : joined);
  }

  /**
   * Refuses it before its time and after it.
   *
   * @throws BundleException when it has expired, or was made later than it is now by the clock here
   */
  public void requireCurrent(Instant now) throws BundleException {
    if (isExpired(now)) {
      throw new BundleException(
          name,
          Reason.EXPIRED,
          "It has expired: it was good until "
              + manifest.notAfter()
              + ", and by the clock here it is "
              + now
              + ".");
    }
    if (manifest.created().isAfter(now.plus(CLOCKS_DIFFER))) {
      throw new BundleException(
          name,
          Reason.FROM_THE_FUTURE,
          "It was made at "
              + manifest.created()
              + ", and by the clock here it is only "
              + now
              + ". One of the two clocks is wrong.");
    }
  }

  /** All of it, as it was read. */
  public byte[] bytes() {
    return bytes.clone();
  }

  String name() {
    return name;
  }
}
