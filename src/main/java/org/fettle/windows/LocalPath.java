package org.fettle.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A whole path on a drive of this machine, in the one spelling that Windows cannot read in two
 * ways: no dots, no device, no stream, no network.
 *
 * @param drive its letter, in upper case
 * @param names from the drive's root to the thing itself; empty for the root
 */
public record LocalPath(char drive, List<String> names) {
  /** The longest path Windows takes, in UTF-16 units, less its own prefix. */
  private static final int LONGEST = 32_000;

  private static final int LONGEST_NAME = 255;
  private static final int DEEPEST = 256;

  // "Naming Files, Paths, and Namespaces", Microsoft; a name of a device counts with any ending.
  private static final Pattern WHOLE = Pattern.compile("(?s)[A-Za-z]:\\\\.*");
  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[\\x00-\\x1F<>:\"|?*/\\\\]");
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?is)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3]) *(\\..*)?");

  private static final Pattern SHORT = Pattern.compile("(?s)[^~.]{0,6}~\\d{1,6}(\\..{0,3})?");

  /** Keeps a copy. */
  public LocalPath {
    names = List.copyOf(names);
  }

  /**
   * Reads {@code C:\folder\file}. Slashes count as backslashes, and several as one.
   *
   * @throws WindowsException FORBIDDEN, with a sentence, for whatever is not such a path; a network
   *     path is refused before anything is sent to that network
   */
  public static LocalPath parse(String path) {
    String plain = path.replace('/', '\\');
    if (plain.startsWith("\\\\")) {
      throw WindowsException.forbidden(
          path + " is not looked at: it is not on a drive of this machine.");
    }
    if (!WHOLE.matcher(plain).matches()) {
      throw refused(path, "it is no whole path such as C:\\folder\\file");
    }
    if (plain.length() > LONGEST) {
      throw WindowsException.forbidden(
          path.substring(0, LONGEST_NAME) + "\u2026 is not looked at: the path is too long.");
    }
    List<String> names = new ArrayList<>();
    for (String name : plain.substring(3).split("\\\\", -1)) {
      if (!name.isEmpty()) {
        names.add(checked(path, name));
      }
    }
    if (names.size() > DEEPEST) {
      throw refused(path, "it lies too deep");
    }
    return new LocalPath(Character.toUpperCase(plain.charAt(0)), names);
  }

  private static String checked(String path, String name) {
    if (name.isEmpty()) {
      throw refused(path, "a name is empty");
    }
    if (name.length() > LONGEST_NAME) {
      throw refused(path, "a name on the way is longer than " + LONGEST_NAME + " characters");
    }
    if (NOT_IN_A_NAME.matcher(name).find()) {
      throw refused(path, "a name on the way has a character that Windows allows in no name");
    }
    // Win32 drops them without a word, and so would work on something else.
    if (name.endsWith(".") || name.endsWith(" ")) {
      throw refused(path, "a name on the way ends in a dot or a space");
    }
    if (DEVICE.matcher(name).matches()) {
      throw refused(path, name + " is the name of a device");
    }
    return name;
  }

  private static WindowsException refused(String path, String why) {
    return WindowsException.forbidden(path + " is not looked at: " + why + ".");
  }

  /**
   * Whether it has a name in it as Windows makes them up for old programs: {@code PROGRA~1}. Such a
   * one says nothing about what it stands for.
   */
  public boolean hasShortName() {
    return names.stream().anyMatch(LocalPath::isShort);
  }

  /** Whether a name looks like that. */
  public static boolean isShort(String name) {
    return SHORT.matcher(name).matches();
  }

  /** Whether it is the root of a drive. */
  public boolean isRoot() {
    return names.isEmpty();
  }

  /** The last name; {@code C:} for a root. */
  public String name() {
    return isRoot() ? drive + ":" : names.getLast();
  }

  /** The names of the folders between the root and the thing. */
  public List<String> folders() {
    return isRoot() ? List.of() : names.subList(0, names.size() - 1);
  }

  /** The folder it lies in, as Windows writes it; a root lies in itself. */
  public String parent() {
    return new LocalPath(drive, folders()).toString();
  }

  /**
   * The path of another thing in the same folder.
   *
   * @throws WindowsException FORBIDDEN, when that is no name
   */
  public LocalPath sibling(String name) {
    List<String> other = new ArrayList<>(folders());
    other.add(checked(this + "\\..\\" + name, name));
    return new LocalPath(drive, other);
  }

  /** The path as Windows writes it. */
  @Override
  public String toString() {
    return drive + ":\\" + String.join("\\", names);
  }
}
