package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The functions of kernel32.dll for the priority of the own thread. */
final class Kernel32Threads {
  // winbase.h: THREAD_MODE_BACKGROUND_BEGIN and THREAD_MODE_BACKGROUND_END
  static final int BACKGROUND_BEGIN = 0x10000;
  static final int BACKGROUND_END = 0x20000;

  static {
    Native.register(Kernel32Threads.class, NativeLibrary.getInstance("kernel32"));
  }

  private Kernel32Threads() {}

  /** A constant that means the calling thread; it is not closed. */
  static native long GetCurrentThread();

  static native boolean SetThreadPriority(long thread, int priority);

  static native int GetThreadPriority(long thread);
}
