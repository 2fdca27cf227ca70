package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockJumpsTest {
  private Instant time = Instant.parse("2030-01-01T00:00:00Z");
  private long count = Long.MAX_VALUE - 1; // nanoTime may overflow
  private final ClockJumps jumps = new ClockJumps(() -> time, () -> count);

  private void passes(Duration duration, Duration ofTheClock) {
    count += duration.toNanos();
    time = time.plus(ofTheClock);
  }

  @Test
  void aClockThatGoesOnWasNotSetBack() {
    for (int minute = 0; minute < 5; minute++) {
      passes(Duration.ofMinutes(1), Duration.ofMinutes(1));
      assertThat(jumps.wasSetBack()).isFalse();
    }
  }

  @Test
  void aJumpForwardOrALittleCorrectionIsNone() {
    passes(Duration.ofMinutes(1), Duration.ofDays(30));
    assertThat(jumps.wasSetBack()).isFalse();
    passes(Duration.ofMinutes(1), Duration.ofSeconds(5));
    assertThat(jumps.wasSetBack()).isFalse();
  }

  @Test
  void aClockThatWasYearsAheadIsSetBackOnce() {
    passes(Duration.ofMinutes(1), Duration.ofDays(-1000));
    assertThat(jumps.wasSetBack()).isTrue();
    passes(Duration.ofMinutes(1), Duration.ofMinutes(1));
    assertThat(jumps.wasSetBack()).isFalse();
  }
}
