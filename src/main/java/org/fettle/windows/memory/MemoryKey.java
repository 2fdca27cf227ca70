package org.fettle.windows.memory;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.fettle.windows.RegistryValue;
import org.jspecify.annotations.Nullable;

/** A key of the registry in memory, with all below it. */
final class MemoryKey {
  final NavigableMap<String, MemoryKey> subkeys = new TreeMap<>(Names.ORDER);
  final NavigableMap<String, RegistryValue> values = new TreeMap<>(Names.ORDER);
  Instant written;

  MemoryKey(Instant written) {
    this.written = written;
  }

  /** The key at this path below; null when there is none. */
  @Nullable MemoryKey find(String path) {
    return walk(path, false);
  }

  /** The key at this path below, made with all above it where it is missing. */
  MemoryKey make(String path) {
    return Objects.requireNonNull(walk(path, true));
  }

  private @Nullable MemoryKey walk(String path, boolean make) {
    MemoryKey key = this;
    for (int start = 0; start < path.length(); ) {
      int end = path.indexOf('\\', start);
      end = end < 0 ? path.length() : end;
      String name = path.substring(start, end);
      MemoryKey below = key.subkeys.get(name);
      if (below == null) {
        if (!make) {
          return null;
        }
        below = new MemoryKey(written);
        key.subkeys.put(name, below);
      }
      key = below;
      start = end + 1;
    }
    return key;
  }
}
