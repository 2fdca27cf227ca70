package org.fettle.windows.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.windows.Credential;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.View;
import org.fettle.windows.memory.MachineFile.Stored;
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
  private MemoryDisk disk;

  /** What is in each vault, by SID. */
  private final Map<String, List<Credential>> vaults = new HashMap<>();

  /** By SID, the machine's by an empty one. */
  private final Map<String, MemoryStores> stores = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  final NavigableMap<String, Serving> services = new TreeMap<>(Names.ORDER);
  final List<MachineFile.Program> processes = new ArrayList<>();

  MemoryState(MachineFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    disk = new MemoryDisk(file);
    always.addAll(CanonicalMachine.always(file.machine().orElseThrow(), file.people()));
    load(file);
  }

  /** Makes what can be written what the file says; nothing else of the file is looked at. */
  void load(MachineFile from) {
    disk = new MemoryDisk(from);
    stores.clear();
    stores.put("", new MemoryStores(from.certificates()));
    from.people()
        .forEach(person -> stores.put(person.sid(), new MemoryStores(person.certificates())));
    roots.clear();
    roots.put(Hive.HKLM, new MemoryKey(now()));
    roots.put(Hive.HKU, new MemoryKey(now()));
    always.forEach(key -> root(key).make(key.path()));
    from.registry().forEach(this::put);
    for (Person person : from.people()) {
      vaults.put(
          person.sid(),
          new ArrayList<>(person.credentials().stream().map(Stored::credential).toList()));
      person
          .registry()
          .orElse(Map.of())
          .forEach((path, values) ->
              put(
                  new RegistryKey(Hive.HKU, Addresses.join(person.sid(), path), View.BITS_64),
                  values));
    }
    services.clear();
    services.putAll(from.services());
    processes.clear();
    processes.addAll(from.processes());
  }

  MachineFile file() {
    return file;
  }

  MemoryDisk disk() {
    return disk;
  }

  /** What is in the vault of that person of the file, to be looked at and changed. */
  List<Credential> vault(Person person) {
    return vaults.computeIfAbsent(person.sid(), sid -> new ArrayList<>());
  }

  Instant now() {
    return file.now().orElseGet(clock::instant);
  }

  /** The key at a real address; null when it is absent. */
  @Nullable MemoryKey find(RegistryKey real) {
    return root(real).find(real.path());
  }

  /** The certificate stores of that user, or the machine's. */
  MemoryStores stores(Optional<String> sid) {
    return stores.computeIfAbsent(sid.orElse(""), owner -> new MemoryStores(Map.of()));
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
          person
              .withRegistry(person.registry().map(hive -> Map.of()))
              .withCredentials(vault(person))
              .withCertificates(stores(Optional.of(person.sid())).content()));
    }
    return new MachineFile(
        file.machine(),
        file.now(),
        file.elevated(),
        Optional.of(people),
        registry,
        file.denied(),
        file.owned(),
        List.of(),
        disk.things(),
        stores(Optional.empty()).content(),
        services,
        file.environment(),
        processes);
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
