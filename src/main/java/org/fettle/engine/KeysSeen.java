package org.fettle.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.windows.Hive;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.View;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;

/**
 * A view that keeps which registry keys were looked at, whoever asked for them, by the address they
 * have for the whole machine. It does not write.
 */
final class KeysSeen extends WindowsView implements Registry {
  private final Set<RegistryKey> keys;

  /** A view of that machine that adds to these keys. */
  KeysSeen(Windows machine, Set<RegistryKey> keys) {
    super(machine);
    this.keys = keys;
  }

  private void note(RegistryKey key) {
    switch (key.hive()) {
      case HKLM, HKU -> keys.add(key);
      case HKCU -> user().ifPresent(user -> keys.add(ofUser(user, key.path(), key.view())));
      // HKCR only shows what lies in two other places.
      case HKCR -> {
        keys.add(below(Hive.HKLM, "SOFTWARE\\Classes", key.path(), key.view()));
        user()
            .ifPresent(user ->
                keys.add(
                    below(Hive.HKU, user.sid() + "\\Software\\Classes", key.path(), key.view())));
      }
    }
  }

  private static RegistryKey ofUser(User user, String path, View view) {
    return below(Hive.HKU, user.sid(), path, view);
  }

  private static RegistryKey below(Hive hive, String top, String path, View view) {
    return new RegistryKey(hive, path.isEmpty() ? top : top + '\\' + path, view);
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    note(key);
    return machine().registry().value(key, name);
  }

  @Override
  public boolean exists(RegistryKey key) {
    note(key);
    return machine().registry().exists(key);
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    note(key);
    return machine().registry().subkeys(key);
  }

  @Override
  public Map<String, RegistryValue> values(RegistryKey key) {
    note(key);
    return machine().registry().values(key);
  }

  @Override
  public Optional<Instant> lastWritten(RegistryKey key) {
    note(key);
    return machine().registry().lastWritten(key);
  }

  @Override
  public Registry registry() {
    return this;
  }

  @Override
  public Windows as(User user) {
    return new KeysSeen(machine().as(user), keys);
  }
}
