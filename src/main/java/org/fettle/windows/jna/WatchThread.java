package org.fettle.windows.jna;

import com.sun.jna.Native;
import java.util.List;
import org.fettle.windows.WindowsException;

/**
 * A thread that sleeps until one of a few watched keys is changed, tells of it, and ends; or until
 * it is stopped. While it sleeps it takes no time of the processor.
 */
final class WatchThread {
  /** WaitForMultipleObjects takes 64; one is the one that stops it. */
  static final int MOST = Kernel32Events.MAXIMUM_WAIT_OBJECTS - 1;

  private static final System.Logger LOG = System.getLogger(WatchThread.class.getName());
  private static final long STACK = 256 * 1024;

  private final NativeBlock handles;
  private final int count;
  private final long stop;
  private final Runnable told;
  private final Thread thread = new Thread(null, this::waitAndTell, "registry watch", STACK);

  private WatchThread(List<WatchedKey> keys, Runnable told) {
    this.told = told;
    stop = Kernel32Events.CreateEventW(0, true, false, 0);
    if (stop == 0) {
      throw WindowsException.failed("watch", "the registry", Native.getLastError());
    }
    count = 1 + keys.size();
    handles = new NativeBlock(8 * count);
    handles.putLong(0, stop);
    for (int i = 1; i < count; i++) {
      handles.putLong(8 * i, keys.get(i - 1).event());
    }
    thread.setDaemon(true);
  }

  /** Waits for at most {@link #MOST} keys, which stay open until it is stopped. */
  static WatchThread start(List<WatchedKey> keys, Runnable told) {
    WatchThread started = new WatchThread(keys, told);
    started.thread.start();
    return started;
  }

  private void waitAndTell() {
    try {
      int index =
          NativeBlock.during(
              () ->
                  Kernel32Events.WaitForMultipleObjects(
                      count, handles.address(), false, Kernel32Events.INFINITE),
              handles);
      if (index < 0 || index >= count) {
        throw WindowsException.failed("wait for", "changes of the registry", Native.getLastError());
      }
      if (index > 0) {
        told.run();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.ERROR, "Changes of the registry are not seen any more.", e);
    }
  }

  /** Ends it, and waits until it has ended. */
  void stop() {
    Kernel32Events.SetEvent(stop);
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true; // The keys must not be closed under a thread that waits for them.
      }
    }
    Kernel32Events.CloseHandle(stop);
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
