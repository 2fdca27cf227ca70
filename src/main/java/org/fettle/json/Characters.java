package org.fettle.json;

import java.util.Locale;

/**
 * Characters that have no business in a file: they let a text look other than it is, in an editor,
 * a terminal or a log ("Trojan Source", CVE-2021-42574), or end it early in Windows.
 */
public final class Characters {
  private Characters() {}

  /** Whether the text of one line holds any of them, or a tab or line break. */
  public static boolean isRefused(String text) {
    return firstRefused(text, 0) >= 0 || text.chars().anyMatch(c -> c < ' ');
  }

  /** The index of the first one in {@code text} from {@code start} on, or -1. */
  static int firstRefused(String text, int start) {
    int length = text.length();
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c >= 0x7F && isRefused(text, i, c)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isRefused(String text, int i, char c) {
    if (c < 0x2000) {
      return c <= 0x9F || c == 0x61C;
    }
    if (Character.isSurrogate(c)) {
      return Character.isHighSurrogate(c)
          ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
          : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
    return switch (c) {
      case 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF -> true;
      default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    };
  }

  /** The character's number and why it is refused, such as {@code U+0000, a NUL}. */
  static String name(char c) {
    String number = String.format(Locale.ROOT, "U+%04X", (int) c);
    if (c == 0) {
      return number + ", a NUL";
    }
    if (Character.isSurrogate(c)) {
      return number + ", half of a surrogate pair";
    }
    return switch (c) {
      case 0x2028, 0x2029 -> number + ", a line separator";
      case 0xFEFF -> number + ", a byte order mark";
      case 0xFFFE, 0xFFFF -> number + ", no character";
      default -> number + (c <= 0x9F ? ", a control character" : ", which reverses text on screen");
    };
  }
}
