package org.fettle.windows;

import java.time.Instant;
import java.util.Optional;

/**
 * A machine seen through something: whatever a view does not see in its own way, it shows as the
 * machine does. It does not write, and closing it closes nothing: the machine belongs to whoever
 * opened it.
 */
public abstract class WindowsView implements Windows {
  private final Windows machine;

  protected WindowsView(Windows machine) {
    this.machine = machine;
  }

  /** The machine behind the view. */
  protected final Windows machine() {
    return machine;
  }

  @Override
  public MachineFacts facts() {
    return machine.facts();
  }

  @Override
  public Instant now() {
    return machine.now();
  }

  @Override
  public Registry registry() {
    return machine.registry();
  }

  @Override
  public Credentials credentials() {
    return machine.credentials();
  }

  @Override
  public Certificates certificates() {
    return machine.certificates();
  }

  @Override
  public Services services() {
    return machine.services();
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
  public void apply(Change change) {
    throw new UnsupportedOperationException("This view of a machine does not write.");
  }

  @Override
  public void close() {}
}
