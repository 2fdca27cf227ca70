package org.fettle.report;

/**
 * How many columns of a terminal text takes: two for what East Asian fonts draw wide, none for
 * marks that sit on the letter before (after Unicode UAX #11, in ranges).
 */
final class DisplayWidth {
  private DisplayWidth() {}

  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      width += of(character);
      i += Character.charCount(character);
    }
    return width;
  }

  static int of(int character) {
    if (character < 0x300) {
      return 1;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  static boolean isWide(int character) {
    return character >= 0x1100
        && (character <= 0x115F
            || isBetween(character, 0x2E80, 0x303E)
            || isBetween(character, 0x3041, 0xA4CF)
            || isBetween(character, 0xA960, 0xA97F)
            || isBetween(character, 0xAC00, 0xD7A3)
            || isBetween(character, 0xF900, 0xFAFF)
            || isBetween(character, 0xFE30, 0xFE6F)
            || isBetween(character, 0xFF00, 0xFF60)
            || isBetween(character, 0xFFE0, 0xFFE6)
            || isBetween(character, 0x16FE0, 0x18DFF)
            || isBetween(character, 0x1B000, 0x1B2FF)
            || isBetween(character, 0x1F300, 0x1F64F)
            || isBetween(character, 0x1F680, 0x1F6FF)
            || isBetween(character, 0x1F900, 0x1F9FF)
            || isBetween(character, 0x1FA70, 0x1FAFF)
            || isBetween(character, 0x20000, 0x3FFFD));
  }

  private static boolean isBetween(int character, int first, int last) {
    return character >= first && character <= last;
  }
}
