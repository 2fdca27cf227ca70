package org.fettle.windows;

import java.util.Optional;

/**
 * Whether a service runs. It is a change of its own beside {@link ServiceStartTypeChange}, so that
 * a crash between the two leaves one that was made and one that was not, and nothing in between.
 *
 * <p>Windows starts with a service those it depends on; they keep running when it is stopped again.
 */
public record ServiceRunningChange(String name, boolean before, boolean after) implements Change {
  @Override
  public ServiceRunningChange inverse() {
    return new ServiceRunningChange(name, after, before);
  }

  @Override
  public String target() {
    return "service " + name;
  }

  @Override
  public String beforeText() {
    return Service.shown(before);
  }

  @Override
  public String afterText() {
    return Service.shown(after);
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
    return running(machine).equals(Optional.of(before));
  }

  @Override
  public boolean isDone(Windows machine) {
    return running(machine).equals(Optional.of(after));
  }

  private Optional<Boolean> running(Windows machine) {
    return machine.services().find(name).map(Service::running);
  }

  @Override
  public void write(WritableWindows machine) {
    if (!fits(machine)) {
      throw WindowsException.changed(
          target(), beforeText(), running(machine).map(Service::shown).orElse("absent"));
    }
    if (after) {
      machine.services().start(name);
    } else {
      machine.services().stop(name);
    }
  }
}
