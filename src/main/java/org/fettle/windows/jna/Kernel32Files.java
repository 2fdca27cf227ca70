package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** What kernel32.dll tells of drives and open files. Handles and addresses are plain numbers. */
final class Kernel32Files {
  static {
    Native.register(Kernel32Files.class, NativeLibrary.getInstance("kernel32"));
  }

  private Kernel32Files() {}

  static native int GetDriveTypeW(long root);

  static native int GetFinalPathNameByHandleW(long file, long path, int length, int flags);
}
