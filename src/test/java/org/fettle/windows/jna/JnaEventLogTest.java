package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.fettle.windows.EventLog.Level;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JnaEventLogTest {
  @ParameterizedTest
  @CsvSource({"INFORMATION,20,0x60000014", "WARNING,21,0xA0000015", "ERROR,40,0xE0000028"})
  void theNumberIsTheMessageFiles(Level level, int id, String message) {
    assertThat(JnaEventLog.message(level, id)).isEqualTo(Long.decode(message).intValue());
  }

  @Test
  void nothingInATextIsTakenForAPlaceToPutSomething() {
    assertThat(JnaEventLog.inserted("fe80::1%12 %1 %%5 100% %ProgramData% %{x} a\0b"))
        .isEqualTo("fe80::1% 12 % 1 % % 5 100% %ProgramData% % {x} a b");
  }

  @Test
  void aTextIsCutWhereWindowsWouldTakeNone() {
    assertThat(JnaEventLog.inserted("x".repeat(31_839))).hasSize(31_839).endsWith("x");
    assertThat(JnaEventLog.inserted("x".repeat(31_840))).hasSize(31_839).endsWith("x…");
    assertThat(JnaEventLog.inserted("x".repeat(31_837) + "\uD83D\uDE00xx"))
        .hasSize(31_838)
        .endsWith("x…");
    assertThat(JnaEventLog.inserted("%1".repeat(20_000))).hasSize(31_839);
  }

  /** Wine takes records and keeps none; that they arrive is seen on Windows alone. */
  @Test
  @OnWindows
  void recordsOfAnyLengthAreTaken() {
    assertThatCode(
            () -> {
              try (JnaEventLog log = JnaEventLog.of("Fettle")) {
                for (Level level : Level.values()) {
                  log.write(level, 6, "A test, é 日本.");
                  log.write(level, 6, "x".repeat(100_000));
                }
              }
            })
        .doesNotThrowAnyException();
  }
}
