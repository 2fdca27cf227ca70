package org.fettle.windows.jna;

import com.sun.jna.Platform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Files;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Owners;
import org.fettle.windows.Processes;
import org.fettle.windows.Registry;
import org.fettle.windows.User;
import org.fettle.windows.Users;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * The Windows this process runs on. Closing a user's view lets go of what that view holds open and
 * remembers; closing the machine lets go of everything.
 */
public final class JnaWindows implements Windows {
  private static final int ACCESS_DENIED = 5;

  private final Optional<User> user;
  private final JnaRegistry registry;
  private final Users users;
  private final Processes processes;
  private final Files files;
  private final JnaOwners owners;
  private final Map<String, JnaWindows> views = new HashMap<>();
  private final JnaWindows machine;

  private JnaWindows() {
    machine = this;
    user = Optional.empty();
    registry = new JnaRegistry(user);
    users = new JnaUsers(registry);
    processes = new JnaProcesses();
    files = new JnaFiles(() -> JnaEnvironment.of(registry, user, false));
    owners = new JnaOwners(registry, user);
  }

  private JnaWindows(JnaWindows machine, User person) {
    this.machine = machine;
    user = Optional.of(person);
    registry = new JnaRegistry(user);
    users = machine.users;
    processes = machine.processes;
    boolean self = users.self().filter(own -> own.sid().equals(person.sid())).isPresent();
    if (!self && !users.isElevated()) {
      throw WindowsException.failed("open the view of", person.name(), ACCESS_DENIED);
    }
    files = new JnaFiles(() -> JnaEnvironment.of(registry, user, self));
    owners = new JnaOwners(registry, user);
  }

  /**
   * Opens the machine.
   *
   * @throws WindowsException when this is not a 64-bit Java on Windows
   */
  public static JnaWindows open() {
    if (!Platform.isWindows() || !Platform.is64Bit()) {
      throw WindowsException.broken("There is no Windows here that a 64-bit Java could look at.");
    }
    return NativeCalls.guarded("open", "this machine", JnaWindows::new);
  }

  @Override
  public MachineFacts facts() {
    return JnaFacts.read();
  }

  @Override
  public Registry registry() {
    return registry;
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Processes processes() {
    return processes;
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public Owners owners() {
    return owners;
  }

  @Override
  public Optional<User> user() {
    return user;
  }

  @Override
  public Windows as(User person) {
    synchronized (machine.views) {
      return machine.views.computeIfAbsent(person.sid(), sid -> new JnaWindows(machine, person));
    }
  }

  @Override
  public void apply(Change change) {
    Changes.apply(registry, change);
  }

  @Override
  public void close() {
    registry.close();
    owners.close();
    if (machine == this) {
      synchronized (views) {
        views.values().forEach(JnaWindows::close);
      }
    }
  }
}
