package org.fettle.engine;

import org.fettle.check.Verdict;
import org.fettle.windows.Change;

/**
 * Keeps what is written down small enough to be read back. Whoever may write one registry value
 * must not be able to fill the journal with it.
 */
final class Size {
  /** The most bytes a fix may find and leave, all its changes together. */
  static final long LARGEST_FIX = 4L << 20;

  /** The longest text; people read it. */
  static final int LONGEST_TEXT = 4_000;

  /** What a change takes in a record beside its names and values. */
  private static final int FRAME = 200;

  private Size() {}

  /** The verdict with its texts cut; an error in its place where its fix is too large. */
  static Verdict bounded(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> new Verdict.Pass(cut(pass.actual()));
      case Verdict.Fail fail ->
          bytes(fail) > LARGEST_FIX
              ? new Verdict.Error(
                  "The fix would change "
                      + bytes(fail)
                      + " bytes; more than "
                      + LARGEST_FIX
                      + " are not changed.")
              : new Verdict.Fail(cut(fail.expected()), cut(fail.actual()), fail.fix());
      case Verdict.NotApplicable not -> new Verdict.NotApplicable(cut(not.reason()));
      case Verdict.Error error -> new Verdict.Error(cut(error.problem()));
    };
  }

  /** The text, or its beginning and how long it is. */
  static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  private static long bytes(Verdict.Fail fail) {
    return fail.fix().stream().mapToLong(Size::bytes).sum();
  }

  // Names count too: whoever may write may choose long ones, and many.
  private static long bytes(Change change) {
    return change.size() + 2L * change.target().length() + FRAME;
  }
}
