package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Registry.HKEY_LOCAL_MACHINE;
import static org.fettle.windows.jna.Advapi32Registry.HKEY_USERS;

import java.util.Optional;
import java.util.function.Predicate;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;

/**
 * Finds the place of a key for one subject. {@code HKCU} is always {@code HKU\<sid>}:
 * HKEY_CURRENT_USER is remembered per process and so is wrong under impersonation (Microsoft,
 * RegOpenCurrentUser). {@code HKCR} is the machine's classes with the user's own before them; it is
 * merged here, because Windows merges it for the process's user only (Microsoft, "HKEY_CLASSES_ROOT
 * Key") and Wine not at all.
 */
final class Addresses {
  private static final String CLASSES = "\\Software\\Classes";

  private final Optional<User> user;
  private final Predicate<String> hiveExists;

  /** For that subject; {@code hiveExists} tells whether a key lies directly below HKEY_USERS. */
  Addresses(Optional<User> user, Predicate<String> hiveExists) {
    this.user = user;
    this.hiveExists = hiveExists;
  }

  /**
   * The key's place.
   *
   * @throws WindowsException for {@code HKCU} in the machine's own view
   */
  RegistryAddress of(RegistryKey key) {
    return switch (key.hive()) {
      case HKLM -> new RegistryAddress(HKEY_LOCAL_MACHINE, key.path(), key.view());
      case HKCR ->
          new RegistryAddress(
              HKEY_LOCAL_MACHINE, joined("SOFTWARE\\Classes", key.path()), key.view());
      case HKU -> new RegistryAddress(HKEY_USERS, inUsers(key.path()), key.view());
      case HKCU ->
          new RegistryAddress(HKEY_USERS, inUsers(joined(sid(key), key.path())), key.view());
    };
  }

  /** The key that stands before it: a user's own class hides the machine's of the same name. */
  Optional<RegistryKey> overlay(RegistryKey key) {
    return key.hive() == Hive.HKCR && user.isPresent()
        ? Optional.of(
            new RegistryKey(Hive.HKCU, joined("Software\\Classes", key.path()), key.view()))
        : Optional.empty();
  }

  private String sid(RegistryKey key) {
    return user.orElseThrow(() ->
            WindowsException.forbidden(
                key
                    + " belongs to a user, and the machine itself has none: the rule needs"
                    + " `for: each-user`."))
        .sid();
  }

  // On Windows a user's classes are a hive of their own, HKU\<sid>_Classes, and
  // <sid>\Software\Classes
  // is a registry link to it. Wine has neither the hive nor the link.
  private String inUsers(String path) {
    int sidEnd = path.indexOf('\\');
    if (sidEnd < 0 || !path.regionMatches(true, sidEnd, CLASSES, 0, CLASSES.length())) {
      return path;
    }
    String below = path.substring(sidEnd + CLASSES.length());
    String hive = path.substring(0, sidEnd) + "_Classes";
    return (below.isEmpty() || below.startsWith("\\")) && hiveExists.test(hive)
        ? hive + below
        : path;
  }

  private static String joined(String parent, String path) {
    return path.isEmpty() ? parent : parent + '\\' + path;
  }
}
