package org.fettle.windows;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A view for one judging run: each registry value, key and fact is read from the machine once and
 * then remembered, so that all rules judge the same machine. It does not write.
 */
public final class ReadOnce extends WindowsView implements Registry {
  private final Registry source;
  private final Map<ValueAddress, Optional<RegistryValue>> values = new HashMap<>();
  private final Map<RegistryKey, Boolean> keys = new HashMap<>();
  private final Map<RegistryKey, List<String>> subkeys = new HashMap<>();
  private final Map<RegistryKey, Map<String, RegistryValue>> allValues = new HashMap<>();
  private final Map<String, Object> areas = new HashMap<>();

  /** The hash is worked out once: every value a policy names comes by here. */
  private record ValueAddress(RegistryKey key, String name, int hash) {
    ValueAddress(RegistryKey key, String name) {
      this(key, name, 31 * key.hashCode() + RegistryKey.hashWithoutCase(name));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ValueAddress address
          && hash == address.hash
          && key.equals(address.key)
          && name.equalsIgnoreCase(address.name);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** A remembering view of {@code machine}. */
  public ReadOnce(Windows machine) {
    super(machine);
    this.source = machine().registry();
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    ValueAddress address = new ValueAddress(key, name);
    Optional<RegistryValue> known = values.get(address);
    if (known == null) {
      known = source.value(key, name);
      values.put(address, known);
    }
    return known;
  }

  @Override
  public boolean exists(RegistryKey key) {
    Boolean known = keys.get(key);
    if (known == null) {
      known = source.exists(key);
      keys.put(key, known);
    }
    return known;
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    List<String> known = subkeys.get(key);
    if (known == null) {
      known = source.subkeys(key);
      subkeys.put(key, known);
    }
    return known;
  }

  @Override
  public Map<String, RegistryValue> values(RegistryKey key) {
    Map<String, RegistryValue> known = allValues.get(key);
    if (known == null) {
      known = source.values(key);
      allValues.put(key, known);
    }
    return known;
  }

  @Override
  public Optional<Instant> lastWritten(RegistryKey key) {
    return source.lastWritten(key);
  }

  @Override
  public MachineFacts facts() {
    return once("facts", MachineFacts.class, machine()::facts);
  }

  @Override
  public Instant now() {
    return once("now", Instant.class, machine()::now);
  }

  @Override
  public Registry registry() {
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Certificates certificates() {
    return store ->
        once("certificates " + store, List.class, () -> machine().certificates().in(store));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Credentials credentials() {
    return () -> once("credentials", List.class, () -> machine().credentials().all());
  }

  @Override
  public Processes processes() {
    return new Listed(once("processes", List.class, () -> machine().processes().running()));
  }

  private record Listed(List<Processes.Running> running) implements Processes {
    @Override
    public boolean askToClose(Running program) {
      throw new UnsupportedOperationException("This view of a machine closes nothing.");
    }
  }

  @Override
  public Windows as(User user) {
    return once("as " + user.sid(), ReadOnce.class, () -> new ReadOnce(machine().as(user)));
  }

  @SuppressWarnings("unchecked")
  private <T> T once(String area, Class<? super T> type, Supplier<T> read) {
    Object known = areas.get(area);
    if (known == null) {
      known = read.get();
      areas.put(area, known);
    }
    return (T) type.cast(known);
  }
}
