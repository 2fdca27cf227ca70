package org.fettle.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Change;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryWatch;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWatch;
import org.fettle.windows.memory.MemoryWindows;
import org.jspecify.annotations.Nullable;

/** A machine in memory that several programs change at the same time, and that is watched. */
final class SharedMachine {
  private final Object lock = new Object();
  private final MemoryWindows machine;
  private volatile @Nullable MemoryWatch watch;

  SharedMachine(String file) {
    machine = new MemoryWindows(MachineFile.read(file));
  }

  /** A view of it, for one of the programs. */
  Windows open() {
    return new View(machine);
  }

  /** The one watch of it. */
  RegistryWatch watch(Runnable told) {
    MemoryWatch made = new MemoryWatch(open().registry(), told);
    watch = made;
    return made;
  }

  private final class View extends WindowsView implements Registry {
    View(Windows machine) {
      super(machine);
    }

    @Override
    public Registry registry() {
      return this;
    }

    @Override
    public Windows as(User user) {
      return new View(machine().as(user));
    }

    @Override
    public void apply(Change change) {
      synchronized (lock) {
        machine().apply(change);
      }
      MemoryWatch told = watch;
      if (told != null) {
        told.changed();
      }
    }

    @Override
    public Optional<RegistryValue> value(RegistryKey key, String name) {
      synchronized (lock) {
        return machine().registry().value(key, name);
      }
    }

    @Override
    public boolean exists(RegistryKey key) {
      synchronized (lock) {
        return machine().registry().exists(key);
      }
    }

    @Override
    public List<String> subkeys(RegistryKey key) {
      synchronized (lock) {
        return machine().registry().subkeys(key);
      }
    }

    @Override
    public Map<String, RegistryValue> values(RegistryKey key) {
      synchronized (lock) {
        return machine().registry().values(key);
      }
    }

    @Override
    public Optional<Instant> lastWritten(RegistryKey key) {
      synchronized (lock) {
        return machine().registry().lastWritten(key);
      }
    }
  }
}
