package org.fettle.windows.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fettle.windows.Processes;
import org.fettle.windows.memory.MachineFile.Program;

/** What runs on a machine in memory. Who is asked to close, and does, has closed at once. */
final class MemoryProcesses implements Processes {
  private final MemoryState state;
  private final Consumer<Runnable> saved;

  /**
   * Of that machine.
   *
   * @param saved runs what changes the machine
   */
  MemoryProcesses(MemoryState state, Consumer<Runnable> saved) {
    this.state = state;
    this.saved = saved;
  }

  @Override
  public List<Running> running() {
    return state.processes.stream().map(Program::running).toList();
  }

  @Override
  public boolean askToClose(Running program) {
    Optional<Program> known =
        state.processes.stream().filter(each -> each.running().equals(program)).findFirst();
    if (known.isEmpty()) {
      return false;
    }
    boolean isOwn =
        state
            .file()
            .self()
            .filter(self -> program.ownerSid().filter(self.sid()::equalsIgnoreCase).isPresent())
            .isPresent();
    if (!isOwn) {
      throw program.isNotOwn();
    }
    if (known.get().closes().isPresent()) {
      return false;
    }
    saved.accept(() -> state.processes.remove(known.get()));
    return true;
  }
}
