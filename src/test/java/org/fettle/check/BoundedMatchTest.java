package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;

class BoundedMatchTest {
  @Test
  void theLongestTextIsMatched() {
    assertThat(new BoundedMatch("a*", "X").matches("a".repeat(32_768))).isTrue();
  }

  @Test
  void aLongerTextIsRefused() {
    assertThatThrownBy(() -> new BoundedMatch("a*", "X").matches("a".repeat(32_769)))
        .isInstanceOf(WindowsException.class)
        .hasMessage("X holds a text of more than 32768 characters.");
  }

  @Test
  void aPatternThatBacktracksForeverIsGivenUp() {
    assertThatThrownBy(() -> new BoundedMatch("(.*a){12}b", "X").matches("a".repeat(60)))
        .isInstanceOf(WindowsException.class)
        .hasMessage("Matching X with the pattern '(.*a){12}b' took too long.");
  }

  @Test
  void aPatternThatRecursesTooDeepIsGivenUp() {
    assertThatThrownBy(() -> new BoundedMatch("(a|b|cd)*", "X").matches("ab".repeat(16_000)))
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining("took too long");
  }
}
