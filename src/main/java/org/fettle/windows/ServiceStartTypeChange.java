package org.fettle.windows;

import java.util.Optional;

/** When a service starts; whether it runs at the moment does not matter to it. */
public record ServiceStartTypeChange(String name, Service.Start before, Service.Start after)
    implements Change {
  @Override
  public ServiceStartTypeChange inverse() {
    return new ServiceStartTypeChange(name, after, before);
  }

  @Override
  public String target() {
    return "start type of the service " + name;
  }

  @Override
  public String beforeText() {
    return before.shown();
  }

  @Override
  public String afterText() {
    return after.shown();
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return true;
  }

  @Override
  public Optional<String> forbidden() {
    return DenyList.reasonForService(name);
  }

  @Override
  public boolean fits(Windows machine) {
    return start(machine).equals(Optional.of(before));
  }

  @Override
  public boolean isDone(Windows machine) {
    return start(machine).equals(Optional.of(after));
  }

  private Optional<Service.Start> start(Windows machine) {
    return machine.services().find(name).map(Service::start);
  }

  @Override
  public void write(WritableWindows machine) {
    if (!fits(machine)) {
      throw WindowsException.changed(
          target(), beforeText(), start(machine).map(Service.Start::shown).orElse("absent"));
    }
    machine.services().configure(name, after);
  }
}
