package org.fettle.policy;

import java.time.Duration;
import java.util.Optional;

/** Durations as every file of an admin writes them: {@code 4h}, {@code 30m}, {@code 90s}. */
public final class Durations {
  private static final String UNITS = "smhd";
  private static final long[] SECONDS = {1, 60, 3_600, 86_400};
  private static final int MOST_DIGITS = 6;

  private Durations() {}

  /** The duration of a whole number of at most six digits and its unit; empty for another text. */
  public static Optional<Duration> parse(String text) {
    int last = text.length() - 1;
    int unit = last < 1 ? -1 : UNITS.indexOf(text.charAt(last));
    if (unit < 0 || last > MOST_DIGITS) {
      return Optional.empty();
    }
    for (int i = 0; i < last; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(text.substring(0, last)) * SECONDS[unit]));
  }

  /** The duration in the largest unit that holds it whole; what is below a second is left out. */
  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    int unit = SECONDS.length - 1;
    while (unit > 0 && (seconds == 0 || seconds % SECONDS[unit] != 0)) {
      unit--;
    }
    return seconds / SECONDS[unit] + UNITS.substring(unit, unit + 1);
  }
}
