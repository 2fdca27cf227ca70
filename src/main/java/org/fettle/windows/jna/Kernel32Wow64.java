package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** Windows 10 1709 and later; apart, because a mapped class needs every function it names. */
final class Kernel32Wow64 {
  static {
    Native.register(Kernel32Wow64.class, NativeLibrary.getInstance("kernel32"));
  }

  private Kernel32Wow64() {}

  static native boolean IsWow64Process2(
      long process, Pointer processMachine, Pointer nativeMachine);
}
