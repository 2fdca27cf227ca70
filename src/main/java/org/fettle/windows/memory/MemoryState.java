package org.fettle.windows.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.View;
import org.fettle.windows.memory.MachineFile.Person;
import org.jspecify.annotations.Nullable;

/** What the machine holds, and who may do what with it. All views of the machine share it. */
final class MemoryState {
  /**
   * What Windows lets administrators write for a user, and the user only read: both hold policies.
   */
  private static final List<String> READ_ONLY_FOR_USERS =
      List.of("Software\\Policies", "Software\\Microsoft\\Windows\\CurrentVersion\\Policies");

  private final MachineFile file;
  private final InstantSource clock;
  private final Set<RegistryKey> always = new TreeSet<>(Names.KEYS);
  private final Map<Hive, MemoryKey> roots = new EnumMap<>(Hive.class);

  MemoryState(MachineFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    always.addAll(CanonicalMachine.always(file.machine().orElseThrow(), file.people()));
    load(file);
  }

  /** Makes the registry what the file says; nothing else of the file is looked at. */
  void load(MachineFile from) {
    roots.clear();
    roots.put(Hive.HKLM, new MemoryKey(now()));
    roots.put(Hive.HKU, new MemoryKey(now()));
    always.forEach(key -> root(key).make(key.path()));
    from.registry().forEach(this::put);
    for (Person person : from.people()) {
      person
          .registry()
          .orElse(Map.of())
          .forEach((path, values) ->
              put(
                  new RegistryKey(Hive.HKU, Addresses.join(person.sid(), path), View.BITS_64),
                  values));
    }
  }

  MachineFile file() {
    return file;
  }

  Instant now() {
    return clock.instant();
  }

  /** The key at a real address; null when it is absent. */
  @Nullable MemoryKey find(RegistryKey real) {
    return root(real).find(real.path());
  }

  boolean isAlwaysThere(RegistryKey real) {
    return always.contains(real);
  }

  boolean mayRead(RegistryKey real) {
    return file.denied().stream().noneMatch(real::isWithin)
        && (file.isElevated() || ownerOf(real).map(Person::isSelf).orElse(true));
  }

  boolean mayWrite(RegistryKey real) {
    return mayRead(real) && (file.isElevated() || isOwn(real));
  }

  private boolean isOwn(RegistryKey real) {
    Optional<Person> owner = ownerOf(real).filter(Person::isSelf);
    return owner.isPresent()
        && READ_ONLY_FOR_USERS.stream()
            .noneMatch(
                path -> SharedKeys.isWithin(real.path(), Addresses.join(owner.get().sid(), path)));
  }

  /** The user of the file in whose hive the key lies. */
  private Optional<Person> ownerOf(RegistryKey real) {
    return real.hive() == Hive.HKU
        ? file.people().stream()
            .filter(person -> SharedKeys.isWithin(real.path(), person.sid()))
            .findFirst()
        : Optional.empty();
  }

  /** The machine as it is now. */
  MachineFile snapshot() {
    SequencedMap<RegistryKey, Map<String, RegistryValue>> registry = new LinkedHashMap<>();
    for (Hive hive : List.of(Hive.HKLM, Hive.HKU)) {
      collect(new RegistryKey(hive, "", View.BITS_64), registry);
    }
    List<Person> people = new ArrayList<>();
    for (Person person : file.people()) {
      // What the hive holds comes from the registry; this only says that the hive is there.
      people.add(
          new Person(
              person.sid(),
              person.name(),
              person.session(),
              person.self(),
              person.environment(),
              person.registry().map(hive -> Map.of())));
    }
    return new MachineFile(
        file.machine(),
        file.elevated(),
        Optional.of(people),
        registry,
        file.denied(),
        file.owned(),
        file.files(),
        file.environment(),
        file.processes());
  }

  private void collect(RegistryKey key, Map<RegistryKey, Map<String, RegistryValue>> registry) {
    MemoryKey found = find(key);
    if (found != null) {
      registry.put(key, Collections.unmodifiableNavigableMap(new TreeMap<>(found.values)));
      found.subkeys.keySet().forEach(name -> collect(key.child(name), registry));
    }
  }

  private void put(RegistryKey key, Map<String, RegistryValue> values) {
    root(key).make(key.path()).values.putAll(values);
  }

  private MemoryKey root(RegistryKey real) {
    MemoryKey root = roots.get(real.hive());
    if (root == null) {
      throw new IllegalArgumentException(real + " is not a real address.");
    }
    return root;
  }
}
