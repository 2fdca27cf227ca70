package org.fettle.engine;

import java.util.function.BiConsumer;
import org.fettle.windows.Change;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;

/**
 * A machine on which something else happens when a change is made: it is given the change and the
 * machine.
 */
class Unreliable extends WindowsView {
  private final BiConsumer<Windows, Change> writer;

  Unreliable(Windows machine, BiConsumer<Windows, Change> writer) {
    super(machine);
    this.writer = writer;
  }

  @Override
  public void apply(Change change) {
    writer.accept(machine(), change);
  }

  @Override
  public Windows as(User user) {
    return new Unreliable(machine().as(user), writer);
  }
}
