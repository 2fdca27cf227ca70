package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BackgroundModeTest {
  private static final int BEGIN = 0x10000;
  private static final int END = 0x20000;

  // What is complained of is on purpose. The field keeps the logger from being collected.
  private static final java.util.logging.Logger QUIET =
      java.util.logging.Logger.getLogger(BackgroundMode.class.getName());

  @BeforeAll
  static void beQuiet() {
    QUIET.setLevel(java.util.logging.Level.OFF);
  }

  /** As a thread of Windows: it is in the mode, or it is not. */
  private static final class Modes {
    private final List<Integer> asked = new ArrayList<>();
    private boolean isBackground;

    int set(int mode) {
      asked.add(mode);
      if (mode == BEGIN && isBackground) {
        return 400;
      }
      if (mode == END && !isBackground) {
        return 401;
      }
      isBackground = mode == BEGIN;
      return 0;
    }
  }

  private final Modes modes = new Modes();
  private final BackgroundMode mode = new BackgroundMode(modes::set);

  @Test
  void workIsDoneInTheModeAndNothingAfterIt() {
    assertThat(mode.during(() -> modes.isBackground)).isTrue();
    assertThat(modes.isBackground).isFalse();
  }

  @Test
  void workThatThrowsLeavesTheThreadAsItWas() {
    assertThatThrownBy(() ->
            mode.during(() -> {
              throw new IllegalStateException("test");
            }))
        .hasMessage("test");
    assertThat(modes.isBackground).isFalse();
  }

  @Test
  void workWithinSuchWorkDoesNotEndTheMode() {
    assertThat(mode.during(() -> mode.during(() -> "inner") + modes.isBackground))
        .isEqualTo("innertrue");
    assertThat(modes.asked).containsExactly(BEGIN, BEGIN, END);
  }

  @Test
  void whoeverEndedItMeanwhileIsNoTrouble() {
    String done =
        mode.during(() -> {
          modes.isBackground = false;
          return "done";
        });
    assertThat(done).isEqualTo("done");
  }

  @Test
  void whereWindowsRefusesTheWorkIsDoneAllTheSame() {
    List<Integer> asked = new ArrayList<>();
    BackgroundMode refused =
        new BackgroundMode(which -> {
          asked.add(which);
          return 5;
        });
    assertThat(refused.during(() -> "done")).isEqualTo("done");
    assertThat(asked).as("an end without a beginning is not asked for").containsExactly(BEGIN);
  }

  /** Wine knows no such mode (87); that it is begun at all is seen on Windows alone. */
  @Test
  @OnWindows
  void theRealThreadIsAsItWasAfterwards() {
    long thread = Kernel32Threads.GetCurrentThread();
    int before = Kernel32Threads.GetThreadPriority(thread);
    assertThat(new BackgroundMode().during(() -> "done")).isEqualTo("done");
    assertThat(Kernel32Threads.GetThreadPriority(thread)).isEqualTo(before);
    assertThat(Kernel32Threads.SetThreadPriority(thread, Kernel32Threads.BACKGROUND_END))
        .as("an end of a mode that was left on")
        .isFalse();
  }
}
