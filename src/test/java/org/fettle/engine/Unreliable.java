package org.fettle.engine;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.fettle.windows.Change;
import org.fettle.windows.Files;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Owners;
import org.fettle.windows.Processes;
import org.fettle.windows.Registry;
import org.fettle.windows.User;
import org.fettle.windows.Users;
import org.fettle.windows.Windows;

/**
 * A machine on which something else happens when a change is made: it is given the change and the
 * machine.
 */
class Unreliable implements Windows {
  private final Windows machine;
  private final BiConsumer<Windows, Change> writer;

  Unreliable(Windows machine, BiConsumer<Windows, Change> writer) {
    this.machine = machine;
    this.writer = writer;
  }

  @Override
  public void apply(Change change) {
    writer.accept(machine, change);
  }

  @Override
  public Windows as(User user) {
    return new Unreliable(machine.as(user), writer);
  }

  @Override
  public MachineFacts facts() {
    return machine.facts();
  }

  @Override
  public Registry registry() {
    return machine.registry();
  }

  @Override
  public Files files() {
    return machine.files();
  }

  @Override
  public Processes processes() {
    return machine.processes();
  }

  @Override
  public Users users() {
    return machine.users();
  }

  @Override
  public Owners owners() {
    return machine.owners();
  }

  @Override
  public Optional<User> user() {
    return machine.user();
  }

  @Override
  public void close() {}
}
