package org.fettle.windows;

import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryRegistry;
import org.fettle.windows.memory.MemoryWindows;

/** A small machine to change. */
record Fixture(MemoryWindows windows) {
  static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");

  Fixture() {
    this(new MemoryWindows(MachineFile.read("registry: { 'HKLM\\SOFTWARE\\Contoso': {} }")));
  }

  MemoryRegistry registry() {
    return windows.registry();
  }

  Fixture with(String name, RegistryValue value) {
    registry().set(KEY, name, value);
    return this;
  }
}
