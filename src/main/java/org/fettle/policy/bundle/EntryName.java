package org.fettle.policy.bundle;

import static org.fettle.policy.bundle.BundleException.shown;

import java.util.regex.Pattern;
import org.fettle.policy.FilesInMemory;
import org.fettle.policy.bundle.BundleException.Reason;

/**
 * The path of a file in a bundle. Nothing is ever unpacked onto a disk; a path that would be more
 * than a plain name there is a sign of an attack, and refused by what it tries.
 */
final class EntryName {
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  // Device names in every folder, whatever follows the first dot: "Naming Files, Paths, and
  // Namespaces".
  private static final Pattern RESERVED =
      Pattern.compile(
          "(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|COM[0-9]|LPT[0-9]) *(\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.(yaml|yml|json)");

  private EntryName() {}

  /** Refuses what is no plain name of a policy, its cases, an assignment or the manifest. */
  static void check(String bundle, String name) throws BundleException {
    String where = bundle + "!" + shown(name);
    if (name.isEmpty()) {
      throw new BundleException(bundle, Reason.NAME_EMPTY, "A file in it has no name.");
    }
    if (name.length() > Limits.NAME) {
      throw refused(where, Reason.NAME_TOO_LONG, "is longer than " + Limits.NAME + " characters");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      throw refused(where, Reason.NAME_CONTROL_CHARACTER, "holds a control character");
    }
    if (name.chars().anyMatch(c -> c > '~')) {
      throw refused(where, Reason.NAME_NOT_ASCII, "holds a character that is not ASCII");
    }
    if (name.indexOf('\\') >= 0) {
      throw refused(where, Reason.NAME_BACKSLASH, "holds a backslash");
    }
    if (DRIVE.matcher(name).matches()) {
      throw refused(where, Reason.NAME_DRIVE, "names a drive");
    }
    if (name.indexOf(':') >= 0) {
      throw refused(where, Reason.NAME_STREAM, "holds a colon, as a second stream of a file does");
    }
    if (name.startsWith("/")) {
      throw refused(where, Reason.NAME_ABSOLUTE, "is absolute");
    }
    if (name.endsWith("/")) {
      throw new BundleException(
          where, Reason.FOLDER, "This entry is a folder; only files may be in a bundle.");
    }
    checkSegments(where, name);
  }

  private static void checkSegments(String where, String name) throws BundleException {
    String[] segments = name.split("/", -1);
    for (String segment : segments) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw refused(where, Reason.NAME_ESCAPES, "leads elsewhere by an empty name, '.' or '..'");
      }
      if (RESERVED.matcher(segment).matches()) {
        throw refused(where, Reason.NAME_RESERVED, "is reserved in Windows, for a device");
      }
      if (segment.endsWith(".") || segment.endsWith(" ")) {
        throw refused(
            where, Reason.NAME_TRAILING_DOT, "ends in a dot or a blank, which Windows drops");
      }
    }
    if (segments.length > 2) {
      throw refused(where, Reason.NAME_TOO_DEEP, "lies in a folder of a folder");
    }
    boolean isOurs = name.equals(MANIFEST) || name.equals(SIGNATURE);
    String plain =
        name.startsWith(FilesInMemory.ASSIGNMENTS)
            ? name.substring(FilesInMemory.ASSIGNMENTS.length())
            : name;
    if (!isOurs && !PLAIN.matcher(plain).matches()) {
      throw refused(
          where,
          Reason.NAME_UNEXPECTED,
          "is none of a policy or its cases (NAME.yaml) or of an assignment"
              + " (assignments/NAME.yaml)");
    }
  }

  private static BundleException refused(String where, Reason reason, String how) {
    return new BundleException(where, reason, "The name of this file " + how + ".");
  }
}
