package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a source is asked: at its interval; after a failure soon, and then less and less often; and
 * never by a whole fleet at once.
 */
final class AskTimes {
  /** How long after a first failure; each further one doubles it, up to the interval. */
  private static final Duration SOON = Duration.ofMinutes(1);

  /** No failure and no server makes it longer than this. */
  private static final Duration LONGEST = Duration.ofHours(6);

  /** Machines that start together ask within this time. */
  private static final Duration AT_START = Duration.ofMinutes(15);

  /** By so much an interval may be longer than it is said to be. */
  private static final double LATER = 0.1;

  private final Duration interval;
  private final RandomGenerator random;
  private Instant since = Instant.MIN;
  private Duration wait = Duration.ZERO;
  private int failures;

  /**
   * Times for one source, of which the first is now.
   *
   * @param interval zero for one that may be asked at every look
   */
  AskTimes(Duration interval, RandomGenerator random) {
    this.interval = interval;
    this.random = random;
  }

  /** Something is in force already, so the first asking may wait for its share of the start. */
  void mayWait(Instant now) {
    waitFrom(now, share(shorter(interval, AT_START)));
  }

  /** It is due now. */
  void hurry() {
    wait = Duration.ZERO;
  }

  /** A clock that was set back does not put it off. */
  boolean isDue(Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(wait));
  }

  /** It was asked and has answered. */
  void answered(Instant now) {
    failures = 0;
    waitFrom(now, interval.plus(share(part(interval, LATER))));
  }

  /**
   * It could not be asked.
   *
   * @param atLeast how long the source wants to be left alone, which is heeded within bounds
   */
  void failed(Instant now, Optional<Duration> atLeast) {
    Duration most = shorter(interval, LONGEST);
    Duration doubled = shorter(SOON.multipliedBy(1L << Math.min(failures, 20)), most);
    failures++;
    Duration backOff = part(doubled, 0.5).plus(share(part(doubled, 0.5)));
    Duration asked = shorter(atLeast.orElse(Duration.ZERO), LONGEST);
    // All that were turned away are told the same time, and would come back together.
    waitFrom(
        now,
        backOff.compareTo(asked) >= 0
            ? backOff
            : asked.plus(share(part(asked, LATER).plus(backOff))));
  }

  private void waitFrom(Instant now, Duration next) {
    since = now;
    wait = next;
  }

  private Duration share(Duration of) {
    return part(of, random.nextDouble());
  }

  private static Duration part(Duration of, double part) {
    return Duration.ofMillis((long) (of.toMillis() * part));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
