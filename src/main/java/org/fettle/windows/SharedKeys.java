package org.fettle.windows;

import java.util.List;

/**
 * Which keys the 32-bit view has of its own, and so under which names one key can be met
 * (Microsoft, "Registry Keys Affected by Windows Installations That Include Windows on Windows
 * (WOW) Support", column Windows 7 and later).
 */
public final class SharedKeys {
  /** The key that holds what the 32-bit view has of its own. */
  public static final String NARROW = "WOW6432Node";

  private static final String SOFTWARE = "SOFTWARE";
  private static final String CLASSES = "Software\\Classes";
  private static final String CLASSES_HIVE = "_Classes";

  /** Below HKLM\SOFTWARE everything is redirected, but these. */
  private static final List<String> SHARED =
      List.of(
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
  private static final List<String> REDIRECTED_CLASSES =
      List.of("CLSID", "DirectShow", "Interface", "Media Type", "MediaFoundation");

  private SharedKeys() {}

  /** Whether each of the two views has a key of its own at that address. */
  public static boolean isKeptTwice(RegistryKey key) {
    RegistryKey wide = key.in(View.BITS_64);
    return !place(wide).equals(place(key.in(View.BITS_32)));
  }

  /**
   * The one address that all names of a key come to: in the 64-bit view, below HKLM, HKU or HKCU. A
   * shared key below {@code WOW6432Node} is the one without it: Windows keeps a link there.
   */
  public static RegistryKey place(RegistryKey key) {
    boolean narrow = key.view() == View.BITS_32;
    return switch (key.hive()) {
      case HKLM -> at(Hive.HKLM, machinePath(key.path(), narrow));
      case HKCR -> at(Hive.HKLM, machinePath(join(CLASSES, key.path()), narrow));
      case HKCU -> at(Hive.HKCU, narrow ? narrowClassesPath(key.path(), CLASSES) : key.path());
      case HKU -> at(Hive.HKU, usersPath(key.path(), narrow));
    };
  }

  private static String machinePath(String path, boolean narrow) {
    boolean below = isWithin(path, SOFTWARE + '\\' + NARROW);
    if (!below) {
      return narrow ? narrowMachinePath(path) : path;
    }
    int end = SOFTWARE.length() + 1 + NARROW.length();
    return narrowMachinePath(path.substring(0, SOFTWARE.length()) + path.substring(end));
  }

  // A user's classes are a hive of their own, shown in the user's own hive too.
  private static String usersPath(String path, boolean narrow) {
    int end = path.indexOf('\\');
    String user = end < 0 ? path : path.substring(0, end);
    String below = end < 0 ? "" : path.substring(end + 1);
    int name = user.length() - CLASSES_HIVE.length();
    if (name > 0 && user.regionMatches(true, name, CLASSES_HIVE, 0, CLASSES_HIVE.length())) {
      user = user.substring(0, name);
      below = join(CLASSES, below);
    }
    return join(user, narrow ? narrowClassesPath(below, CLASSES) : below);
  }

  /** Where the 32-bit view of a path below HKLM lies. */
  public static String narrowMachinePath(String path) {
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
  public static String narrowClassesPath(String path, String classes) {
    if (!isWithin(path, classes) || path.length() == classes.length()) {
      return path;
    }
    String below = path.substring(classes.length() + 1);
    return isBelowOneOf(REDIRECTED_CLASSES, below)
        ? path.substring(0, classes.length() + 1) + NARROW + '\\' + below
        : path;
  }

  /** Whether the path is {@code other} or lies below it. */
  public static boolean isWithin(String path, String other) {
    return path.regionMatches(true, 0, other, 0, other.length())
        && (path.length() == other.length() || path.charAt(other.length()) == '\\');
  }

  private static RegistryKey at(Hive hive, String path) {
    return new RegistryKey(hive, path, View.BITS_64);
  }

  /** One path below another; either may be empty. */
  public static String join(String path, String below) {
    return below.isEmpty() ? path : path.isEmpty() ? below : path + '\\' + below;
  }

  private static boolean isBelowOneOf(List<String> tops, String path) {
    return tops.stream().anyMatch(top -> isWithin(path, top));
  }
}
