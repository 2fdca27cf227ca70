package org.fettle.windows.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.windows.Credential;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.User;
import org.fettle.windows.View;
import org.fettle.windows.memory.MachineFile.Machine;
import org.fettle.windows.memory.MachineFile.Stored;

/** Puts what a machine file says into its one form. */
final class CanonicalMachine {
  private static final Person ONE_USER =
      new Person(
          "S-1-5-21-1-2-3-1001",
          Optional.of("TEST\\user"),
          Optional.of(User.Session.ACTIVE),
          Optional.of(true),
          Map.of(),
          Optional.empty(),
          List.of(),
          Map.of(),
          List.of());

  private final Machine machine;
  private final List<Person> given = new ArrayList<>();
  private final Addresses addresses;

  /** The first spelling of each key, which the rest of the file follows. */
  private final NavigableMap<RegistryKey, RegistryKey> spellings = new TreeMap<>(Names.KEYS);

  private final NavigableMap<RegistryKey, Map<String, RegistryValue>> keys =
      new TreeMap<>(Names.KEYS);

  CanonicalMachine(
      Optional<Machine> machine,
      Optional<List<Person>> users,
      Map<RegistryKey, Map<String, RegistryValue>> registry) {
    this.machine = filled(machine.orElseGet(CanonicalMachine::anyMachine));
    given.addAll(users.orElse(List.of(ONE_USER)));
    checkPeople();
    addresses =
        new Addresses(
            given.stream().filter(Person::isSelf).map(Person::sid).findFirst(),
            isWide(this.machine));
    always(this.machine, given).forEach(this::spelled);
    given.forEach(person -> spelled(hive(person, Addresses.CLASSES)));
    registry.forEach((key, values) -> add(real(key), values));
    for (Person person : given) {
      person
          .registry()
          .orElse(Map.of())
          .forEach((path, values) -> add(real(hive(person, path)), values));
    }
    given.replaceAll(this::loadedWhereItHoldsKeys);
    dropWhatGoesWithoutSaying();
  }

  private RegistryKey spelled(RegistryKey key) {
    RegistryKey known = spellings.get(key);
    if (known == null) {
      known = key.parent().map(parent -> spelled(parent).child(key.name())).orElse(key);
      spellings.put(known, known);
    }
    return known;
  }

  private Person loadedWhereItHoldsKeys(Person person) {
    boolean holds = keys.keySet().stream().anyMatch(key -> key.isWithin(hive(person, "")));
    return !holds || person.registry().isPresent()
        ? person
        : person.withRegistry(Optional.of(Map.of()));
  }

  Machine machine() {
    return machine;
  }

  /** The users with defaults filled in and what their hives hold. */
  List<Person> users() {
    List<Person> people = new ArrayList<>();
    for (Person person : given) {
      User user = person.user();
      NavigableMap<String, Map<String, RegistryValue>> hive = new TreeMap<>(Names.ORDER);
      keys.forEach((key, values) -> {
        if (key.isWithin(hive(person, ""))) {
          hive.put(below(key.path()), values);
        }
      });
      boolean silent = hive.isEmpty() && (user.session().isPresent() || !person.isLoaded());
      people.add(
          new Person(
              user.sid(),
              Optional.of(user.name()),
              Optional.of(user.session()),
              person.self().filter(self -> self),
              sorted(person.environment()),
              silent ? Optional.empty() : Optional.of(Collections.unmodifiableNavigableMap(hive)),
              vault(person),
              CanonicalStores.of(person.certificates()),
              person.denied()));
    }
    return List.copyOf(people);
  }

  private static List<Stored> vault(Person person) {
    TreeSet<Credential> sorted = new TreeSet<>(Credential.ORDER);
    for (Stored stored : person.credentials()) {
      Credential credential = stored.credential();
      if (credential.target().isEmpty()) {
        throw new IllegalArgumentException("A credential of " + person.sid() + " has no target.");
      }
      if (!sorted.add(credential)) {
        throw new IllegalArgumentException(
            "The credential '" + credential.target() + "' of " + person.sid() + " is given twice.");
      }
    }
    return sorted.stream().map(Stored::of).toList();
  }

  /** The keys that belong to no user of the file. */
  Map<RegistryKey, Map<String, RegistryValue>> registry() {
    NavigableMap<RegistryKey, Map<String, RegistryValue>> rest = new TreeMap<>(keys);
    given.forEach(person -> rest.keySet().removeIf(key -> key.isWithin(hive(person, ""))));
    return Collections.unmodifiableNavigableMap(rest);
  }

  List<RegistryKey> denied(List<RegistryKey> denied) {
    TreeSet<RegistryKey> sorted = new TreeSet<>(Names.KEYS);
    denied.forEach(key -> sorted.add(real(key)));
    return List.copyOf(sorted);
  }

