package org.fettle.windows.memory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryWatch;

/** Watches a machine in memory, by a look after each of its changes. */
public final class MemoryWatch implements RegistryWatch {
  private final Registry registry;
  private final Runnable told;
  private final Map<RegistryKey, State> watched = new HashMap<>();
  private boolean isTold;

  private record State(boolean exists, Map<String, RegistryValue> values, List<String> subkeys) {}

  /** A watch of that registry, which is not read by two threads at once. */
  public MemoryWatch(Registry registry, Runnable told) {
    this.registry = registry;
    this.told = told;
  }

  private State state(RegistryKey key) {
    return new State(registry.exists(key), registry.values(key), registry.subkeys(key));
  }

  /** To be run after each change. */
  public void changed() {
    boolean isNews;
    synchronized (this) {
      isNews = !isTold && watched.entrySet().stream().anyMatch(this::isChanged);
      isTold |= isNews;
    }
    if (isNews) {
      told.run();
    }
  }

  private boolean isChanged(Map.Entry<RegistryKey, State> one) {
    return !state(one.getKey()).equals(one.getValue());
  }

  @Override
  public synchronized Set<RegistryKey> watch(Set<RegistryKey> keys) {
    watched.keySet().retainAll(keys);
    Set<RegistryKey> added = new HashSet<>(keys);
    added.removeAll(watched.keySet());
    added.forEach(key -> watched.put(key, state(key)));
    return added;
  }

  @Override
  public synchronized Set<RegistryKey> again() {
    isTold = false;
    Set<RegistryKey> changed = new HashSet<>();
    watched.replaceAll((key, before) -> {
      State now = state(key);
      if (!now.equals(before)) {
        changed.add(key);
      }
      return now;
    });
    return changed;
  }

  @Override
  public Set<RegistryKey> unwatched() {
    return Set.of();
  }

  @Override
  public synchronized void close() {
    watched.clear();
  }
}
