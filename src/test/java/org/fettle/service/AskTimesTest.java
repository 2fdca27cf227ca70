package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private static AskTimes times(Duration interval, long seed) {
    return new AskTimes(interval, new Random(seed));
  }

  /** How long it is not due, to the second. */
  private static Duration wait(AskTimes times) {
    Duration wait = Duration.ZERO;
    while (!times.isDue(NOW.plus(wait))) {
      wait = wait.plusSeconds(1);
    }
    return wait;
  }

  @Test
  void theFirstTimeIsNow() {
    assertThat(times(HALF_AN_HOUR, 1).isDue(NOW)).isTrue();
  }

  @Test
  void machinesThatStartTogetherAskInTheirShareOfAQuarterOfAnHour() {
    Duration sum = Duration.ZERO;
    Random random = new Random(1);
    for (int machine = 0; machine < 200; machine++) {
      AskTimes times = new AskTimes(Duration.ofDays(1), random);
      times.mayWait(NOW);
      assertThat(wait(times)).isLessThanOrEqualTo(Duration.ofMinutes(15));
      sum = sum.plus(wait(times));
    }
    assertThat(sum.dividedBy(200)).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(9));
  }

  @Test
  void anAnswerMakesItWaitForTheIntervalAndUpToATenthMore() {
    for (int seed = 0; seed < 50; seed++) {
      AskTimes times = times(HALF_AN_HOUR, seed);
      times.answered(NOW);
      assertThat(wait(times)).isBetween(HALF_AN_HOUR, Duration.ofMinutes(33));
    }
  }

  // The share of the wait is between a half and the whole.
  @ParameterizedTest
  @CsvSource({
    "PT30M, 1, PT1M",
    "PT30M, 3, PT4M",
    "PT30M, 6, PT30M",
    "PT30M, 60, PT30M",
    "P7D, 9, PT256M",
    "P7D, 10, PT6H",
    "P7D, 100, PT6H"
  })
  void eachFailureDoublesTheWaitUpToTheIntervalAndSixHours(
      Duration interval, int failures, Duration longest) {
    for (int seed = 0; seed < 10; seed++) {
      AskTimes times = times(interval, seed);
      for (int i = 0; i < failures; i++) {
        times.failed(NOW, Optional.empty());
      }
      assertThat(wait(times)).isBetween(longest.dividedBy(2), longest.plusSeconds(1));
    }
  }

  @Test
  void anAnswerEndsTheBackOff() {
    AskTimes times = times(HALF_AN_HOUR, 1);
    for (int i = 0; i < 9; i++) {
      times.failed(NOW, Optional.empty());
    }
    times.answered(NOW);
    times.failed(NOW, Optional.empty());
    assertThat(wait(times)).isLessThanOrEqualTo(Duration.ofSeconds(61));
  }

  @ParameterizedTest
  @CsvSource({"PT10M, PT10M, PT12M", "P30D, PT6H, PT400M", "PT0S, PT30S, PT61S"})
  void whatTheServerAsksForIsHeededWithinBounds(Duration asked, Duration least, Duration most) {
    for (int seed = 0; seed < 10; seed++) {
      AskTimes times = times(HALF_AN_HOUR, seed);
      times.failed(NOW, Optional.of(asked));
      assertThat(wait(times)).isBetween(least, most);
    }
  }

  @Test
  void aClockThatIsSetBackPutsNothingOff() {
    AskTimes times = times(HALF_AN_HOUR, 1);
    times.answered(NOW);
    assertThat(times.isDue(NOW.minus(Duration.ofDays(400)))).isTrue();
  }

  @Test
  void whatIsNearIsDueAtEveryLook() {
    AskTimes times = times(Duration.ZERO, 1);
    times.mayWait(NOW);
    assertThat(times.isDue(NOW)).isTrue();
    times.answered(NOW);
    assertThat(times.isDue(NOW)).isTrue();
    times.failed(NOW, Optional.empty());
    assertThat(times.isDue(NOW)).isTrue();
  }
}
