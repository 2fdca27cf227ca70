package org.fettle.windows.jna;

import static org.fettle.windows.jna.Advapi32Services.SERVICE_CHANGE_CONFIG;
import static org.fettle.windows.jna.Advapi32Services.SERVICE_QUERY_CONFIG;
import static org.fettle.windows.jna.Advapi32Services.SERVICE_QUERY_STATUS;
import static org.fettle.windows.jna.Advapi32Services.SERVICE_START;
import static org.fettle.windows.jna.Advapi32Services.SERVICE_STOP;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.windows.Service;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableServices;
import org.fettle.windows.jna.OpenService.Status;

/** The services of this machine, through the service control manager. */
final class JnaServices implements WritableServices {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CONFIGURE = "set the start type of";

  @Override
  public Optional<Service> find(String name) {
    return NativeCalls.guarded(
        "look at",
        "the service " + name,
        () -> {
          Optional<OpenService> found =
              OpenService.open("look at", name, SERVICE_QUERY_CONFIG | SERVICE_QUERY_STATUS);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          try (OpenService open = found.get()) {
            return Optional.of(open.service());
          }
        });
  }

  @Override
  public void configure(String name, Service.Start start) {
    if (start == Service.Start.BOOT) {
      throw Service.isDriver(name);
    }
    with(CONFIGURE, name, SERVICE_CHANGE_CONFIG, open -> configure(open, start));
  }

  // All of it or nothing: a start type that is only half set is put back.
  private static void configure(OpenService open, Service.Start start) {
    int before = open.config().start();
    int wanted =
        switch (start) {
          case AUTOMATIC, DELAYED -> Advapi32Services.AUTO_START;
          case MANUAL -> Advapi32Services.DEMAND_START;
          case DISABLED -> Advapi32Services.DISABLED;
          case BOOT -> throw new IllegalArgumentException("A driver is not configured.");
        };
    if (wanted != before) {
      open.setStart(wanted);
    }
    try {
      // Only an automatic start can be delayed; what a service was set to before stays written
      // down.
      boolean delayed = start == Service.Start.DELAYED;
      if (wanted == Advapi32Services.AUTO_START && open.isDelayed() != delayed) {
        open.setDelayed(delayed);
      }
    } catch (WindowsException e) {
      if (wanted != before) {
        open.setStart(before);
      }
      throw e;
    }
  }

  @Override
  public void start(String name) {
    with("start", name, SERVICE_START, open -> start(open, name));
  }

  private static void start(OpenService open, String name) {
    ServiceWait wait = new ServiceWait(open, PATIENCE);
    // What is stopping has to stop before it can start.
    wait.whileIn(Advapi32Services.STOP_PENDING);
    int code = open.askToStart();
    if (code != 0 && code != Advapi32Services.ALREADY_RUNNING) {
      throw failed("start", name, code);
    }
    Status status = wait.whileIn(Advapi32Services.START_PENDING);
    switch (status.state()) {
      case Advapi32Services.START_PENDING ->
          throw late("start", name, "it is still starting", status);
      case Advapi32Services.STOPPED, Advapi32Services.STOP_PENDING ->
          throw WindowsException.broken(
              "Cannot start the service "
                  + name
                  + ": it stopped again with the exit code "
                  + Integer.toUnsignedString(status.exitCode())
                  + ".");
      default -> {}
    }
  }

  @Override
  public void stop(String name) {
    with("stop", name, SERVICE_STOP, open -> stop(open, name));
  }

  private static void stop(OpenService open, String name) {
    ServiceWait wait = new ServiceWait(open, PATIENCE);
    // What is starting takes no command before it runs.
    wait.whileIn(Advapi32Services.START_PENDING);
    int code = open.askToStop();
    boolean isOnItsWay =
        code == Advapi32Services.NOT_ACTIVE
            || (code == Advapi32Services.CANNOT_ACCEPT_CONTROL
                && open.status().state() == Advapi32Services.STOP_PENDING);
    if (code != 0 && !isOnItsWay) {
      throw failed("stop", name, code);
    }
    Status status = wait.until(Advapi32Services.STOPPED);
    if (status.state() != Advapi32Services.STOPPED) {
      throw late("stop", name, "it has not stopped", status);
    }
  }

  private static void with(String act, String name, int right, Consumer<OpenService> work) {
    NativeCalls.guarded(
        act,
        "the service " + name,
        () -> {
          try (OpenService open =
              OpenService.open(act, name, right | SERVICE_QUERY_CONFIG | SERVICE_QUERY_STATUS)
                  .orElseThrow(() -> failed(act, name, Advapi32Services.DOES_NOT_EXIST))) {
            if (open.config().driver()) {
              throw Service.isDriver(name);
            }
            work.accept(open);
          }
          return true;
        });
  }

  private static WindowsException failed(String act, String name, int code) {
    return WindowsException.failed(act, "the service " + name, code);
  }

  private static WindowsException late(String act, String name, String where, Status status) {
    return WindowsException.broken(
        "Cannot "
            + act
            + " the service "
            + name
            + ": after "
            + PATIENCE.toSeconds()
            + " seconds "
            + where
            + " (check point "
            + Integer.toUnsignedString(status.checkPoint())
            + ").");
  }
}
