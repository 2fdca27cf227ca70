package org.fettle.windows.jna;

import java.time.InstantSource;
import org.fettle.windows.RegistryWatch;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWatch;
import org.fettle.windows.memory.MemoryWindows;
import org.jspecify.annotations.Nullable;

/** The watch of a machine in memory keeps the contract of the real one. */
class MemoryWatchContractTest extends RegistryWatchContract {
  private @Nullable MemoryWatch open;
  private final MemoryWindows machine =
      new MemoryWindows(
          MachineFile.read(""),
          InstantSource.system(),
          changed -> {
            if (open != null) {
              open.changed();
            }
          });

  @Override
  Windows machine() {
    return machine;
  }

  @Override
  RegistryWatch opened(Runnable told) {
    open = new MemoryWatch(machine.registry(), told);
    return open;
  }
}
