package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.util.Optional;
import org.fettle.windows.Service;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/** A service held open with just the rights that were asked for. */
final class OpenService implements ServiceCalls, AutoCloseable {
  // QueryServiceConfigW: "The maximum size of this array is 8K bytes."
  private static final int LARGEST_CONFIG = 8192;
  private static final int LONGEST_TITLE = 256;

  // QUERY_SERVICE_CONFIGW: type, start type, …, the addresses of the command and the title
  private static final int START_AT = 4;
  private static final int COMMAND_AT = 16;
  private static final int TITLE_AT = 56;
  private static final int CONFIG_SIZE = 64;

  private final String name;
  private final Pointer handle;

  private OpenService(String name, Pointer handle) {
    this.name = name;
    this.handle = handle;
  }

  /** Opens the service; empty when there is none of that name. */
  static Optional<OpenService> open(String act, String name, int access) {
    if (name.indexOf('\0') >= 0) {
      throw WindowsException.failed(act, "the service " + name, 123);
    }
    Pointer services =
        Advapi32Services.OpenSCManagerW(null, null, Advapi32Services.SC_MANAGER_CONNECT);
    if (services == null) {
      throw WindowsException.failed("open", "the list of services", Native.getLastError());
    }
    try {
      Pointer service = Advapi32Services.OpenServiceW(services, new WString(name), access);
      if (service != null) {
        return Optional.of(new OpenService(name, service));
      }
      int code = Native.getLastError();
      if (code == Advapi32Services.DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw WindowsException.failed(act, "the service " + name, code);
    } finally {
      Advapi32Services.CloseServiceHandle(services);
    }
  }

  @Override
  public Config config() {
    try (Memory config = new Memory(LARGEST_CONFIG);
        Memory needed = new Memory(4)) {
      if (!Advapi32Services.QueryServiceConfigW(handle, config, LARGEST_CONFIG, needed)) {
        throw failed("look at");
      }
      return new Config(
          (config.getInt(0) & Advapi32Services.DRIVER) != 0,
          config.getInt(START_AT),
          title(text(config, config.getPointer(TITLE_AT), LONGEST_TITLE)));
    }
  }

  private String title(String text) {
    return text.isEmpty() ? name : text;
  }

  /** The command by which Windows starts it, as it is written down. */
  String command() {
    try (Memory config = new Memory(LARGEST_CONFIG);
        Memory needed = new Memory(4)) {
      if (!Advapi32Services.QueryServiceConfigW(handle, config, LARGEST_CONFIG, needed)) {
        throw failed("look at");
      }
      return text(config, config.getPointer(COMMAND_AT), LARGEST_CONFIG);
    }
  }

  void setCommand(String command) {
    int same = Advapi32Services.NO_CHANGE;
    try (Memory text = new Memory(2L * (command.length() + 1))) {
      text.setWideString(0, command);
      if (!Advapi32Services.ChangeServiceConfigW(
          handle, same, same, same, text, null, null, null, null, null, null)) {
        throw failed("set the program of");
      }
    }
  }

  /** The text at an address that lies within the answer; cut, for it is anybody's text. */
  private static String text(Memory answer, @Nullable Pointer address, int longest) {
    long at = address == null ? -1 : Pointer.nativeValue(address) - Pointer.nativeValue(answer);
    if (at < CONFIG_SIZE || at >= LARGEST_CONFIG) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (long i = at; i + 1 < LARGEST_CONFIG && text.length() < longest; i += 2) {
      char unit = answer.getChar(i);
      if (unit == 0) {
        break;
      }
      text.append(unit);
    }
    return text.toString();
  }

  /** {@inheritDoc} Wine 8 does not know of that (124). */
  @Override
  public boolean isDelayed() {
    try (Memory delayed = new Memory(4);
        Memory needed = new Memory(4)) {
      if (!Advapi32Services.QueryServiceConfig2W(
          handle, Advapi32Services.DELAYED_AUTO_START_INFO, delayed, 4, needed)) {
        int code = Native.getLastError();
        if (code == Advapi32Services.INVALID_LEVEL) {
          return false;
        }
        throw WindowsException.failed("look at", thing(), code);
      }
      return delayed.getInt(0) != 0;
    }
  }

  @Override
  public Status status() {
    // SERVICE_STATUS_PROCESS: type, state, accepted, exit code, own exit code, check point, hint, …
    try (Memory status = new Memory(36);
        Memory needed = new Memory(4)) {
      if (!Advapi32Services.QueryServiceStatusEx(
          handle, Advapi32Services.STATUS_PROCESS_INFO, status, 36, needed)) {
        throw failed("look at");
      }
      int exitCode = status.getInt(12);
      return new Status(
          status.getInt(4),
          exitCode == Advapi32Services.SPECIFIC_ERROR ? status.getInt(16) : exitCode,
          status.getInt(20),
          status.getInt(24));
    }
  }

  @Override
  public void setStart(int start) {
    int same = Advapi32Services.NO_CHANGE;
    if (!Advapi32Services.ChangeServiceConfigW(
        handle, same, start, same, null, null, null, null, null, null, null)) {
      throw failed("set the start type of");
    }
  }

  @Override
  public void setDelayed(boolean delayed) {
    try (Memory info = new Memory(4)) {
      info.setInt(0, delayed ? 1 : 0);
      if (!Advapi32Services.ChangeServiceConfig2W(
          handle, Advapi32Services.DELAYED_AUTO_START_INFO, info)) {
        throw failed("set the start type of");
      }
    }
  }

  @Override
  public int askToStart() {
    return Advapi32Services.StartServiceW(handle, 0, null) ? 0 : Native.getLastError();
  }

  @Override
  public int askToStop() {
    return control(Advapi32Services.CONTROL_STOP);
  }

  /** Sends it a control; answers the Win32 code, 0 where it was taken. */
  int control(int control) {
    try (Memory status = new Memory(28)) {
      return Advapi32Services.ControlService(handle, control, status) ? 0 : Native.getLastError();
    }
  }

  /** The service as all views of it show it. */
  Service service() {
    Config config = config();
    int state = status().state();
    return new Service(
        name,
        config.title(),
        start(config.start()),
        state != Advapi32Services.STOPPED && state != Advapi32Services.STOP_PENDING,
        config.driver());
  }

  private Service.Start start(int start) {
    return switch (start) {
      case Advapi32Services.BOOT_START, Advapi32Services.SYSTEM_START -> Service.Start.BOOT;
      case Advapi32Services.AUTO_START ->
          isDelayed() ? Service.Start.DELAYED : Service.Start.AUTOMATIC;
      case Advapi32Services.DEMAND_START -> Service.Start.MANUAL;
      case Advapi32Services.DISABLED -> Service.Start.DISABLED;
      default -> throw WindowsException.broken(thing() + " has the start type " + start + ".");
    };
  }

  private String thing() {
    return "the service " + name;
  }

  private WindowsException failed(String act) {
    return WindowsException.failed(act, thing(), Native.getLastError());
  }

  @Override
  public void close() {
    Advapi32Services.CloseServiceHandle(handle);
  }
}
