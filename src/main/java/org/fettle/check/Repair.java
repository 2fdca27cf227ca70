package org.fettle.check;

import java.util.Locale;
import org.fettle.json.About;

/** A named repair of a text; no policy brings its own. */
public enum Repair {
  @About("Takes a pair of braces off both ends.")
  STRIP_BRACES,
  @About("Takes a pair of double quotes off both ends.")
  STRIP_QUOTES,
  @About("Takes a leading sip: off.")
  STRIP_SIP_PREFIX,
  @About("Takes blanks off both ends.")
  TRIM,
  @About("Writes capital letters small.")
  LOWER_CASE;

  /** The repaired text; the same text where there is nothing to repair. */
  public String of(String text) {
    return switch (this) {
      case STRIP_BRACES -> without(text, '{', '}');
      case STRIP_QUOTES -> without(text, '"', '"');
      case STRIP_SIP_PREFIX -> text.regionMatches(true, 0, "sip:", 0, 4) ? text.substring(4) : text;
      case TRIM -> text.strip();
      case LOWER_CASE -> text.toLowerCase(Locale.ROOT);
    };
  }

  private static String without(String text, char first, char last) {
    return text.length() > 1 && text.charAt(0) == first && text.charAt(text.length() - 1) == last
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
