package org.fettle.check;

/** A named repair of a text; no policy brings its own. */
public enum Repair {
  STRIP_BRACES,
  STRIP_QUOTES,
  STRIP_SIP_PREFIX,
  TRIM,
  LOWER_CASE;

  /** The repaired text; the same text where there is nothing to repair. */
  public String of(String text) {
    return switch (this) {
      case STRIP_BRACES ->
          text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
      case STRIP_QUOTES ->
          text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
              ? text.substring(1, text.length() - 1)
              : text;
      case STRIP_SIP_PREFIX -> text.regionMatches(true, 0, "sip:", 0, 4) ? text.substring(4) : text;
      case TRIM -> text.strip();
      case LOWER_CASE -> text.toLowerCase(java.util.Locale.ROOT);
    };
  }
}
