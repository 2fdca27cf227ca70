package org.fettle.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableRegistry;

/** The registry as it will be; see {@link PlannedWindows}. */
final class PlannedRegistry implements WritableRegistry {
  private final Windows machine;
  private final Map<RegistryKey, Boolean> keys;
  private final Map<RegistryKey, Map<String, Optional<RegistryValue>>> values;

  PlannedRegistry(Windows machine) {
    this(machine, new HashMap<>(), new HashMap<>());
  }

  private PlannedRegistry(
      Windows machine,
      Map<RegistryKey, Boolean> keys,
      Map<RegistryKey, Map<String, Optional<RegistryValue>>> values) {
    this.machine = machine;
    this.keys = keys;
    this.values = values;
  }

  /** The same, as another view sees it: the machine's keys are the same for all. */
  PlannedRegistry in(Windows view) {
    return new PlannedRegistry(view, keys, values);
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    Optional<RegistryValue> planned = planned(key).get(name);
    if (planned != null) {
      return planned;
    }
    return keys.containsKey(real(key)) ? Optional.empty() : machine.registry().value(key, name);
  }

  @Override
  public boolean exists(RegistryKey key) {
    Boolean planned = keys.get(real(key));
    return planned != null ? planned : machine.registry().exists(key);
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    TreeMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    machine.registry().subkeys(key).forEach(name -> names.put(name, name));
    keys.forEach((changed, present) -> {
      if (changed.parent().equals(Optional.of(real(key)))) {
        if (present) {
          names.putIfAbsent(changed.name(), changed.name());
        } else {
          names.remove(changed.name());
        }
      }
    });
    return new ArrayList<>(names.values());
  }

  @Override
  public Map<String, RegistryValue> values(RegistryKey key) {
    TreeMap<String, RegistryValue> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (!keys.containsKey(real(key))) {
      all.putAll(machine.registry().values(key));
    }
    planned(key)
        .forEach((name, value) -> {
          all.remove(name);
          value.ifPresent(present -> all.put(name, present));
        });
    return all;
  }

  @Override
  public Optional<Instant> lastWritten(RegistryKey key) {
    return machine.registry().lastWritten(key);
  }

  @Override
  public void set(RegistryKey key, String name, RegistryValue value) {
    write(key, name, Optional.of(value));
  }

  @Override
  public void unset(RegistryKey key, String name) {
    write(key, name, Optional.empty());
  }

  @Override
  public void create(RegistryKey key) {
    keys.put(real(key), true);
  }

  @Override
  public void remove(RegistryKey key) {
    if (!subkeys(key).isEmpty() || !values(key).isEmpty()) {
      throw WindowsException.failed("remove", key.toString(), 5);
    }
    keys.put(real(key), false);
    values.remove(real(key));
  }

  private void write(RegistryKey key, String name, Optional<RegistryValue> value) {
    values
        .computeIfAbsent(real(key), any -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
        .put(name, value);
  }

  /** The one address that all views have for the key. */
  private RegistryKey real(RegistryKey key) {
    return key.hive() == Hive.HKCU && machine.user().isPresent()
        ? new RegistryKey(
            Hive.HKU,
            key.path().isEmpty()
                ? machine.user().get().sid()
                : machine.user().get().sid() + '\\' + key.path(),
            key.view())
        : key;
  }

  private Map<String, Optional<RegistryValue>> planned(RegistryKey key) {
    Map<String, Optional<RegistryValue>> planned = values.get(real(key));
    return planned == null ? Map.of() : planned;
  }
}
