package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** The functions of advapi32.dll that write to the Windows Event Log. */
final class Advapi32Events {
  // winnt.h: types of records
  static final int ERROR_TYPE = 0x1;
  static final int WARNING_TYPE = 0x2;
  static final int INFORMATION_TYPE = 0x4;

  static {
    Native.register(Advapi32Events.class, NativeLibrary.getInstance("advapi32"));
  }

  private Advapi32Events() {}

  static native @Nullable Pointer RegisterEventSourceW(@Nullable WString server, WString source);

  static native boolean DeregisterEventSource(Pointer log);

  static native boolean ReportEventW(
      Pointer log,
      short type,
      short category,
      int id,
      @Nullable Pointer user,
      short strings,
      int dataSize,
      Pointer texts,
      @Nullable Pointer data);
}
