package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.fettle.json.FileFormatException;
import org.fettle.json.Json;
import org.fettle.json.Sha256;

/**
 * How a line is chained to the one before. The last field of a line is the SHA-256 of the line
 * without that field; the line bears the hash of its predecessor, so none can be altered, dropped
 * or inserted without breaking every later one.
 *
 * <p>That is all it shows. Lines cut off the very end, or the newest file deleted, leave a chain
 * that is whole; and as no key is involved, whoever may write the files can hash all of them anew.
 * Only a copy kept elsewhere, such as the audit log's, tells that.
 */
final class Chain {
  /**
   * The longest line that is written or read, in bytes of UTF-8: far below what the JSON reader
   * takes for one text, and far above any record that a person would review.
   */
  static final int LONGEST = 16 * 1024 * 1024;

  /** The predecessor of the very first line. */
  static final String START = "0".repeat(64);

  private static final String HASH_FIELD = ",\"hash\":\"";
  private static final String TIME_FIELD = "\"time\":";
  private static final int TIME_LENGTH = "\"2026-01-01T00:00:00.000Z\"".length();
  private static final int TAIL = HASH_FIELD.length() + 64 + 2;

  private Chain() {}

  /** A line as it is written, without its hash. */
  record Line(long sequence, Instant time, String run, Event event, String previous) {
    Entry entry() {
      return new Entry(sequence, time, run, event);
    }
  }

  /** The line's text and hash. */
  record Sealed(String text, String hash) {}

  static Sealed seal(Line line) {
    String body = Json.write(line);
    String hash = hash(body);
    return new Sealed(body.substring(0, body.length() - 1) + HASH_FIELD + hash + "\"}", hash);
  }

  /** The hash that a line bears, when it is that of its text. */
  static Optional<String> hashIfWhole(String text) {
    if (text.length() <= TAIL
        || !text.startsWith(HASH_FIELD, text.length() - TAIL)
        || !text.endsWith("\"}")) {
      return Optional.empty();
    }
    String claimed = text.substring(text.length() - 66, text.length() - 2);
    String body = text.substring(0, text.length() - TAIL) + "}";
    return claimed.equals(hash(body)) ? Optional.of(claimed) : Optional.empty();
  }

  /** The line of that text; empty when it is none. */
  static Optional<Line> parse(String text) {
    try {
      return Optional.of(Json.read(text.substring(0, text.length() - TAIL) + "}", Line.class));
    } catch (FileFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** The time of a line as it is written, quotes and all; empty when it is no journal line. */
  static String timeOf(String text) {
    int start = text.indexOf(TIME_FIELD);
    int end = start + TIME_FIELD.length() + TIME_LENGTH;
    return start < 0 || text.length() < end ? "" : text.substring(start + TIME_FIELD.length(), end);
  }

  private static String hash(String body) {
    return Sha256.of(body.getBytes(UTF_8));
  }
}
