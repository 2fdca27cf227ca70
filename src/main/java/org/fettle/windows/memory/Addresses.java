package org.fettle.windows.memory;

import java.util.Optional;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.View;
import org.fettle.windows.WindowsException;

/**
 * Where a key really lies: in HKLM or HKU, in the 64-bit view, a user's classes below that user's
 * {@code Software\Classes}. Windows keeps those in a hive of their own, {@code HKU\SID_Classes},
 * and shows it in both places.
 *
 * @param sid whose HKCU it is; empty for the machine's own view
 * @param wide whether Windows is a 64-bit one, so that there are two views
 */
record Addresses(Optional<String> sid, boolean wide) {
  static final String CLASSES = "Software\\Classes";

  private static final String CLASSES_HIVE = "_Classes";

  /**
   * Where the key lies, or is written.
   *
   * @throws WindowsException for HKCU in the machine's own view
   */
  RegistryKey real(RegistryKey key) {
    boolean narrow = wide && key.view() == View.BITS_32;
    return switch (key.hive()) {
      case HKLM -> at(Hive.HKLM, narrow ? SharedKeys.narrowMachinePath(key.path()) : key.path());
      case HKU -> inUsers(key.path(), narrow);
      case HKCU -> inUsers(join(owner(key), key.path()), narrow);
      case HKCR ->
          real(new RegistryKey(Hive.HKLM, join("SOFTWARE\\Classes", key.path()), key.view()));
    };
  }

  /** The key that stands before {@link #real}: HKCR shows the user's own classes first. */
  Optional<RegistryKey> overlay(RegistryKey key) {
    return key.hive() == Hive.HKCR && sid.isPresent()
        ? Optional.of(real(new RegistryKey(Hive.HKCU, join(CLASSES, key.path()), key.view())))
        : Optional.empty();
  }

  private String owner(RegistryKey key) {
    return sid.orElseThrow(() ->
        WindowsException.forbidden(
            key
                + " belongs to a user, and here the machine is judged: the rule needs"
                + " 'for: each-user'."));
  }

  private static RegistryKey inUsers(String path, boolean narrow) {
    int end = path.indexOf('\\');
    String user = end < 0 ? path : path.substring(0, end);
    String below = end < 0 ? "" : path.substring(end + 1);
    if (endsWithClassesHive(user)) {
      user = user.substring(0, user.length() - CLASSES_HIVE.length());
      below = join(CLASSES, below);
    }
    return at(Hive.HKU, join(user, narrow ? SharedKeys.narrowClassesPath(below, CLASSES) : below));
  }

  private static boolean endsWithClassesHive(String user) {
    int start = user.length() - CLASSES_HIVE.length();
    return start > 0 && user.regionMatches(true, start, CLASSES_HIVE, 0, CLASSES_HIVE.length());
  }

  private static RegistryKey at(Hive hive, String path) {
    return new RegistryKey(hive, path, View.BITS_64);
  }

  static String join(String path, String below) {
    return below.isEmpty() ? path : path.isEmpty() ? below : path + '\\' + below;
  }
}
