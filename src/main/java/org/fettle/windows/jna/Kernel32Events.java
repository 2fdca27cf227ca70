package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of kernel32.dll for events and for waiting. A handle and an address are plain
 * numbers, 0 is NULL.
 */
final class Kernel32Events {
  // winbase.h, winnt.h
  static final int INFINITE = -1;
  static final int WAIT_OBJECT_0 = 0;
  static final int MAXIMUM_WAIT_OBJECTS = 64;

  static {
    Native.register(Kernel32Events.class, NativeLibrary.getInstance("kernel32"));
  }

  private Kernel32Events() {}

  static native long CreateEventW(long security, boolean manual, boolean signalled, long name);

  static native boolean SetEvent(long event);

  static native int WaitForSingleObject(long handle, int milliseconds);

  static native int WaitForMultipleObjects(int count, long handles, boolean all, int milliseconds);

  static native boolean CloseHandle(long handle);
}
