package org.fettle.policy.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.json.Sha256;
import org.fettle.policy.bundle.BundleException.Reason;

/**
 * What is in a zip that may be a bundle, not believed yet. Only the manifest and the signature are
 * unpacked before the signature was verified.
 */
final class Contents {
  private final String bundle;
  private final byte[] bytes;
  private final byte[] manifest;
  private final Optional<byte[]> signature;
  private final List<ZipEntryBytes> entries;

  private Contents(
      String bundle,
      byte[] bytes,
      byte[] manifest,
      Optional<byte[]> signature,
      List<ZipEntryBytes> entries) {
    this.bundle = bundle;
    this.bytes = bytes;
    this.manifest = manifest;
    this.signature = signature;
    this.entries = entries;
  }

  static Contents of(String bundle, byte[] bytes) throws BundleException {
    List<ZipEntryBytes> entries = ZipEntries.of(bundle, bytes);
    byte[] manifest =
        content(entries, bytes, EntryName.MANIFEST, Limits.MANIFEST)
            .orElseThrow(() ->
                new BundleException(
                    bundle,
                    Reason.NO_MANIFEST,
                    "This is no policy bundle: it has no " + EntryName.MANIFEST + "."));
    Optional<byte[]> signature = content(entries, bytes, EntryName.SIGNATURE, Limits.SIGNATURE);
    return new Contents(bundle, bytes, manifest, signature, entries);
  }

  /** The bytes of {@code manifest.json}. */
  byte[] manifest() {
    return manifest;
  }

  /** The bytes of {@code manifest.sig}, where there is one. */
  Optional<byte[]> signature() {
    return signature;
  }

  /** The other files, which have to be exactly those of the manifest. */
  NavigableMap<String, byte[]> files(Manifest of) throws BundleException {
    Map<String, Manifest.Listed> listed = new HashMap<>();
    of.files().forEach(file -> listed.put(file.path(), file));
    NavigableMap<String, byte[]> files = new TreeMap<>();
    for (ZipEntryBytes entry : entries) {
      if (!entry.name().equals(EntryName.MANIFEST) && !entry.name().equals(EntryName.SIGNATURE)) {
        Manifest.Listed said = listed.remove(entry.name());
        if (said == null) {
          throw new BundleException(
              entry.where(), Reason.NOT_IN_MANIFEST, "The manifest knows nothing of this file.");
        }
        files.put(entry.name(), verified(entry, said));
      }
    }
    if (!listed.isEmpty()) {
      throw new BundleException(
          bundle,
          Reason.MISSING_FILE,
          "The file " + new TreeMap<>(listed).firstKey() + " of its manifest is missing.");
    }
    return files;
  }

  private byte[] verified(ZipEntryBytes entry, Manifest.Listed said) throws BundleException {
    if (entry.size() != said.size()) {
      throw new BundleException(
          entry.where(),
          Reason.OTHER_SIZE,
          "This file has " + entry.size() + " bytes, but " + said.size() + " by the manifest.");
    }
    byte[] content = entry.content(bytes);
    if (!Sha256.of(content).equals(said.sha256())) {
      throw new BundleException(
          entry.where(), Reason.OTHER_CONTENT, "This file is another than the manifest's.");
    }
    return content;
  }

  private static Optional<byte[]> content(
      List<ZipEntryBytes> entries, byte[] bytes, String name, int most) throws BundleException {
    for (ZipEntryBytes entry : entries) {
      if (entry.name().equals(name)) {
        if (entry.size() > most) {
          throw new BundleException(
              entry.where(),
              Reason.FILE_TOO_LARGE,
              "This file is larger than " + most + " bytes, and is not read.");
        }
        return Optional.of(entry.content(bytes));
      }
    }
    return Optional.empty();
  }
}
