package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** The service functions of advapi32.dll. */
final class Advapi32Services {
  // winsvc.h: rights
  static final int SC_MANAGER_CONNECT = 0x1;
  static final int SERVICE_QUERY_CONFIG = 0x1;
  static final int SERVICE_CHANGE_CONFIG = 0x2;
  static final int SERVICE_QUERY_STATUS = 0x4;
  static final int SERVICE_START = 0x10;
  static final int SERVICE_STOP = 0x20;
  static final int SERVICE_USER_DEFINED_CONTROL = 0x100;

  // winnt.h: SERVICE_KERNEL_DRIVER, SERVICE_FILE_SYSTEM_DRIVER, SERVICE_RECOGNIZER_DRIVER
  static final int DRIVER = 0x1 | 0x2 | 0x8;
  static final int BOOT_START = 0;
  static final int SYSTEM_START = 1;
  static final int AUTO_START = 2;
  static final int DEMAND_START = 3;
  static final int DISABLED = 4;

  // winsvc.h: states and the rest
  static final int STOPPED = 1;
  static final int START_PENDING = 2;
  static final int STOP_PENDING = 3;
  static final int RUNNING = 4;
  static final int NO_CHANGE = -1;
  static final int CONTROL_STOP = 1;
  static final int STATUS_PROCESS_INFO = 0;
  static final int DELAYED_AUTO_START_INFO = 3;

  // winerror.h
  static final int INVALID_LEVEL = 124;
  static final int ALREADY_RUNNING = 1056;
  static final int DOES_NOT_EXIST = 1060;
  static final int CANNOT_ACCEPT_CONTROL = 1061;
  static final int NOT_ACTIVE = 1062;
  static final int SPECIFIC_ERROR = 1066;

  static {
    Native.register(Advapi32Services.class, NativeLibrary.getInstance("advapi32"));
  }

  private Advapi32Services() {}

  static native @Nullable Pointer OpenSCManagerW(
      @Nullable Pointer machine, @Nullable Pointer database, int access);

  static native @Nullable Pointer OpenServiceW(Pointer services, WString name, int access);

  static native boolean CloseServiceHandle(Pointer handle);

  static native boolean QueryServiceConfigW(
      Pointer service, Pointer config, int size, Pointer needed);

  static native boolean QueryServiceConfig2W(
      Pointer service, int level, Pointer buffer, int size, Pointer needed);

  static native boolean QueryServiceStatusEx(
      Pointer service, int level, Pointer buffer, int size, Pointer needed);

  static native boolean ChangeServiceConfigW(
      Pointer service,
      int type,
      int start,
      int errorControl,
      @Nullable Pointer program,
      @Nullable Pointer group,
      @Nullable Pointer tag,
      @Nullable Pointer dependencies,
      @Nullable Pointer account,
      @Nullable Pointer password,
      @Nullable Pointer title);

  static native boolean ChangeServiceConfig2W(Pointer service, int level, Pointer info);

  static native boolean StartServiceW(Pointer service, int count, @Nullable Pointer arguments);

  static native boolean ControlService(Pointer service, int control, Pointer status);
}
