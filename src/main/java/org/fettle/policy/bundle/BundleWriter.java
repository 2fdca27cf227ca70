package org.fettle.policy.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fettle.json.Sha256;

/**
 * Makes bundles. The same inputs make the same bytes on every system: files in the order of their
 * paths, all of the same time, and stored, because what deflate makes of them differs between
 * builds of zlib.
 */
public final class BundleWriter {
  // Later than the earliest time a zip can hold, for which Java would add an extra field.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private BundleWriter() {}

  /**
   * A bundle that is not signed yet.
   *
   * @param files by their paths
   * @throws BundleException when such a bundle would be refused for its files' names or sizes
   */
  public static byte[] unsigned(Terms terms, Map<String, byte[]> files) throws BundleException {
    NavigableMap<String, byte[]> sorted = new TreeMap<>(files);
    List<Manifest.Listed> listed =
        sorted.entrySet().stream()
            .map(file ->
                new Manifest.Listed(
                    file.getKey(), file.getValue().length, Sha256.of(file.getValue())))
            .toList();
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            terms.name(),
            terms.serial(),
            terms.created(),
            terms.notAfter(),
            terms.paused(),
            listed);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(EntryName.MANIFEST, manifest.bytes());
    entries.putAll(sorted);
    byte[] bundle = zip(entries);
    requireReadable("the new bundle", bundle);
    return bundle;
  }

  /**
   * The same bundle with a signature, in place of any it had.
   *
   * @param name what to call it in messages
   * @throws BundleException when its files are not those of its manifest
   */
  public static byte[] signed(String name, byte[] bundle, SigningKey key) throws BundleException {
    Contents contents = Contents.of(name, bundle);
    Manifest manifest = Manifest.of(name, contents.manifest());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(EntryName.MANIFEST, contents.manifest());
    entries.put(
        EntryName.SIGNATURE,
        key.sign(contents.manifest()).line().getBytes(StandardCharsets.US_ASCII));
    entries.putAll(contents.files(manifest));
    return zip(entries);
  }

  /**
   * What a bundle is to say of itself beside its files.
   *
   * @param created is an input as the others, so that a bundle can be made again
   */
  public record Terms(
      String name, long serial, Instant created, Instant notAfter, boolean paused) {}

  private static void requireReadable(String name, byte[] bundle) throws BundleException {
    Contents contents = Contents.of(name, bundle);
    contents.files(Manifest.of(name, contents.manifest()));
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> file : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        CRC32 crc = new CRC32();
        crc.update(file.getValue());
        entry.setTimeLocal(TIME);
        entry.setSize(file.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
