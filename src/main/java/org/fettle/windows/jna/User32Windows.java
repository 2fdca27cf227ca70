package org.fettle.windows.jna;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.win32.StdCallLibrary.StdCallCallback;

/** The few functions of user32.dll that find windows and ask them to close. */
final class User32Windows {
  // winuser.h
  static final int GW_OWNER = 4;
  static final int WM_CLOSE = 0x10;

  static {
    Native.register(User32Windows.class, NativeLibrary.getInstance("user32"));
  }

  private User32Windows() {}

  /** Told of each window; answers whether to go on. */
  interface EachWindow extends StdCallCallback, Callback {
    boolean at(long window, Pointer data);
  }

  static native boolean EnumWindows(EachWindow each, long data);

  static native int GetWindowThreadProcessId(long window, Pointer processId);

  static native long GetWindow(long window, int relation);

  static native boolean IsWindowVisible(long window);

  static native boolean IsWindowEnabled(long window);

  static native boolean PostMessageW(long window, int message, long first, long second);
}
