package org.fettle.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.fettle.journal.JournalException;
import org.fettle.journal.JournalFiles;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runs from interleaving. It is a lock of the operating system on a file, so a process
 * that dies lets go of it whatever happened.
 */
public final class RunLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Another run holds the lock. */
  public static final class Held extends Exception {
    private static final long serialVersionUID = 1;

    Held(Path file) {
      super("Another run of Fettle is at work here (it holds " + file + ").");
    }
  }

  /**
   * Takes the lock of that state folder, which is made where it is missing.
   *
   * @param wait how long to wait for another run to end
   * @throws Held when it has not ended by then
   */
  public static RunLock take(Path folder, Duration wait) throws Held {
    Path file = folder.resolve("run.lock");
    try {
      Files.createDirectories(folder);
      RunLock lock =
          new RunLock(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      boolean taken = false;
      try {
        taken = lock.isTakenWithin(wait);
      } finally {
        if (!taken) {
          lock.close();
        }
      }
      if (taken) {
        return lock;
      }
    } catch (IOException e) {
      throw new JournalException("Cannot lock " + file + ": " + JournalFiles.reason(e) + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Held(file);
  }

  private boolean isTakenWithin(Duration wait) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (tryLock(channel) == null) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new JournalException(
          "Cannot let go of the run lock: " + JournalFiles.reason(e) + ".", e);
    }
  }
}
