package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fettle.engine.RunLock;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on this computer exclude each other, wherever they keep their journal. */
@OnWindows
class TwoStateFoldersTest {
  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void aRunWithAnotherStateFolderWaitsForTheOneAtWork(@TempDir Path folder) throws Exception {
    Target target = new Target();
    target.stateFolder = folder;
    AtomicBoolean worked = new AtomicBoolean();

    try (RunLock other = RunLock.take(ThisComputer.stateFolder(), Duration.ZERO)) {
      assertThatThrownBy(() -> target.withEngine(engine -> work(worked)))
          .isInstanceOf(Stop.class)
          .hasMessageContaining("Another run of Fettle");
      assertThat(worked).isFalse();
    }

    assertThat(target.withEngine(engine -> work(worked))).isZero();
    assertThat(worked).isTrue();
  }

  @Test
  void theOwnStateFolderNamedIsNoOtherOne() throws Exception {
    Target target = new Target();
    target.stateFolder = ThisComputer.stateFolder();

    assertThat(target.withEngine(engine -> 0)).isZero();
  }

  private static int work(AtomicBoolean worked) {
    worked.set(true);
    return 0;
  }
}
