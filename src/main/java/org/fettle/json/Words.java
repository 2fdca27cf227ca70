package org.fettle.json;

import java.util.Locale;

/** The kebab-case words of files and of what people read, from Java's names. */
public final class Words {
  private Words() {}

  /** {@code atLeast} is {@code at-least}, {@code RegistryValue} is {@code registry-value}. */
  public static String ofName(String name) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (Character.isUpperCase(letter) && i > 0) {
        word.append('-');
      }
      word.append(Character.toLowerCase(letter));
    }
    return word.toString();
  }

  /** The same for a constant: {@code NOT_APPLICABLE} is {@code not-applicable}. */
  public static String ofConstant(Enum<?> constant) {
    return ofConstant(constant.name());
  }

  /** {@code NOT_APPLICABLE} is {@code not-applicable}, {@code _64} is {@code 64}. */
  static String ofConstant(String name) {
    String bare = name.startsWith("_") ? name.substring(1) : name;
    return bare.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind's word: its name without that of its family, {@code AllCheck} is {@code all}. */
  public static String ofKind(Class<?> kind, Class<?> family) {
    String name = kind.getSimpleName();
    String suffix = family.getSimpleName();
    boolean shortened = name.endsWith(suffix) && name.length() > suffix.length();
    return ofName(shortened ? name.substring(0, name.length() - suffix.length()) : name);
  }
}
