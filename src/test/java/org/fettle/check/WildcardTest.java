package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "Lync, Lync, true",
    "Lync, lync, true",
    "Lync, Lync 2013, false",
    "Lync*, Lync 2013, true",
    "*2013, Lync 2013, true",
    "*2013, Lync 2013 (x64), false",
    "L?nc, Lync, true",
    "L?nc, Lnc, false",
    "*, '', true",
    "'', '', true",
    "'', x, false",
    "a*b*c, a-b-b-c, true",
    "a*b*c, a-c-b, false",
    "**a**, banana, true",
    "[a], a, false",
    "?, *, true"
  })
  void starsAndQuestionMarksStandForOthers(String pattern, String text, boolean matches) {
    assertThat(new Wildcard(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void manyStarsTakeNoTime() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThat(new Wildcard("*a".repeat(40) + "b").matches("a".repeat(5_000))).isFalse());
  }
}
