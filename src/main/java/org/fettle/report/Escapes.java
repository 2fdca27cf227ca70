package org.fettle.report;

import java.util.Locale;

/**
 * Makes text from a machine safe to show. What a terminal, a browser or an editor would obey or
 * hide is written out instead: ESC becomes {@code ‹U+001B›}, a right-to-left override {@code
 * ‹U+202E›}. Use it for everything that is shown or logged.
 */
public final class Escapes {
  private Escapes() {}

  /**
   * The text on one line, with each character that has no shape of its own written as {@code
   * ‹U+XXXX›}: control, format and direction characters, line separators, unusual blanks, lone
   * surrogates, private and unassigned characters.
   */
  public static String visible(String text) {
    int length = text.length();
    int clean = 0;
    while (clean < length && text.charAt(clean) >= ' ' && text.charAt(clean) < 0x7F) {
      clean++;
    }
    if (clean == length) {
      return text;
    }
    StringBuilder shown = new StringBuilder(length + 16).append(text, 0, clean);
    for (int i = clean; i < length; ) {
      int character = text.codePointAt(i);
      append(shown, character);
      i += Character.charCount(character);
    }
    return shown.toString();
  }

  /** The visible text, cut after so many characters; then it says how many there are. */
  public static String visible(String text, int longest) {
    if (text.length() <= longest) {
      return visible(text);
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return visible(text.substring(0, end)) + "… (" + text.length() + " characters)";
  }

  /** The visible text as content or quoted attribute of HTML and XML. */
  public static String markup(String text) {
    return entities(visible(text));
  }

  /** The visible text, cut after so many characters, as content of HTML and XML. */
  public static String markup(String text, int longest) {
    return entities(visible(text, longest));
  }

  private static String entities(String visible) {
    StringBuilder markup = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char letter = visible.charAt(i);
      switch (letter) {
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '&' -> markup.append("&amp;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(letter);
      }
    }
    return markup.toString();
  }

  private static void append(StringBuilder shown, int character) {
    if (isShown(character)) {
      shown.appendCodePoint(character);
      return;
    }
    String digits = Integer.toHexString(character).toUpperCase(Locale.ROOT);
    shown.append("‹U+").append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits);
    shown.append('›');
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ' || character == '\u3000';
      default -> !isIgnorable(character);
    };
  }

  // Letters and marks that are drawn as nothing (Unicode, Default_Ignorable_Code_Point), and the
  // Braille blank.
  private static boolean isIgnorable(int character) {
    return switch (character) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          (character >= 0x180B && character <= 0x180F)
              || (character >= 0xFE00 && character <= 0xFE0F)
              || (character >= 0xE0000 && character <= 0xE0FFF);
    };
  }
}
