package org.fettle.windows.memory;

import java.util.Optional;
import org.fettle.windows.Service;

/**
 * A service of a machine file; manual and stopped unless said otherwise.
 *
 * @param title the name people see, where it is not the short name
 * @param driver whether it is a driver, as one that starts with Windows always is
 * @param denied whether nobody may look at it
 */
public record Serving(
    Optional<String> title,
    Optional<Service.Start> start,
    Optional<Boolean> running,
    Optional<Boolean> driver,
    Optional<Boolean> denied) {
  /** Takes any form. */
  public Serving {
    start = Optional.of(start.orElse(Service.Start.MANUAL));
    running = Optional.of(running.orElse(false));
    boolean starts = start.get() == Service.Start.BOOT;
    driver = driver.or(() -> Optional.of(starts)).filter(value -> value != starts);
    denied = denied.filter(value -> value);
    if (starts && driver.isPresent()) {
      throw new IllegalArgumentException("Only a driver has 'start: boot'.");
    }
  }

  Service named(String name) {
    Service.Start when = start.orElseThrow();
    return new Service(
        name,
        title.orElse(name),
        when,
        running.orElseThrow(),
        driver.orElse(when == Service.Start.BOOT));
  }

  Serving like(Service service) {
    return new Serving(
        title, Optional.of(service.start()), Optional.of(service.running()), driver, denied);
  }
}
