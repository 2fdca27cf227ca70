package org.fettle.windows;

import java.util.Optional;

/** A registry value set, replaced or removed; the key is there before and after. */
public record RegistryValueChange(
    RegistryKey key, String name, Optional<RegistryValue> before, Optional<RegistryValue> after)
    implements Change {
  @Override
  public RegistryValueChange inverse() {
    return new RegistryValueChange(key, name, after, before);
  }

  @Override
  public String target() {
    return Changes.valueName(key, name);
  }

  @Override
  public String beforeText() {
    return Changes.shown(before);
  }

  @Override
  public String afterText() {
    return Changes.shown(after);
  }

  @Override
  public long size() {
    return Changes.size(before) + Changes.size(after);
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return key.hive() != Hive.HKCU;
  }

  @Override
  public Optional<String> forbidden() {
    return DenyList.reason(key);
  }

  @Override
  public boolean fits(Windows machine) {
    return machine.registry().value(key, name).equals(before);
  }

  @Override
  public boolean isDone(Windows machine) {
    return machine.registry().value(key, name).equals(after);
  }

  @Override
  public void write(WritableWindows machine) {
    Optional<RegistryValue> current = machine.registry().value(key, name);
    if (!current.equals(before)) {
      throw Changes.changed(this, key, name, current);
    }
    Changes.write(machine.registry(), key, name, current, after);
  }
}
