package org.fettle.check;

import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** A case laid out in memory; its state is the whole machine. */
final class MemoryBench implements CaseRun.Bench {
  private final MemoryWindows machine;

  MemoryBench(KindCase kindCase) {
    machine = new MemoryWindows(kindCase.machine());
  }

  @Override
  public Windows windows() {
    return machine;
  }

  @Override
  public String state() {
    return stateOf(machine.snapshot());
  }

  @Override
  public String stateOf(MachineFile other) {
    return other.toYaml();
  }

  @Override
  public void close() {
    machine.close();
  }
}
