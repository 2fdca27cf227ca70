package org.fettle.engine;

import java.util.List;
import java.util.Set;
import org.fettle.windows.Processes;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;

/** A machine as it would be were these programs closed. */
final class WithoutPrograms extends WindowsView {
  private final Set<Processes.Running> closed;

  WithoutPrograms(Windows machine, Set<Processes.Running> closed) {
    super(machine);
    this.closed = closed;
  }

  @Override
  public Processes processes() {
    return new Others();
  }

  @Override
  public Windows as(User user) {
    return new WithoutPrograms(machine().as(user), closed);
  }

  private final class Others implements Processes {
    @Override
    public List<Running> running() {
      return machine().processes().running().stream()
          .filter(program -> !closed.contains(program))
          .toList();
    }

    @Override
    public boolean askToClose(Running program) {
      throw new UnsupportedOperationException("This view of a machine closes nothing.");
    }
  }
}
