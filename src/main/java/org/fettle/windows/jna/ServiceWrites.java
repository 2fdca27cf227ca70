package org.fettle.windows.jna;

import java.time.Duration;
import org.fettle.windows.Service;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.ServiceCalls.Status;

/**
 * Changing one service. What Windows refuses was not done; what it accepted, and what could then
 * not be seen to come about in time, is told as not known.
 */
final class ServiceWrites {
  private final String thing;
  private final ServiceCalls service;
  private final Duration patience;

  /**
   * Changes of that service.
   *
   * @param patience how long it may take to start or stop
   */
  ServiceWrites(String name, ServiceCalls service, Duration patience) {
    this.thing = "the service " + name;
    this.service = service;
    this.patience = patience;
  }

  /** Sets the start type, all of it or nothing: one that is only half set is put back. */
  void configure(Service.Start start) {
    int before = service.config().start();
    int wanted =
        switch (start) {
          case AUTOMATIC, DELAYED -> Advapi32Services.AUTO_START;
          case MANUAL -> Advapi32Services.DEMAND_START;
          case DISABLED -> Advapi32Services.DISABLED;
          case BOOT -> throw new IllegalArgumentException("A driver is not configured.");
        };
    if (wanted != before) {
      service.setStart(wanted);
    }
    try {
      // Only an automatic start can be delayed; what a service was set to before stays written
      // down.
      boolean delayed = start == Service.Start.DELAYED;
      if (wanted == Advapi32Services.AUTO_START && service.isDelayed() != delayed) {
        service.setDelayed(delayed);
      }
    } catch (RuntimeException | Error e) {
      if (wanted != before) {
        putBack(before, e);
      }
      throw e;
    }
  }

  private void putBack(int before, Throwable why) {
    try {
      service.setStart(before);
    } catch (RuntimeException | Error e) {
      WindowsException unknown =
          WindowsException.unknown(
              "The start type of "
                  + thing
                  + " was set by half, and how it is now is not known: "
                  + why.getMessage()
                  + " Putting it back failed too: "
                  + e.getMessage());
      unknown.addSuppressed(why);
      unknown.addSuppressed(e);
      throw unknown;
    }
  }

  void start() {
    ServiceWait wait = new ServiceWait(service, patience);
    // What is stopping has to stop before it can start.
    wait.whileIn(Advapi32Services.STOP_PENDING);
    int code = service.askToStart();
    if (code != 0 && code != Advapi32Services.ALREADY_RUNNING) {
      throw WindowsException.failed("start", thing, code);
    }
    Status status =
        NativeCalls.afterwards(asked("start"), () -> wait.whileIn(Advapi32Services.START_PENDING));
    switch (status.state()) {
      case Advapi32Services.START_PENDING -> throw late("start", "it is still starting", status);
      case Advapi32Services.STOPPED, Advapi32Services.STOP_PENDING ->
          throw WindowsException.broken(
              "Cannot start "
                  + thing
                  + ": it stopped again with the exit code "
                  + Integer.toUnsignedString(status.exitCode())
                  + ".");
      default -> {}
    }
  }

  void stop() {
    ServiceWait wait = new ServiceWait(service, patience);
    // What is starting takes no command before it runs.
    wait.whileIn(Advapi32Services.START_PENDING);
    int code = service.askToStop();
    boolean isOnItsWay =
        code == Advapi32Services.NOT_ACTIVE
            || (code == Advapi32Services.CANNOT_ACCEPT_CONTROL
                && service.status().state() == Advapi32Services.STOP_PENDING);
    if (code != 0 && !isOnItsWay) {
      throw WindowsException.failed("stop", thing, code);
    }
    Status status =
        NativeCalls.afterwards(asked("stop"), () -> wait.until(Advapi32Services.STOPPED));
    if (status.state() != Advapi32Services.STOPPED) {
      throw late("stop", "it has not stopped", status);
    }
  }

  private String asked(String act) {
    return "Windows was asked to " + act + " " + thing;
  }

  private WindowsException late(String act, String where, Status status) {
    return WindowsException.unknown(
        asked(act)
            + ", but whether that comes about is not known: after "
            + patience.toSeconds()
            + " seconds "
            + where
            + " (check point "
            + Integer.toUnsignedString(status.checkPoint())
            + ").");
  }
}
