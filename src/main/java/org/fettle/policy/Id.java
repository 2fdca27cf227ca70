package org.fettle.policy;

import org.fettle.json.Place;

/** The name of a policy, rule or assignment, and where it stands. */
record Id(String text, Place place) {
  /** Short enough for a file name, and free of anything a path would read as more than a name. */
  private static final int LONGEST = 100;

  static boolean isId(String text) {
    if (text.isEmpty() || text.length() > LONGEST || text.charAt(text.length() - 1) == '-') {
      return false;
    }
    char before = '-';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!isPlain && (c != '-' || before == '-')) {
        return false;
      }
      before = c;
    }
    return true;
  }
}
