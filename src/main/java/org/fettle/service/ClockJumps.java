package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Finds out that the machine's clock was set back, by one that only ever goes on. */
final class ClockJumps {
  /** Less than that is the usual care of a time service. */
  private static final Duration TOLERATED = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final LongSupplier nanoseconds;
  private Instant lastTime;
  private long lastCount;

  /**
   * Looks at that clock from now on.
   *
   * @param nanoseconds counts on, as {@link System#nanoTime} does
   */
  ClockJumps(InstantSource clock, LongSupplier nanoseconds) {
    this.clock = clock;
    this.nanoseconds = nanoseconds;
    this.lastTime = clock.instant();
    this.lastCount = nanoseconds.getAsLong();
  }

  /** Whether it was set back by more than a minute since it was asked last. */
  boolean wasSetBack() {
    Instant time = clock.instant();
    long count = nanoseconds.getAsLong();
    Instant expected = lastTime.plusNanos(count - lastCount);
    lastTime = time;
    lastCount = count;
    return time.isBefore(expected.minus(TOLERATED));
  }
}
