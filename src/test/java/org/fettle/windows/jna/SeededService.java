package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.ptr.IntByReference;
import java.util.Locale;
import java.util.Optional;
import org.fettle.windows.Service.Start;
import org.fettle.windows.memory.Serving;

/**
 * A service that is there for a test only. Its program is the print spooler's, which serves under
 * any name where it has a process of its own. Uses JNA's own binding, and looks at the start type
 * in the registry.
 */
final class SeededService implements AutoCloseable {
  private static final String SPOOLER = "C:\\windows\\system32\\spoolsv.exe";
  private static final int SECONDS = 30;

  private final String name;
  private final SC_HANDLE handle;

  private SeededService(String name, SC_HANDLE handle) {
    this.name = name;
    this.handle = handle;
  }

  static SeededService create(String name, Serving serving) {
    boolean isDriver = serving.driver().orElse(false) || start(serving) == Start.BOOT;
    String program = isDriver ? "C:\\windows\\system32\\drivers\\fettle.sys" : SPOOLER;
    SeededService service = create(name, serving.title().orElse(name), program, isDriver, serving);
    if (serving.running().orElse(false)) {
      assertThat(Advapi32.INSTANCE.StartService(service.handle, 0, null))
          .as("start %s, code %d", name, Native.getLastError())
          .isTrue();
      service.await(Winsvc.SERVICE_RUNNING);
    }
    return service;
  }

  /** A manual service with a program of its own, which is not started. */
  static SeededService create(String name, String program) {
    Optional<Boolean> unsaid = Optional.empty();
    return create(
        name,
        name,
        program,
        false,
        new Serving(Optional.empty(), Optional.empty(), unsaid, unsaid, unsaid));
  }

  private static SeededService create(
      String name, String title, String program, boolean isDriver, Serving serving) {
    SC_HANDLE services = Advapi32.INSTANCE.OpenSCManager(null, null, Winsvc.SC_MANAGER_ALL_ACCESS);
    try {
      SC_HANDLE handle =
          Advapi32.INSTANCE.CreateService(
              services,
              name,
              title,
              Winsvc.SERVICE_ALL_ACCESS,
              isDriver ? WinNT.SERVICE_KERNEL_DRIVER : WinNT.SERVICE_WIN32_OWN_PROCESS,
              number(start(serving)),
              WinNT.SERVICE_ERROR_IGNORE,
              program,
              null,
              null,
              null,
              null,
              null);
      assertThat(handle).as("create %s, code %d", name, Native.getLastError()).isNotNull();
      return new SeededService(name, handle);
    } finally {
      Advapi32.INSTANCE.CloseServiceHandle(services);
    }
  }

  private static Start start(Serving serving) {
    return serving.start().orElseThrow();
  }

  private static int number(Start start) {
    return switch (start) {
      case BOOT -> WinNT.SERVICE_BOOT_START;
      case AUTOMATIC -> WinNT.SERVICE_AUTO_START;
      case MANUAL -> WinNT.SERVICE_DEMAND_START;
      case DISABLED -> WinNT.SERVICE_DISABLED;
      case DELAYED -> throw new IllegalArgumentException("Not under Wine.");
    };
  }

  /** How it is, read anew. */
  String state() {
    String key = "SYSTEM\\CurrentControlSet\\Services\\" + name;
    int start = Advapi32Util.registryGetIntValue(WinReg.HKEY_LOCAL_MACHINE, key, "Start");
    return text(name, start, current() == Winsvc.SERVICE_RUNNING);
  }

  /** The text that {@link #state} would give for such a service. */
  static String stateOf(String name, Serving serving) {
    return text(name, number(start(serving)), serving.running().orElseThrow());
  }

  private static String text(String name, int start, boolean running) {
    return String.format(Locale.ROOT, "%s: start %d, running %b", name, start, running);
  }

  int current() {
    Winsvc.SERVICE_STATUS_PROCESS status = new Winsvc.SERVICE_STATUS_PROCESS();
    assertThat(
            Advapi32.INSTANCE.QueryServiceStatusEx(
                handle,
                Winsvc.SC_STATUS_TYPE.SC_STATUS_PROCESS_INFO,
                status,
                status.size(),
                new IntByReference()))
        .isTrue();
    return status.dwCurrentState;
  }

  private void await(int state) {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (current() != state) {
      if (System.nanoTime() > end) {
        fail("%s is in state %d after %d seconds.", name, current(), SECONDS);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    if (current() != Winsvc.SERVICE_STOPPED) {
      Advapi32.INSTANCE.ControlService(
          handle, Winsvc.SERVICE_CONTROL_STOP, new Winsvc.SERVICE_STATUS());
      await(Winsvc.SERVICE_STOPPED);
    }
    assertThat(Advapi32.INSTANCE.DeleteService(handle)).as("delete %s", name).isTrue();
    Advapi32.INSTANCE.CloseServiceHandle(handle);
  }
}
