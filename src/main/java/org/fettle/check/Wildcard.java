package org.fettle.check;

import java.util.Locale;

/** A text with {@code *} for any characters and {@code ?} for one; case does not count. */
public record Wildcard(String pattern) {
  /** Whether the whole text is of this form; time grows with the product of the lengths only. */
  public boolean matches(String text) {
    String wanted = pattern.toLowerCase(Locale.ROOT);
    String given = text.toLowerCase(Locale.ROOT);
    int at = 0;
    int star = -1;
    int resume = 0;
    int i = 0;
    while (i < given.length()) {
      char next = at < wanted.length() ? wanted.charAt(at) : 0;
      if (next == '*' && at < wanted.length()) {
        star = at++;
        resume = i;
      } else if (at < wanted.length() && (next == '?' || next == given.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (at < wanted.length() && wanted.charAt(at) == '*') {
      at++;
    }
    return at == wanted.length();
  }
}
