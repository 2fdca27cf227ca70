package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.fettle.windows.Processes.Running;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;

@OnWindows
class JnaProcessesTest {
  private static final int SECONDS = 30;

  private final JnaProcesses processes = new JnaProcesses();

  @Test
  void aProgramWithAWindowIsAskedToCloseAndCloses() throws Exception {
    Process notepad = start("notepad.exe");
    try {
      Running program = running(notepad);
      assertThat(program.name()).isEqualToIgnoringCase("notepad.exe");
      assertThat(program.ownerSid()).isPresent().isEqualTo(Tokens.ownSid());
      // Until its window is there, there is nothing to ask.
      await(() -> processes.askToClose(program));
      assertThat(notepad.waitFor(SECONDS, TimeUnit.SECONDS)).as("has ended").isTrue();
      assertThat(processes.running()).doesNotContain(program);
      assertThat(processes.askToClose(program)).as("asked when it is gone").isFalse();
    } finally {
      notepad.destroyForcibly();
    }
  }

  @Test
  void aProgramWithoutAWindowCannotBeAsked() throws Exception {
    Process waiting = start("cmd.exe", "/c", "pause");
    try {
      assertThat(processes.askToClose(running(waiting))).isFalse();
      assertThat(waiting.isAlive()).isTrue();
    } finally {
      waiting.destroyForcibly();
    }
  }

  @Test
  void aNumberThatAnotherProgramHasByNowIsNotAsked() throws Exception {
    Process notepad = start("notepad.exe");
    try {
      Running known = running(notepad);
      Running other = new Running("lync.exe", known.id(), known.ownerSid());
      assertThat(processes.askToClose(other)).isFalse();
      await(() -> processes.askToClose(known));
    } finally {
      notepad.destroyForcibly();
    }
  }

  // Under Wine all programs are of one user and one session, so nobody else's can be tried.
  @Test
  void aProgramThatNeverWasIsNotAsked() {
    assertThat(processes.askToClose(new Running("lync.exe", 0x7FFF_FFF0L, Tokens.ownSid())))
        .isFalse();
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File("NUL"))
        .start();
  }

  private Running running(Process process) {
    return processes.running().stream()
        .filter(program -> program.id() == process.pid())
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("It has not come to that within %d seconds.", SECONDS);
      }
      Thread.sleep(100);
    }
  }
}
