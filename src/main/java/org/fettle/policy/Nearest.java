package org.fettle.policy;

import java.util.Collection;
import java.util.Optional;

/** Finds the known word that a misspelt one was meant to be. */
public final class Nearest {
  /** Longer words are no typing errors, and would be dear to compare. */
  private static final int LONGEST = 60;

  private Nearest() {}

  /** The nearest of the known words, if any is near: a third of the letters may be wrong. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      if (candidate.length() <= LONGEST && Math.abs(candidate.length() - word.length()) < least) {
        int distance = distance(word, candidate);
        if (distance < least) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters to insert, drop, replace or swap with their neighbour; case does not count. */
  private static int distance(String one, String other) {
    int[] twoAbove = new int[other.length() + 1];
    int[] above = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = above[j - 1] + (same(one, i - 1, other, j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        if (i > 1 && j > 1 && same(one, i - 1, other, j - 2) && same(one, i - 2, other, j - 1)) {
          least = Math.min(least, twoAbove[j - 2] + 1);
        }
        row[j] = least;
      }
      int[] spent = twoAbove;
      twoAbove = above;
      above = row;
      row = spent;
    }
    return above[other.length()];
  }

  private static boolean same(String one, int i, String other, int j) {
    return Character.toLowerCase(one.charAt(i)) == Character.toLowerCase(other.charAt(j));
  }
}
