package org.fettle.check;

import java.util.regex.Pattern;
import org.fettle.windows.WindowsException;

/**
 * Matches a pattern against hostile text without hanging. The bound is a count of characters looked
 * at, not a clock, so that the same machine gets the same verdict however busy it is.
 */
final class BoundedMatch {
  private static final int LONGEST_TEXT = 32_768;
  private static final int MOST_LOOKS = 5_000_000;

  private final Pattern pattern;
  private final String subject;

  /** A match of {@code pattern} against the text of {@code subject}, which messages name. */
  BoundedMatch(String pattern, String subject) {
    this.pattern = Pattern.compile(pattern);
    this.subject = subject;
  }

  /**
   * Whether the whole text matches.
   *
   * @throws WindowsException when the text is too long or the match takes too long
   */
  boolean matches(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw WindowsException.broken(
          subject + " holds a text of more than " + LONGEST_TEXT + " characters.");
    }
    try {
      return pattern.matcher(new CountedText(text)).matches();
    } catch (TooManyLooks | StackOverflowError e) {
      // A repeated group recurses once for each character it takes.
      throw WindowsException.broken(
          "Matching " + subject + " with the pattern '" + pattern + "' took too long.");
    }
  }

  private static final class CountedText implements CharSequence {
    private final String text;
    private int looks;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      if (looks > MOST_LOOKS) {
        throw new TooManyLooks();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyLooks() {
      super(null, null, false, false);
    }
  }
}
