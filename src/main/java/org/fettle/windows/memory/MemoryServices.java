package org.fettle.windows.memory;

import java.util.Optional;
import org.fettle.windows.Service;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableServices;

/** The services of a machine file; each does at once what is asked of it. */
final class MemoryServices implements WritableServices {
  private static final int ACCESS_DENIED = 5;
  private static final int DISABLED = 1058;
  private static final int ABSENT = 1060;

  private final MemoryState state;

  MemoryServices(MemoryState state) {
    this.state = state;
  }

  @Override
  public Optional<Service> find(String name) {
    Serving serving = state.services.get(name);
    if (serving == null) {
      return Optional.empty();
    }
    if (serving.denied().isPresent()) {
      throw failed("look at", name, ACCESS_DENIED);
    }
    return Optional.of(serving.named(name));
  }

  @Override
  public void configure(String name, Service.Start start) {
    String act = "set the start type of";
    if (start == Service.Start.BOOT) {
      throw Service.isDriver(name);
    }
    put(changeable(act, name).with(start));
  }

  @Override
  public void start(String name) {
    Service service = changeable("start", name);
    if (service.start() == Service.Start.DISABLED && !service.running()) {
      throw failed("start", name, DISABLED);
    }
    put(service.with(true));
  }

  @Override
  public void stop(String name) {
    put(changeable("stop", name).with(false));
  }

  private Service changeable(String act, String name) {
    Serving serving = state.services.get(name);
    if (serving == null) {
      throw failed(act, name, ABSENT);
    }
    if (serving.denied().isPresent() || !state.file().isElevated()) {
      throw failed(act, name, ACCESS_DENIED);
    }
    Service service = serving.named(name);
    if (service.driver()) {
      throw Service.isDriver(name);
    }
    return service;
  }

  private void put(Service service) {
    state.services.computeIfPresent(service.name(), (name, serving) -> serving.like(service));
  }

  private static WindowsException failed(String act, String name, int code) {
    return WindowsException.failed(act, "the service " + name, code);
  }
}
