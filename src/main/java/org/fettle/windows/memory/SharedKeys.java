package org.fettle.windows.memory;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which keys the 32-bit view has of its own (Microsoft, "Registry Keys Affected by Windows
 * Installations That Include Windows on Windows (WOW) Support", column Windows 7 and later).
 */
final class SharedKeys {
  static final String NARROW = "WOW6432Node";

  private static final String SOFTWARE = "SOFTWARE";
  private static final String CLASSES = "SOFTWARE\\Classes";

  /** Below HKLM\SOFTWARE everything is redirected, but these. */
  private static final NavigableSet<String> SHARED =
      names(
          "Clients",
          "Microsoft\\COM3",
          "Microsoft\\Cryptography\\Calais\\Current",
          "Microsoft\\Cryptography\\Calais\\Readers",
          "Microsoft\\Cryptography\\Services",
          "Microsoft\\CTF\\SystemShared",
          "Microsoft\\CTF\\TIP",
          "Microsoft\\DFS",
          "Microsoft\\Driver Signing",
          "Microsoft\\EnterpriseCertificates",
          "Microsoft\\EventSystem",
          "Microsoft\\MSMQ",
          "Microsoft\\Non-Driver Signing",
          "Microsoft\\Notepad\\DefaultFonts",
          "Microsoft\\OLE",
          "Microsoft\\RAS",
          "Microsoft\\RPC",
          "Microsoft\\SOFTWARE\\Microsoft\\Shared Tools\\MSInfo",
          "Microsoft\\SystemCertificates",
          "Microsoft\\TermServLicensing",
          "Microsoft\\TransactionServer",
          "Microsoft\\Windows\\CurrentVersion\\App Paths",
          "Microsoft\\Windows\\CurrentVersion\\Control Panel\\Cursors\\Schemes",
          "Microsoft\\Windows\\CurrentVersion\\Explorer\\AutoplayHandlers",
          "Microsoft\\Windows\\CurrentVersion\\Explorer\\DriveIcons",
          "Microsoft\\Windows\\CurrentVersion\\Explorer\\KindMap",
          "Microsoft\\Windows\\CurrentVersion\\Group Policy",
          "Microsoft\\Windows\\CurrentVersion\\Policies",
          "Microsoft\\Windows\\CurrentVersion\\PreviewHandlers",
          "Microsoft\\Windows\\CurrentVersion\\Setup",
          "Microsoft\\Windows\\CurrentVersion\\Telephony\\Locations",
          "Microsoft\\Windows NT\\CurrentVersion\\Console",
          "Microsoft\\Windows NT\\CurrentVersion\\FontDpi",
          "Microsoft\\Windows NT\\CurrentVersion\\FontLink",
          "Microsoft\\Windows NT\\CurrentVersion\\FontMapper",
          "Microsoft\\Windows NT\\CurrentVersion\\Fonts",
          "Microsoft\\Windows NT\\CurrentVersion\\FontSubstitutes",
          "Microsoft\\Windows NT\\CurrentVersion\\Gre_Initialize",
          "Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options",
          "Microsoft\\Windows NT\\CurrentVersion\\Language Pack",
          "Microsoft\\Windows NT\\CurrentVersion\\NetworkCards",
          "Microsoft\\Windows NT\\CurrentVersion\\Perflib",
          "Microsoft\\Windows NT\\CurrentVersion\\Ports",
          "Microsoft\\Windows NT\\CurrentVersion\\Print",
          "Microsoft\\Windows NT\\CurrentVersion\\ProfileList",
          "Microsoft\\Windows NT\\CurrentVersion\\Time Zones",
          "Policies",
          "RegisteredApplications");

  /** Below the classes of the machine or of a user everything is shared, but these. */
  private static final NavigableSet<String> REDIRECTED_CLASSES =
      names("CLSID", "DirectShow", "Interface", "Media Type", "MediaFoundation");

  private SharedKeys() {}

  /** Where the 32-bit view of a path below HKLM lies. */
  static String narrowMachinePath(String path) {
    if (!isWithin(path, SOFTWARE)) {
      return path;
    }
    if (isWithin(path, CLASSES)) {
      return narrowClassesPath(path, CLASSES);
    }
    if (path.length() == SOFTWARE.length()) {
      return path + '\\' + NARROW;
    }
    String below = path.substring(SOFTWARE.length() + 1);
    return isWithin(below, NARROW) || isBelowOneOf(SHARED, below)
        ? path
        : path.substring(0, SOFTWARE.length() + 1) + NARROW + '\\' + below;
  }

  /** Where the 32-bit view of a path lies of which {@code classes} holds class registrations. */
  static String narrowClassesPath(String path, String classes) {
    if (!isWithin(path, classes) || path.length() == classes.length()) {
      return path;
    }
    String below = path.substring(classes.length() + 1);
    return isBelowOneOf(REDIRECTED_CLASSES, below)
        ? path.substring(0, classes.length() + 1) + NARROW + '\\' + below
        : path;
  }

  /** Whether the path is {@code other} or lies below it. */
  static boolean isWithin(String path, String other) {
    return path.regionMatches(true, 0, other, 0, other.length())
        && (path.length() == other.length() || path.charAt(other.length()) == '\\');
  }

  private static boolean isBelowOneOf(NavigableSet<String> tops, String path) {
    // The order puts what is below a key directly after it, and none of these is below another.
    String nearest = tops.floor(path);
    return nearest != null && isWithin(path, nearest);
  }

  private static NavigableSet<String> names(String... names) {
    NavigableSet<String> set = new TreeSet<>(Names.ORDER);
    set.addAll(List.of(names));
    return set;
  }
}
