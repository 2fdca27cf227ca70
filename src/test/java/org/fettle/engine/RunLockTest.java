package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir Path folder;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Only /proc tells which files are open.")
  void whoeverDoesNotGetItLeavesNoFileOpen() throws Exception {
    RunLock held = RunLock.take(folder, Duration.ZERO);
    assertThat(openFiles()).isEqualTo(1);

    assertThatThrownBy(() -> RunLock.take(folder, Duration.ZERO)).isInstanceOf(RunLock.Held.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> RunLock.take(folder, Duration.ofMinutes(1)))
        .isInstanceOf(RunLock.Held.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(openFiles()).isEqualTo(1);

    held.close();
    assertThat(openFiles()).isZero();
    RunLock.take(folder, Duration.ZERO).close();
  }

  private long openFiles() throws IOException {
    Path file = folder.toRealPath().resolve("run.lock");
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(one -> leadsTo(one, file)).count();
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false; // The listing's own, which is closed by now.
    }
  }
}
