package org.fettle.policy.bundle;

import org.jspecify.annotations.Nullable;

/** A bundle that is refused: where, and why, in whole sentences. */
public final class BundleException extends Exception {
  private static final long serialVersionUID = 1;

  private static final int LONGEST_NAME = 100;

  private final Reason reason;

  BundleException(String where, Reason reason, String sentences) {
    this(where, reason, sentences, null);
  }

  BundleException(String where, Reason reason, String sentences, @Nullable Throwable cause) {
    super(where + ": " + sentences, cause);
    this.reason = reason;
  }

  /** Why, for programs. */
  public Reason reason() {
    return reason;
  }

  /** A name that somebody else chose: nothing in it reaches a log or a terminal as it is. */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
      char c = name.charAt(i);
      shown.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("‹U+%04X›", (int) c));
    }
    return shown.append(name.length() > LONGEST_NAME ? "…" : "").toString();
  }

  /** The reasons, each a kind of its own. */
  public enum Reason {
    // Too much of something.
    BUNDLE_TOO_LARGE,
    TOO_MANY_FILES,
    FILE_TOO_LARGE,
    TOTAL_TOO_LARGE,
    // No zip as it is demanded here.
    NOT_A_BUNDLE,
    TRUNCATED,
    TRAILING_BYTES,
    COMMENT,
    EXTRA_FIELD,
    ENCRYPTED,
    UNKNOWN_COMPRESSION,
    UNKNOWN_FEATURE,
    DAMAGED,
    HEADERS_DISAGREE,
    MISPLACED,
    DUPLICATE,
    CASE_DUPLICATE,
    FOLDER,
    LINK,
    SPECIAL_FILE,
    SIZE_LIES,
    CHECKSUM,
    // Names.
    NAME_EMPTY,
    NAME_TOO_LONG,
    NAME_CONTROL_CHARACTER,
    NAME_NOT_ASCII,
    NAME_BACKSLASH,
    NAME_DRIVE,
    NAME_STREAM,
    NAME_ABSOLUTE,
    NAME_ESCAPES,
    NAME_RESERVED,
    NAME_TRAILING_DOT,
    NAME_TOO_DEEP,
    NAME_UNEXPECTED,
    // The signature.
    NO_MANIFEST,
    UNSIGNED,
    SIGNATURE_UNREADABLE,
    FOREIGN_KEY,
    BAD_SIGNATURE,
    // What was signed.
    UNKNOWN_FORMAT,
    BAD_MANIFEST,
    NOT_IN_MANIFEST,
    MISSING_FILE,
    OTHER_SIZE,
    OTHER_CONTENT,
    POLICY_MISTAKES,
    // What is in force here, and now.
    EXPIRED,
    FROM_THE_FUTURE,
    OTHER_NAME,
    OLDER,
    SAME_SERIAL_OTHER_CONTENT,
    STORE_DAMAGED
  }
}
