package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Processes;
import org.fettle.windows.Processes.Running;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

/** How long one waits for programs that were asked to close. */
class InTheWayTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Running LYNC =
      new Running("lync.exe", 7, Optional.of("S-1-5-21-1-2-3-1001"));
  private static final Running CHILD = new Running("ucmapi.exe", 8, LYNC.ownerSid());
  private static final InTheWay BOTH = new InTheWay(List.of(LYNC, CHILD), List.of());

  private final List<Running> asked = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  /**
   * A machine on which the child ends with its parent, that many looks after the parent is asked.
   */
  private Windows machine(int looks, boolean takesTheQuestion) {
    return new WindowsView(new MemoryWindows(MachineFile.read(""))) {
      private int left = looks;

      @Override
      public Processes processes() {
        return new Processes() {
          @Override
          public List<Running> running() {
            return asked.isEmpty() || left-- > 0 ? List.of(LYNC, CHILD) : List.of();
          }

          @Override
          public boolean askToClose(Running program) {
            if (!program.equals(LYNC)) {
              throw program.isNotOwn();
            }
            asked.add(program);
            return takesTheQuestion;
          }
        };
      }

      @Override
      public Windows as(User user) {
        return this;
      }
    };
  }

  private List<Running> close(Windows machine) {
    return BOTH.close(machine, SHORT, (done, of, what) -> progress.add(done + "/" + of + what));
  }

  @Test
  void whatCannotBeAskedIsWaitedForWithWhatCan() {
    assertThat(close(machine(2, true))).isEmpty();
    assertThat(asked).containsExactly(LYNC);
    assertThat(progress).contains("0/2seconds, until lync.exe has closed").endsWith("1/2");
  }

  @Test
  void patienceIsOverAndNobodyIsEndedByForce() {
    long begin = System.nanoTime();
    assertThat(close(machine(Integer.MAX_VALUE, true))).containsExactly(LYNC, CHILD);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void whereNoneCouldBeAskedNobodyWaits() {
    long begin = System.nanoTime();
    assertThat(close(machine(Integer.MAX_VALUE, false))).containsExactly(LYNC, CHILD);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT);
  }
}
