package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The few functions of kernel32.dll that tell of the machine and its files. */
final class Kernel32Machine {
  static {
    Native.register(Kernel32Machine.class, NativeLibrary.getInstance("kernel32"));
  }

  private Kernel32Machine() {}

  static native boolean GetComputerNameExW(int nameType, Pointer buffer, Pointer size);

  static native void GetNativeSystemInfo(Pointer info);

  static native int GetFileAttributesW(Pointer path);

  static native int GetFullPathNameW(Pointer path, int size, Pointer buffer, Pointer filePart);
}
