package org.fettle.windows.jna;

import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.time.Duration;
import org.fettle.windows.ServiceProgram;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/** Makes this process the service that Windows has started it for. */
public final class ServiceHost implements ServiceProtocol.Reports {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int STATUS_BYTES = 7 * 4;

  private final WString name;
  private final ServiceProtocol protocol;

  // Windows keeps their addresses, so they must live as long as the process.
  private final Advapi32ServiceHost.Main main = (count, arguments) -> serve();
  private final Advapi32ServiceHost.Control control =
      (code, type, data, context) -> protocol().control(code, type);

  // Made beforehand: the last report must not fail because memory has run out.
  private final Memory status = new Memory(STATUS_BYTES);
  private final @Nullable Function atExit = reportAtExit();
  private @Nullable Pointer handle;
  private volatile boolean leftToLauncher;

  private ServiceHost(String name, ServiceProgram program) {
    this.name = new WString(name);
    this.protocol = new ServiceProtocol(program, this, BEAT, ServiceProtocol.START);
  }

  /**
   * Runs the program as the service of that name; returns when it has stopped.
   *
   * @throws WindowsException when this process was not started by the service control
   */
  public static void run(String name, ServiceProgram program) {
    NativeCalls.guarded(
        "run",
        "the service " + name,
        () -> {
          new ServiceHost(name, program).dispatch();
          return name;
        });
  }

  // The launcher's, which tells Windows that the service has stopped when its process is all but
  // gone: whoever waits for that wants its files. Under any other program it is told at once.
  private static @Nullable Function reportAtExit() {
    try {
      return NativeLibrary.getProcess().getFunction("report_at_exit");
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }

  private ServiceProtocol protocol() {
    return protocol;
  }

  private void dispatch() {
    // SERVICE_TABLE_ENTRYW, and an empty one for the end
    try (Memory text = new Memory((name.length() + 1) * 2L);
        Memory table = new Memory(4L * Native.POINTER_SIZE)) {
      text.setWideString(0, name.toString());
      table.clear();
      table.setPointer(0, text);
      table.setPointer(Native.POINTER_SIZE, CallbackReference.getFunctionPointer(main));
      if (!Advapi32ServiceHost.StartServiceCtrlDispatcherW(table)) {
        throw WindowsException.failed("run", "the service " + name, Native.getLastError());
      }
    }
  }

  // The thread is Windows' own, with a stack of Windows' choice; the program gets one of Java's.
  private void serve() {
    try {
      handle = Advapi32ServiceHost.RegisterServiceCtrlHandlerExW(name, control, null);
      Thread thread = new Thread(this::serveOrHalt, "service");
      thread.start();
      thread.join();
    } catch (Throwable e) {
      halt(); // Windows sees the process end, which no service left running would tell it.
    }
  }

  private void serveOrHalt() {
    try {
      protocol.serve();
    } catch (Throwable e) {
      halt();
    }
    if (leftToLauncher) {
      // Windows hears of the end from the launcher, as the last thing: an installer replaces the
      // files of a service that has stopped at once, and none may still be held.
      System.exit(0);
    }
  }

  @Override
  public void report(ServiceProtocol.Status next) {
    int[] words = {
      Advapi32ServiceHost.OWN_PROCESS,
      next.state(),
      next.accepted(),
      next.exitCode(),
      next.specificCode(),
      next.checkpoint(),
      next.waitHint()
    };
    status.write(0, words, 0, words.length);
    if (next.state() == ServiceProtocol.STOPPED && atExit != null && handle != null) {
      atExit.invokeVoid(new Object[] {handle, status});
      leftToLauncher = true;
      return;
    }
    if (handle == null || !Advapi32ServiceHost.SetServiceStatus(handle, status)) {
      throw WindowsException.failed("report", "the state of " + name, Native.getLastError());
    }
  }

  @Override
  public void halt() {
    Runtime.getRuntime().halt(3);
  }
}
