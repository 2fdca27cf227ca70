package org.fettle.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Changes;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SecretNames;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsView;

/**
 * What one check is shown of the machine. It notes whether a secret was among it, and refuses a
 * value that is too large to be written down. It does not write.
 */
final class WatchedWindows extends WindowsView implements Registry {
  /** The most bytes of a value that is judged: anybody may put anything into their own hive. */
  static final int LARGEST_VALUE = 1 << 20;

  private final Registry source;
  private boolean showedSecret;

  WatchedWindows(Windows machine) {
    super(machine);
    this.source = machine().registry();
  }

  /** Whether a secret was shown so far. */
  boolean showedSecret() {
    return showedSecret;
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    Optional<RegistryValue> value = source.value(key, name);
    value.ifPresent(shown -> watch(key, name, shown));
    return value;
  }

  @Override
  public Map<String, RegistryValue> values(RegistryKey key) {
    Map<String, RegistryValue> values = source.values(key);
    values.forEach((name, shown) -> watch(key, name, shown));
    return values;
  }

  private void watch(RegistryKey key, String name, RegistryValue value) {
    showedSecret |= SecretNames.isSecret(key, name, value);
    if (value.size() > LARGEST_VALUE) {
      throw WindowsException.broken(
          Changes.valueName(key, name)
              + " holds "
              + value.size()
              + " bytes; a value of more than "
              + LARGEST_VALUE
              + " is not judged.");
    }
  }

  @Override
  public boolean exists(RegistryKey key) {
    return source.exists(key);
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    return source.subkeys(key);
  }

  @Override
  public Optional<Instant> lastWritten(RegistryKey key) {
    return source.lastWritten(key);
  }

  @Override
  public Registry registry() {
    return this;
  }

  @Override
  public Windows as(User user) {
    throw new UnsupportedOperationException("A check judges one view.");
  }
}
