package org.fettle.windows.jna;

import java.time.Instant;
import org.fettle.windows.Change;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;

/**
 * The machine this runs on, with its clock standing where a case says: nobody sets the real one.
 */
final class AtTime extends WindowsView {
  private final Instant now;

  AtTime(Windows machine, Instant now) {
    super(machine);
    this.now = now;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Windows as(User user) {
    return new AtTime(machine().as(user), now);
  }

  @Override
  public void apply(Change change) {
    machine().apply(change);
  }
}
