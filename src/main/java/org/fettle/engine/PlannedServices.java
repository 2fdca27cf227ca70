package org.fettle.engine;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Service;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableServices;

/** The services as they will be; see {@link PlannedWindows}. */
final class PlannedServices implements WritableServices {
  private final Windows machine;
  private final Map<String, Service> planned = new HashMap<>();

  PlannedServices(Windows machine) {
    this.machine = machine;
  }

  @Override
  public Optional<Service> find(String name) {
    return Optional.ofNullable(planned.get(address(name))).or(() -> machine.services().find(name));
  }

  @Override
  public void configure(String name, Service.Start start) {
    put(changeable(name).with(start));
  }

  @Override
  public void start(String name) {
    Service now = changeable(name);
    if (now.start() == Service.Start.DISABLED) {
      throw WindowsException.failed("start", "the service " + name, 1058);
    }
    put(now.with(true));
  }

  @Override
  public void stop(String name) {
    put(changeable(name).with(false));
  }

  private void put(Service service) {
    planned.put(address(service.name()), service);
  }

  private Service changeable(String name) {
    Service now =
        find(name)
            .orElseThrow(() -> WindowsException.failed("change", "the service " + name, 1060));
    if (now.driver()) {
      throw Service.isDriver(name);
    }
    return now;
  }

  private static String address(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
