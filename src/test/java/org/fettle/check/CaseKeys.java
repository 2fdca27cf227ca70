package org.fettle.check;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fettle.windows.Hive;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.View;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;

/**
 * The part of a registry that a case is about: the keys it names before or after, exactly, and of
 * the keys above them whether they are there. For a machine that holds more than the case says, as
 * a real one does; {@code HKCU} is the hive of the user that runs the agent.
 */
public final class CaseKeys {
  private final SequencedSet<RegistryKey> named = new LinkedHashSet<>();
  private final SequencedSet<RegistryKey> above = new LinkedHashSet<>();

  /** The keys of this case. */
  public CaseKeys(KindCase kindCase) {
    named.addAll(registry(kindCase.machine()).keySet());
    kindCase.fixed().ifPresent(fixed -> named.addAll(registry(fixed).keySet()));
    for (RegistryKey key : named) {
      Stream.iterate(key.parent(), Optional::isPresent, each -> each.flatMap(RegistryKey::parent))
          .map(Optional::get)
          .filter(parent -> !isAlwaysThere(parent) && !named.contains(parent))
          .forEach(above::add);
    }
  }

  private static boolean isAlwaysThere(RegistryKey key) {
    return key.names().size() < 2 || key.path().equalsIgnoreCase("Software\\Classes");
  }

  /** What a machine's registry and its own user's hive hold, by key. */
  public static Map<RegistryKey, Map<String, RegistryValue>> registry(MachineFile machine) {
    Map<RegistryKey, Map<String, RegistryValue>> all = new LinkedHashMap<>(machine.registry());
    machine.users().orElseThrow().stream()
        .filter(person -> person.self().orElse(false))
        .flatMap(person -> person.registry().stream())
        .forEach(hive ->
            hive.forEach(
                (path, values) -> all.put(new RegistryKey(Hive.HKCU, path, View.BITS_64), values)));
    return all;
  }

  /** The keys as this registry, which is the user's view, has them. */
  public String state(Registry registry) {
    return state(
        key -> registry.exists(key) ? Optional.of(registry.values(key)) : Optional.empty());
  }

  /** The keys as this machine has them. */
  public String stateOf(MachineFile machine) {
    Map<RegistryKey, Map<String, RegistryValue>> all = registry(machine);
    return state(key ->
        all.keySet().stream().anyMatch(each -> each.isWithin(key))
            ? Optional.of(all.getOrDefault(key, Map.of()))
            : Optional.empty());
  }

  private interface Reading {
    Optional<Map<String, RegistryValue>> values(RegistryKey key);
  }

  private String state(Reading reading) {
    StringBuilder state = new StringBuilder();
    above.forEach(key -> state.append(state(key, reading, false)));
    named.forEach(key -> state.append(state(key, reading, true)));
    return state.toString();
  }

  private static String state(RegistryKey key, Reading reading, boolean isExact) {
    try {
      Optional<Map<String, RegistryValue>> values = reading.values(key);
      if (values.isEmpty()) {
        return key + " is absent\n";
      }
      Map<String, RegistryValue> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      sorted.putAll(isExact ? values.get() : Map.of());
      StringBuilder lines = new StringBuilder(key + " is there\n");
      sorted.forEach((name, value) -> lines.append("  ").append(line(name, value)).append('\n'));
      return lines.toString();
    } catch (WindowsException e) {
      return key + " cannot be read: " + e.getMessage() + "\n";
    }
  }

  private static String line(String name, RegistryValue value) {
    return "'"
        + name
        + "' "
        + value.type()
        + ": "
        + HexFormat.of().formatHex(value.data())
        + " "
        + value;
  }
}
