package org.fettle.windows.memory;

import java.util.Optional;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.SharedKeys;
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

  /**
   * Where the key lies, or is written.
   *
   * @throws WindowsException for HKCU in the machine's own view
   */
  RegistryKey real(RegistryKey key) {
    boolean narrow = wide && key.view() == View.BITS_32;
    return switch (key.hive()) {
      case HKLM ->
          new RegistryKey(
              Hive.HKLM,
              narrow ? SharedKeys.narrowMachinePath(key.path()) : key.path(),
              View.BITS_64);
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
    return SharedKeys.place(new RegistryKey(Hive.HKU, path, narrow ? View.BITS_32 : View.BITS_64));
  }

  static String join(String path, String below) {
    return SharedKeys.join(path, below);
  }
}
