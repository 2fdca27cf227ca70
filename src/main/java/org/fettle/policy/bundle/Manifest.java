package org.fettle.policy.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;
import org.fettle.policy.bundle.BundleException.Reason;

/**
 * What a bundle says of itself, and what is signed of it.
 *
 * @param format {@link #FORMAT}
 * @param name of the bundle; serials of bundles of different names say nothing of each other
 * @param serial from 1; on an endpoint it only rises
 * @param notAfter the last moment the bundle may be taken into force
 * @param paused whether every fix is halted; machines are judged and reported only
 * @param files every file of the bundle but the manifest and its signature
 */
public record Manifest(
    int format,
    String name,
    long serial,
    Instant created,
    Instant notAfter,
    boolean paused,
    List<Listed> files) {
  /** The format that this version writes and reads. */
  public static final int FORMAT = 1;

  private static final Pattern FORMAT_SAID = Pattern.compile("\"format\"\\s*:\\s*(\\d{1,9})");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_NAME = 100;

  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * A file of the bundle.
   *
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Listed(String path, long size, String sha256) {}

  /** Whether a bundle may be called so: small letters, digits and single hyphens. */
  public static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
  }

  byte[] bytes() {
    return (Json.indented().writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what was signed. */
  static Manifest of(String bundle, byte[] bytes) throws BundleException {
    String where = bundle + "!" + EntryName.MANIFEST;
    String text = new String(bytes, StandardCharsets.UTF_8);
    // A format of the future may have words unknown here: that it is another is to be said first.
    Matcher said = FORMAT_SAID.matcher(text);
    if (said.find() && Integer.parseInt(said.group(1)) != FORMAT) {
      throw new BundleException(
          where,
          Reason.UNKNOWN_FORMAT,
          "The bundle is of format "
              + said.group(1)
              + ", but this version reads format "
              + FORMAT
              + " only.");
    }
    try {
      Manifest read = Json.read(text, Manifest.class);
      read.requireSense(bundle, where);
      return read;
    } catch (FileFormatException e) {
      throw new BundleException(
          where + ":" + e.line() + ":" + e.column(), Reason.BAD_MANIFEST, e.problem(), e);
    }
  }

  private void requireSense(String bundle, String where) throws BundleException {
    String mistake = mistake();
    if (!mistake.isEmpty()) {
      throw new BundleException(where, Reason.BAD_MANIFEST, mistake);
    }
    Set<String> paths = new HashSet<>();
    for (Listed file : files) {
      EntryName.check(bundle, file.path());
      if (file.path().equals(EntryName.MANIFEST)
          || file.path().equals(EntryName.SIGNATURE)
          || !paths.add(file.path())
          || file.size() < 0
          || file.size() > Limits.FILE
          || !DIGEST.matcher(file.sha256()).matches()) {
        throw new BundleException(
            where,
            Reason.BAD_MANIFEST,
            "The file "
                + file.path()
                + " stands there twice, or should not, or its size or SHA-256 can be no file's.");
      }
    }
  }

  private String mistake() {
    if (format != FORMAT) {
      return "'format' has to be " + FORMAT + ".";
    }
    if (!isName(name)) {
      return "'name' has to be of small letters, digits and single hyphens.";
    }
    if (serial < 1) {
      return "'serial' has to be 1 or more.";
    }
    return created.isBefore(notAfter) ? "" : "'not-after' has to be later than 'created'.";
  }
}
