package org.fettle.windows.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableRegistry;
import org.jspecify.annotations.Nullable;

/** The registry as the machine, or one of its users, sees it. */
public final class MemoryRegistry implements WritableRegistry {
  /** The longest name of a value Windows takes (Microsoft, "Registry Element Size Limits"). */
  static final int LONGEST_VALUE_NAME = 16_383;

  private static final int NOT_FOUND = 2;
  private static final int ACCESS_DENIED = 5;
  private static final int INVALID_PARAMETER = 87;

  private final MemoryState state;
  private final Addresses addresses;

  MemoryRegistry(MemoryState state, Addresses addresses) {
    this.state = state;
    this.addresses = addresses;
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    refuseNul(key, name);
    for (MemoryKey found : readable(key)) {
      RegistryValue value = found.values.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean exists(RegistryKey key) {
    return !readable(key).isEmpty();
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    TreeSet<String> names = new TreeSet<>(Names.ORDER);
    readable(key).forEach(found -> names.addAll(found.subkeys.keySet()));
    return List.copyOf(names);
  }

  @Override
  public Map<String, RegistryValue> values(RegistryKey key) {
    NavigableMap<String, RegistryValue> values = new TreeMap<>(Names.ORDER);
    readable(key).forEach(found -> found.values.forEach(values::putIfAbsent));
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  @Override
  public Optional<Instant> lastWritten(RegistryKey key) {
    return readable(key).stream().map(found -> found.written).findFirst();
  }

  @Override
  public void set(RegistryKey key, String name, RegistryValue value) {
    refuseNul(key, name);
    if (name.length() > LONGEST_VALUE_NAME) {
      throw WindowsException.failed("set a value of", key.toString(), INVALID_PARAMETER);
    }
    String target = Changes.valueName(key, name);
    MemoryKey found = writable(key, "set", target);
    found.values.put(name, value);
    found.written = state.now();
  }

  @Override
  public void unset(RegistryKey key, String name) {
    refuseNul(key, name);
    String target = Changes.valueName(key, name);
    MemoryKey found = writable(key, "remove", target);
    if (found.values.remove(name) == null) {
      throw WindowsException.failed("remove", target, NOT_FOUND);
    }
    found.written = state.now();
  }

  @Override
  public void create(RegistryKey key) {
    RegistryKey real = addresses.real(key);
    // Windows loads hives there, and makes no keys (87).
    boolean ofHives = real.path().indexOf('\\') < 0;
    if (ofHives) {
      throw WindowsException.failed("create", key.toString(), INVALID_PARAMETER);
    }
    MemoryKey parent = writable(real.parent().orElseThrow(), "create", key.toString());
    if (parent.subkeys.get(real.name()) == null) {
      parent.subkeys.put(real.name(), new MemoryKey(state.now()));
      parent.written = state.now();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Windows itself removes a key with values without a word; this refuses, as the seam promises,
   * since those values would be lost to an undo.
   */
  @Override
  public void remove(RegistryKey key) {
    RegistryKey real = addresses.real(key);
    MemoryKey found = writable(key, "remove", key.toString());
    if (state.isAlwaysThere(real)) {
      throw WindowsException.failed("remove", key.toString(), ACCESS_DENIED);
    }
    if (!found.subkeys.isEmpty() || !found.values.isEmpty()) {
      throw WindowsException.broken("Cannot remove " + key + ": it is not empty.");
    }
    MemoryKey parent = writable(real.parent().orElseThrow(), "remove", key.toString());
    parent.subkeys.remove(real.name());
    parent.written = state.now();
  }

  // Windows' own functions end a name at the first NUL, so the real registry refuses one.
  private static void refuseNul(RegistryKey key, String name) {
    if (name.indexOf('\0') >= 0) {
      throw WindowsException.forbidden(
          "A value of " + key + " cannot have a NUL character in its name.");
    }
  }

  /** The keys that make up this one, the one that counts first; none when it is absent. */
  private List<MemoryKey> readable(RegistryKey key) {
    List<MemoryKey> found = new ArrayList<>();
    Optional<RegistryKey> overlay = addresses.overlay(key);
    if (overlay.isPresent()) {
      addReadable(key, overlay.get(), found);
    }
    addReadable(key, addresses.real(key), found);
    return found;
  }

  private void addReadable(RegistryKey key, RegistryKey real, List<MemoryKey> found) {
    if (!state.mayRead(real)) {
      throw WindowsException.failed("read", key.toString(), ACCESS_DENIED);
    }
    MemoryKey there = state.find(real);
    if (there != null) {
      found.add(there);
    }
  }

  private MemoryKey writable(RegistryKey key, String act, String target) {
    RegistryKey real = addresses.real(key);
    if (!state.mayWrite(real)) {
      throw WindowsException.failed(act, target, ACCESS_DENIED);
    }
    @Nullable MemoryKey found = state.find(real);
    if (found == null) {
      throw WindowsException.failed(act, target, NOT_FOUND);
    }
    return found;
  }
}
