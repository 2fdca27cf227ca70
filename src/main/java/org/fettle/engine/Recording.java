package org.fettle.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fettle.windows.Credential;
import org.fettle.windows.Credentials;
import org.fettle.windows.Files;
import org.fettle.windows.Hive;
import org.fettle.windows.Owners;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsView;

/**
 * A view that keeps what was looked at, so that a machine file can be made of just that. It does
 * not write.
 */
final class Recording extends WindowsView implements Registry, Owners {
  private final Map<RegistryKey, Map<String, RegistryValue>> keys = new LinkedHashMap<>();
  private final Set<RegistryKey> denied = new LinkedHashSet<>();
  private final Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<Owned, String> owned = new LinkedHashMap<>();
  private final Set<Credential> vault = new TreeSet<>(Credential.ORDER);
  private final Set<Instant> asked = new TreeSet<>();
  private final Map<String, Recording> users = new LinkedHashMap<>();

  /** A value that somebody owns. */
  record Owned(RegistryKey key, String name) {}

  private final RecordedServices services;
  private final SeenDisk disk;
  private final RecordedFiles files;
  private final RecordedStores stores;
  private boolean isVaultRefused;

  Recording(Windows machine) {
    this(machine, new RecordedServices(machine::services), new SeenDisk());
  }

  private Recording(Windows view, RecordedServices services, SeenDisk disk) {
    super(view);
    this.services = services;
    this.disk = disk;
    files = new RecordedFiles(view, disk, variables);
    stores = new RecordedStores(view::certificates);
  }

  @Override
  public RecordedServices services() {
    return services;
  }

  /** The keys that are there, with those of their values that were looked at. */
  Map<RegistryKey, Map<String, RegistryValue>> keys() {
    return keys;
  }

  /** The keys that could not be read for want of rights. */
  Set<RegistryKey> denied() {
    return denied;
  }

  /** The files and folders that were looked at, in whatever view. */
  SeenDisk disk() {
    return disk;
  }

  /** The environment variables that were asked for and are set. */
  Map<String, String> variables() {
    return variables;
  }

  /** Values that somebody else owns, and who. */
  Map<Owned, String> owned() {
    return owned;
  }

  /** The stored credentials, where anybody looked at them. */
  Set<Credential> vault() {
    return vault;
  }

  /** Whether somebody looked at the stored credentials, and could not. */
  boolean isVaultRefused() {
    return isVaultRefused;
  }

  /** The time, where it mattered. */
  Optional<Instant> timeAsked() {
    return Stream.concat(
            asked.stream(), users.values().stream().flatMap(user -> user.timeAsked().stream()))
        .min(Comparator.naturalOrder());
  }

  /** What was looked at for each user, by SID. */
  Map<String, Recording> perUser() {
    return users;
  }

  @Override
  public Optional<RegistryValue> value(RegistryKey key, String name) {
    merged(key).forEach(source -> value(source, name));
    return allowed(
        key,
        () -> {
          Optional<RegistryValue> value = machine().registry().value(key, name);
          value.ifPresent(present -> keep(key, Map.of(name, present)));
          return value;
        });
  }

  @Override
  public boolean exists(RegistryKey key) {
    merged(key).forEach(this::exists);
    return allowed(
        key,
        () -> {
          boolean there = machine().registry().exists(key);
          if (there) {
            keep(key, Map.of());
          }
          return there;
        });
  }

  @Override
  public List<String> subkeys(RegistryKey key) {
    merged(key).forEach(this::subkeys);
    return allowed(
        key,
        () -> {
          List<String> names = machine().registry().subkeys(key);
          names.forEach(name -> keep(key.child(name), Map.of()));
          return names;
        });
  }

  @Override
  public Map<String, RegistryValue> values(RegistryKey key) {
    merged(key).forEach(this::values);
    return allowed(
        key,
        () -> {
          Map<String, RegistryValue> values = machine().registry().values(key);
          if (!values.isEmpty()) {
            keep(key, values);
          }
          return values;
        });
  }

  @Override
  public Optional<Instant> lastWritten(RegistryKey key) {
    return machine().registry().lastWritten(key);
  }

  @Override
  public Optional<String> owner(RegistryKey key, String name) {
    Optional<String> owner = machine().owners().owner(key, name);
    owner.ifPresent(known -> owned.put(new Owned(key, name), known));
    return owner;
  }

  @Override
  public Credentials credentials() {
    return () -> {
      try {
        List<Credential> all = machine().credentials().all();
        vault.addAll(all);
        return all;
      } catch (WindowsException e) {
        isVaultRefused = true;
        throw e;
      }
    };
  }

  @Override
  public RecordedStores certificates() {
    return stores;
  }

  @Override
  public Instant now() {
    Instant now = machine().now();
    asked.add(now);
    return now;
  }

  @Override
  public Registry registry() {
    return this;
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Owners owners() {
    return this;
  }

  @Override
  public Windows as(User user) {
    return users.computeIfAbsent(
        user.sid(), sid -> new Recording(machine().as(user), services, disk));
  }

  private void keep(RegistryKey key, Map<String, RegistryValue> values) {
    if (key.hive() != Hive.HKCR) {
      keys.computeIfAbsent(key, any -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)).putAll(values);
    }
  }

  // HKCR only shows what lies in two other places, and a machine file says where things lie.
  private List<RegistryKey> merged(RegistryKey key) {
    if (key.hive() != Hive.HKCR) {
      return List.of();
    }
    RegistryKey user = RegistryKey.parse("HKCU\\Software\\Classes").in(key.view());
    RegistryKey all = RegistryKey.parse("HKLM\\SOFTWARE\\Classes").in(key.view());
    return Stream.concat(machine().user().stream().map(any -> user), Stream.of(all))
        .map(classes -> key.path().isEmpty() ? classes : classes.child(key.path()))
        .toList();
  }

  private <T> T allowed(RegistryKey key, Supplier<T> read) {
    try {
      return read.get();
    } catch (WindowsException e) {
      if (e.kind() == WindowsException.Kind.DENIED) {
        denied.add(key);
      }
      throw e;
    }
  }
}
