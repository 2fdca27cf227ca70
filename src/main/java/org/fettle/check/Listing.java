package org.fettle.check;

import java.util.List;

/** Several things in one line for people, of which only the first few are named. */
final class Listing {
  private static final int MOST = 5;

  private Listing() {}

  static String of(List<String> things) {
    return of(things, MOST);
  }

  /** The first of them, and how many more there are. */
  static String of(List<String> things, int most) {
    String first = String.join("; ", things.subList(0, Math.min(most, things.size())));
    int more = things.size() - most;
    return more > 0 ? first + "; and " + more + " more" : first;
  }
}
