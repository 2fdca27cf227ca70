package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MakingUpTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private final MakingUp makingUp = new MakingUp(Duration.ofSeconds(30));

  private long secondsUntilAgain() {
    return Duration.between(NOW, makingUp.after(NOW)).toSeconds();
  }

  @Test
  void itIsMorePatientEachTimeUpToTenMinutes() {
    assertThat(secondsUntilAgain()).isEqualTo(30);
    assertThat(secondsUntilAgain()).isEqualTo(60);
    assertThat(secondsUntilAgain()).isEqualTo(120);
    assertThat(secondsUntilAgain()).isEqualTo(240);
    assertThat(secondsUntilAgain()).isEqualTo(480);
    assertThat(secondsUntilAgain()).isEqualTo(600);
    assertThat(secondsUntilAgain()).isEqualTo(600);
  }

  @Test
  void onceItCameToSomethingItBeginsAnew() {
    secondsUntilAgain();
    makingUp.over();
    assertThat(secondsUntilAgain()).isEqualTo(30);
  }
}
