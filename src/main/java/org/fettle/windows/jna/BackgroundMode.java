package org.fettle.windows.jna;

import com.sun.jna.Native;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.fettle.windows.LowPriority;

/**
 * The background mode of a thread, in which Windows gives it processor, disk and memory only where
 * nothing else wants them (SetThreadPriority, THREAD_MODE_BACKGROUND_BEGIN). The mode of a whole
 * process is another: Windows keeps such a one to 32 MiB of memory, in which Java thrashes.
 */
public final class BackgroundMode implements LowPriority {
  // winerror.h
  private static final int ALREADY_BACKGROUND = 400;
  private static final int NOT_BACKGROUND = 401;

  private static final System.Logger LOG = System.getLogger(BackgroundMode.class.getName());

  private final IntUnaryOperator priority;
  private volatile boolean complained;

  /** The mode of Windows. */
  public BackgroundMode() {
    this(BackgroundMode::set);
  }

  /**
   * A mode that is set by this function of the priority, which answers a Win32 code, 0 where it was
   * taken.
   */
  BackgroundMode(IntUnaryOperator priority) {
    this.priority = priority;
  }

  /** {@inheritDoc} Within such work it changes nothing: the outer one ends the mode. */
  @Override
  public <T> T during(Supplier<T> work) {
    boolean begun = tell("begin", Kernel32Threads.BACKGROUND_BEGIN, ALREADY_BACKGROUND);
    try {
      return work.get();
    } finally {
      if (begun) {
        tell("end", Kernel32Threads.BACKGROUND_END, NOT_BACKGROUND);
      }
    }
  }

  private boolean tell(String act, int mode, int soAlready) {
    int code = priority.applyAsInt(mode);
    if (code != 0 && code != soAlready && !complained) {
      complained = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "Windows does not {0} the background mode of a thread ({1}); its work is done at the"
              + " usual priority.",
          act,
          String.valueOf(code));
    }
    return code == 0;
  }

  private static int set(int mode) {
    return Kernel32Threads.SetThreadPriority(Kernel32Threads.GetCurrentThread(), mode)
        ? 0
        : Native.getLastError();
  }
}