  Map<String, String> owned(Map<String, String> owned) {
    NavigableMap<String, String> sorted = new TreeMap<>(Names.ORDER);
    owned.forEach((value, owner) -> {
      RegistryKey named = RegistryKey.parse(value);
      RegistryKey key = SharedKeys.place(real(named.parent().orElse(named)));
      sorted.put(key.child(named.name()).toString(), owner);
    });
    return Collections.unmodifiableNavigableMap(sorted);
  }

  static <V> Map<String, V> sorted(Map<String, V> map) {
    NavigableMap<String, V> sorted = new TreeMap<>(Names.ORDER);
    map.forEach((name, value) -> {
      if (sorted.put(name, value) != null) {
        throw new IllegalArgumentException("'" + name + "' is given twice, in other case.");
      }
    });
    return Collections.unmodifiableNavigableMap(sorted);
  }

  /** Whether there is a 32-bit view beside the 64-bit one. */
  static boolean isWide(Machine machine) {
    return !machine.architecture().equals(Optional.of("x86"));
  }

  /** Keys every machine has, with those of the users whose hives are there. */
  static List<RegistryKey> always(Machine machine, Collection<Person> people) {
    List<RegistryKey> always = new ArrayList<>();
    always.add(new RegistryKey(Hive.HKLM, "", View.BITS_64));
    always.add(new RegistryKey(Hive.HKLM, "SOFTWARE", View.BITS_64));
    always.add(new RegistryKey(Hive.HKLM, "SOFTWARE\\Classes", View.BITS_64));
    if (isWide(machine)) {
      always.add(new RegistryKey(Hive.HKLM, "SOFTWARE\\" + SharedKeys.NARROW, View.BITS_64));
    }
    always.add(new RegistryKey(Hive.HKLM, "SYSTEM", View.BITS_64));
    always.add(new RegistryKey(Hive.HKU, "", View.BITS_64));
    for (Person person : people) {
      if (person.isLoaded()) {
        always.add(hive(person, ""));
        always.add(hive(person, "Software"));
        always.add(hive(person, Addresses.CLASSES));
      }
    }
    return always;
  }

  private static RegistryKey hive(Person person, String path) {
    return new RegistryKey(Hive.HKU, Addresses.join(person.sid(), path), View.BITS_64);
  }

  private static String below(String path) {
    int end = path.indexOf('\\');
    return end < 0 ? "" : path.substring(end + 1);
  }

  private RegistryKey real(RegistryKey key) {
    if (key.hive() == Hive.HKCR || key.view() == View.BITS_32) {
      throw new IllegalArgumentException(
          key
              + " is a view: a machine file says where a key lies, such as"
              + " HKLM\\SOFTWARE\\Classes or HKLM\\SOFTWARE\\WOW6432Node.");
    }
    if (key.hive() == Hive.HKCU && addresses.sid().isEmpty()) {
      throw new IllegalArgumentException(
          key + " belongs to the user who runs the agent, and no user has 'self: true'.");
    }
    return addresses.real(key);
  }

  private void add(RegistryKey key, Map<String, RegistryValue> values) {
    values
        .keySet()
        .forEach(name -> {
          if (name.length() > MemoryRegistry.LONGEST_VALUE_NAME) {
            throw new IllegalArgumentException(
                "A value's name below " + key + " is longer than 16,383 characters.");
          }
        });
    if (keys.put(spelled(key), sorted(values)) != null) {
      throw new IllegalArgumentException("The registry key '" + key + "' is given twice.");
    }
  }

  /** An empty key is only worth a line where no other line shows that it is there. */
  private void dropWhatGoesWithoutSaying() {
    List<RegistryKey> always = always(machine, given);
    keys.entrySet()
        .removeIf(entry -> {
          RegistryKey next = keys.higherKey(entry.getKey());
          return entry.getValue().isEmpty()
              && ((next != null && next.isWithin(entry.getKey()))
                  || always.contains(entry.getKey()));
        });
  }

  private void checkPeople() {
    TreeSet<String> sids = new TreeSet<>(Names.ORDER);
    for (Person person : given) {
      if (!person.sid().startsWith("S-1-") || person.sid().indexOf('\\') >= 0) {
        throw new IllegalArgumentException("'" + person.sid() + "' is not a SID.");
      }
      if (!sids.add(person.sid())) {
        throw new IllegalArgumentException("The user " + person.sid() + " is given twice.");
      }
    }
    if (given.stream().filter(Person::isSelf).count() > 1) {
      throw new IllegalArgumentException(
          "Only one user runs the agent: 'self: true' is given twice.");
    }
  }

  private static Machine anyMachine() {
    return new Machine(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Machine filled(Machine machine) {
    String architecture = machine.architecture().orElse("x64");
    if (!List.of("x64", "arm64", "x86").contains(architecture)) {
      throw new IllegalArgumentException(
          "The architecture is x64, arm64 or x86, not '" + architecture + "'.");
    }
    return new Machine(
        Optional.of(machine.name().orElse("TEST-PC")),
        machine.domain(),
        Optional.of(machine.windows().orElse("10.0.22631")),
        Optional.of(architecture));
  }
}
