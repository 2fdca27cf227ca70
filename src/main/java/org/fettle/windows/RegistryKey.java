package org.fettle.windows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The address of a registry key: hive, path and the view it is meant in. Two addresses are equal
 * when Windows takes them for the same, so case does not count; the spelling is kept.
 *
 * <p>As text, {@code HKLM\SOFTWARE\Contoso} is the 64-bit view and {@code HKLM32\SOFTWARE\Contoso}
 * the 32-bit one.
 */
public record RegistryKey(Hive hive, String path, View view) {
  /**
   * The longest key name Windows takes, in UTF-16 units (Microsoft, "Registry Element Size
   * Limits").
   */
  public static final int LONGEST_NAME = 255;

  /** The deepest tree Windows takes (same source). */
  public static final int DEEPEST_PATH = 512;

  /** Refuses a path that Windows would cut short or misread. */
  public RegistryKey {
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A registry key cannot hold a NUL character.");
    }
    if (!path.isEmpty()) {
      String[] names = path.split("\\\\", -1);
      for (String name : names) {
        if (name.isEmpty()) {
          throw new IllegalArgumentException(
              "The registry key '" + path + "' has an empty name: a backslash too many.");
        }
        if (name.length() > LONGEST_NAME) {
          throw new IllegalArgumentException(
              "A name in the registry key '"
                  + path.substring(0, 40)
                  + "…' is longer than 255 characters.");
        }
      }
      if (names.length > DEEPEST_PATH) {
        throw new IllegalArgumentException("A registry key is nested deeper than 512 levels.");
      }
    }
  }

  /**
   * Reads {@code HKLM\SOFTWARE\…}, with the long hive names too, and {@code HKLM32\…} for the
   * 32-bit view.
   *
   * @throws IllegalArgumentException with a sentence for the author of the text
   */
  public static RegistryKey parse(String text) {
    int backslash = text.indexOf('\\');
    String root = backslash < 0 ? text : text.substring(0, backslash);
    String path = backslash < 0 ? "" : text.substring(backslash + 1);
    if (backslash >= 0 && path.isEmpty()) {
      throw new IllegalArgumentException(
          "The registry key '" + text + "' has an empty name: a backslash too many.");
    }
    View view = View.BITS_64;
    if (root.endsWith("32")) {
      view = View.BITS_32;
      root = root.substring(0, root.length() - 2);
    }
    Optional<Hive> hive = Hive.named(root);
    if (hive.isEmpty()) {
      throw new IllegalArgumentException(
          "The registry key '" + text + "' does not begin with HKLM, HKU, HKCR or HKCU.");
    }
    return new RegistryKey(hive.get(), path, view);
  }

  /** The names below the hive, first to last. */
  public List<String> names() {
    return path.isEmpty() ? List.of() : Arrays.asList(path.split("\\\\"));
  }

  /** The last name, or the hive's. */
  public String name() {
    return path.isEmpty() ? hive.name() : path.substring(path.lastIndexOf('\\') + 1);
  }

  /** The key this one lies in; empty for the hive itself. */
  public Optional<RegistryKey> parent() {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    int last = path.lastIndexOf('\\');
    return Optional.of(new RegistryKey(hive, last < 0 ? "" : path.substring(0, last), view));
  }

  /** The key of that name, or path of names, below this one. */
  public RegistryKey child(String name) {
    return new RegistryKey(hive, path.isEmpty() ? name : path + '\\' + name, view);
  }

  /** The same address in the other view. */
  public RegistryKey in(View other) {
    return other == view ? this : new RegistryKey(hive, path, other);
  }

  /** Whether this key is {@code other} or lies below it. */
  public boolean isWithin(RegistryKey other) {
    return hive == other.hive
        && view == other.view
        && (other.path.isEmpty()
            || (path.length() >= other.path.length()
                && path.regionMatches(true, 0, other.path, 0, other.path.length())
                && (path.length() == other.path.length()
                    || path.charAt(other.path.length()) == '\\')));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryKey key
        && hive == key.hive
        && view == key.view
        && path.equalsIgnoreCase(key.path);
  }

  @Override
  public int hashCode() {
    return 31 * hive.hashCode() + hashWithoutCase(path);
  }

  /** The same number for all texts that {@link String#equalsIgnoreCase} takes for equal. */
  static int hashWithoutCase(String text) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + Character.toLowerCase(Character.toUpperCase(text.charAt(i)));
    }
    return hash;
  }

  @Override
  public String toString() {
    String root = view == View.BITS_32 ? hive.name() + "32" : hive.name();
    return path.isEmpty() ? root : root + '\\' + path;
  }
}
