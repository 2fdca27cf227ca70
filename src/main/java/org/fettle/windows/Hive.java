package org.fettle.windows;

import java.util.Arrays;
import java.util.Optional;

/** A root of the registry, with its two customary spellings. */
public enum Hive {
  HKLM("HKEY_LOCAL_MACHINE"),
  HKU("HKEY_USERS"),
  HKCR("HKEY_CLASSES_ROOT"),
  HKCU("HKEY_CURRENT_USER");

  private final String longName;

  Hive(String longName) {
    this.longName = longName;
  }

  /** The name {@code reg.exe} prints. */
  public String longName() {
    return longName;
  }

  /** The hive of that short or long name, in any case. */
  public static Optional<Hive> named(String name) {
    return Arrays.stream(values())
        .filter(hive -> hive.name().equalsIgnoreCase(name) || hive.longName.equalsIgnoreCase(name))
        .findFirst();
  }
}
