package org.fettle.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Files;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Owners;
import org.fettle.windows.Processes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.Users;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableRegistry;

/**
 * The machine as it will be once the changes planned so far are made. Each rule is planned on top
 * of the ones before it, so that a plan can be applied exactly as it stands: a key that two rules
 * need is made once.
 */
final class PlannedWindows implements Windows, WritableRegistry {
  private final Windows machine;
  private final Map<RegistryKey, Boolean> keys = new HashMap<>();
  private final Map<RegistryKey, TreeMap<String, Optional<RegistryValue>>> values = new HashMap<>();
  private final Map<String, PlannedWindows> users = new HashMap<>();

  PlannedWindows(Windows machine) {
    this.machine = machine;
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    Optional<RegistryValue> planned = planned(key).get(name);
    if (planned != null) {
      return planned;
    }
    return keys.containsKey(key) ? Optional.empty() : machine.registry().value(key, name);
  }

  @Override
  public boolean exists(RegistryKey key) {
    Boolean planned = keys.get(key);
    return planned != null ? planned : machine.registry().exists(key);
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    TreeMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    machine.registry().subkeys(key).forEach(name -> names.put(name, name));
    keys.forEach((changed, present) -> {
      if (changed.parent().equals(Optional.of(key))) {
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
    if (!keys.containsKey(key)) {
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
    keys.put(key, true);
  }

  @Override
  public void remove(RegistryKey key) {
    if (!subkeys(key).isEmpty() || !values(key).isEmpty()) {
      throw WindowsException.failed("remove", key.toString(), 5);
    }
    keys.put(key, false);
    values.remove(key);
  }

  private void write(RegistryKey key, String name, Optional<RegistryValue> value) {
    values
        .computeIfAbsent(key, any -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
        .put(name, value);
  }

  private Map<String, Optional<RegistryValue>> planned(RegistryKey key) {
    Map<String, Optional<RegistryValue>> planned = values.get(key);
    return planned == null ? Map.of() : planned;
  }

  @Override
  public WritableRegistry registry() {
    return this;
  }

  @Override
  public MachineFacts facts() {
    return machine.facts();
  }

  @Override
  public Files files() {
    return machine.files();
  }

  @Override
  public Processes processes() {
    return machine.processes();
  }

  @Override
  public Users users() {
    return machine.users();
  }

  @Override
  public Owners owners() {
    return machine.owners();
  }

  @Override
  public Optional<User> user() {
    return machine.user();
  }

  @Override
  public Windows as(User user) {
    return users.computeIfAbsent(user.sid(), sid -> new PlannedWindows(machine.as(user)));
  }

  /** Takes the change into the plan; the machine is not touched. */
  @Override
  public void apply(Change change) {
    Changes.apply(this, change);
  }

  @Override
  public void close() {}
}
