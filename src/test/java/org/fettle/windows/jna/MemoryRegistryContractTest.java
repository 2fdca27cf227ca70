package org.fettle.windows.jna;

import java.util.List;
import java.util.Map;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.WritableRegistry;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** The machine in memory keeps the contract of the real registry. */
class MemoryRegistryContractTest extends RegistryContract {
  private MemoryWindows machine = new MemoryWindows(MachineFile.read(""));

  @Override
  WritableRegistry registry() {
    return machine.registry();
  }

  @Override
  void deny(RegistryKey key) {
    MachineFile now = machine.snapshot();
    machine =
        new MemoryWindows(
            new MachineFile(
                now.machine(),
                now.now(),
                now.elevated(),
                now.users(),
                now.registry(),
                List.of(key),
                now.owned(),
                now.files(),
                now.disk(),
                now.certificates(),
                now.services(),
                Map.of(),
                now.processes()));
  }

  @Override
  void clear(RegistryKey key) {
    if (!machine.snapshot().denied().isEmpty()) {
      machine = new MemoryWindows(MachineFile.read(""));
    }
    super.clear(key);
  }
}
