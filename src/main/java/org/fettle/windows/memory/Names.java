package org.fettle.windows.memory;

import java.util.Comparator;
import org.fettle.windows.RegistryKey;

/**
 * The order of names in the registry: by their upper-case spelling, so that case does not count.
 */
final class Names {
  /** Orders names, and keys below their parent. */
  static final Comparator<String> ORDER = Names::compare;

  /** Orders keys by hive and path, each directly after its parent's. */
  static final Comparator<RegistryKey> KEYS =
      Comparator.comparing(RegistryKey::hive).thenComparing(RegistryKey::path, ORDER);

  private Names() {}

  private static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      int order = Character.compare(rank(left.charAt(i)), rank(right.charAt(i)));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  private static char rank(char unit) {
    return unit == '\\' ? 0 : Character.toUpperCase(unit);
  }
}
