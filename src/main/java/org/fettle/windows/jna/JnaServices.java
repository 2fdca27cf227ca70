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
    with(CONFIGURE, name, SERVICE_CHANGE_CONFIG, service -> service.configure(start));
  }

  @Override
  public void start(String name) {
    with("start", name, SERVICE_START, ServiceWrites::start);
  }

  @Override
  public void stop(String name) {
    with("stop", name, SERVICE_STOP, ServiceWrites::stop);
  }

  private static void with(String act, String name, int right, Consumer<ServiceWrites> work) {
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
            work.accept(new ServiceWrites(name, open, PATIENCE));
          }
          return true;
        });
  }

  private static WindowsException failed(String act, String name, int code) {
    return WindowsException.failed(act, "the service " + name, code);
  }
}
