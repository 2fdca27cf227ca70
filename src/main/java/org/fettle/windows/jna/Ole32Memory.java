package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** What ole32.dll does with memory that COM has handed out. */
final class Ole32Memory {
  static {
    Native.register(Ole32Memory.class, NativeLibrary.getInstance("ole32"));
  }

  private Ole32Memory() {}

  static native void CoTaskMemFree(Pointer memory);
}
