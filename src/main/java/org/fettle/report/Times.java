package org.fettle.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as they are written everywhere: UTC, ISO 8601, milliseconds. */
final class Times {
  private Times() {}

  /** {@code 2026-11-21T21:30:00.000Z}. A DateTimeFormatter would cost a command more than this. */
  static String text(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(24);
    append(text, utc.getYear(), 4).append('-');
    append(text, utc.getMonthValue(), 2).append('-');
    append(text, utc.getDayOfMonth(), 2).append('T');
    append(text, utc.getHour(), 2).append(':');
    append(text, utc.getMinute(), 2).append(':');
    append(text, utc.getSecond(), 2).append('.');
    return append(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
  }

  private static StringBuilder append(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
  }
}
