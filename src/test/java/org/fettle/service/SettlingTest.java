package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.fettle.service.Settling.Next;
import org.fettle.windows.RegistryKey;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final RegistryKey ONE = RegistryKey.parse("HKLM\\SOFTWARE\\One");
  private static final RegistryKey TWO = RegistryKey.parse("HKLM\\SOFTWARE\\Two");
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private final Settling settling =
      new Settling(
          new Settling.Pace(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(5)));

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void itIsLookedOnceNothingIsChangedAnyMore() {
    assertThat(settling.tooEarly(at(1))).isEmpty();
    assertThat(settling.after(Set.of(ONE), at(1))).isEqualTo(new Next.Wait(at(2)));
    assertThat(settling.after(Set.of(TWO), at(2))).isEqualTo(new Next.Wait(at(3)));
    assertThat(settling.after(Set.of(), at(3))).isEqualTo(new Next.LookAt(Set.of(ONE, TWO)));
  }

  @Test
  void whoeverNeverRestsIsLookedAtAllTheSame() {
    for (int second = 1; second < 11; second++) {
      assertThat(settling.after(Set.of(ONE), at(second))).isEqualTo(new Next.Wait(at(second + 1)));
    }
    assertThat(settling.after(Set.of(ONE), at(11))).isEqualTo(new Next.LookAt(Set.of(ONE)));
  }

  @Test
  void looksInVainAreMadeLessAndLessOftenUpToAMeasure() {
    int second = 0;
    int last = 0;
    for (int look = 0; look < 12; look++) {
      settling.looked(true, at(second));
      last = Math.min(300, 1 << look);
      assertThat(settling.tooEarly(at(second + 1)))
          .isEqualTo(
              last == 1
                  ? java.util.Optional.empty()
                  : java.util.Optional.of(new Next.Wait(at(second + last))));
      second += last;
      assertThat(settling.tooEarly(at(second))).isEmpty();
    }
    assertThat(last).isEqualTo(300);
    settling.looked(false, at(second));
    assertThat(settling.tooEarly(at(second))).isEmpty();
  }

  @Test
  void aLongRestIsForgotten() {
    settling.looked(true, at(0));
    settling.looked(true, at(100));
    settling.looked(true, at(200));
    assertThat(settling.tooEarly(at(201))).contains(new Next.Wait(at(204)));
    assertThat(settling.tooEarly(at(300))).isEmpty();
    settling.looked(true, at(300));
    assertThat(settling.tooEarly(at(301))).isEmpty();
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeItWait() {
    settling.looked(true, at(100_000));
    assertThat(settling.tooEarly(at(0))).contains(new Next.Wait(at(1)));
    assertThat(settling.tooEarly(at(1))).isEmpty();
  }
}
