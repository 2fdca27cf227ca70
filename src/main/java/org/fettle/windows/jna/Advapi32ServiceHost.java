package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.win32.DLLCallback;
import com.sun.jna.win32.StdCallLibrary.StdCallCallback;
import org.jspecify.annotations.Nullable;

/**
 * The functions of advapi32.dll by which a process is a service. The callbacks lie inside JNA's own
 * library ({@link DLLCallback}), because Windows was seen to refuse one outside any module (error
 * 126, github.com/java-native-access/jna issue 62).
 */
final class Advapi32ServiceHost {
  // winsvc.h
  static final int OWN_PROCESS = 0x10;

  static {
    Native.register(Advapi32ServiceHost.class, NativeLibrary.getInstance("advapi32"));
  }

  private Advapi32ServiceHost() {}

  /** LPSERVICE_MAIN_FUNCTIONW. */
  interface Main extends StdCallCallback, DLLCallback {
    void callback(int count, @Nullable Pointer arguments);
  }

  /** LPHANDLER_FUNCTION_EX. */
  interface Control extends StdCallCallback, DLLCallback {
    int callback(int control, int type, @Nullable Pointer data, @Nullable Pointer context);
  }

  static native boolean StartServiceCtrlDispatcherW(Pointer table);

  static native @Nullable Pointer RegisterServiceCtrlHandlerExW(
      WString name, Control control, @Nullable Pointer context);

  static native boolean SetServiceStatus(Pointer handle, Pointer status);
}
