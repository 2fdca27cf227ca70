package org.fettle.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.engine.PolicyCasesFile.Fixed;
import org.fettle.json.Json;
import org.fettle.windows.memory.MachineFile;
import org.jspecify.annotations.Nullable;

/** Machine files laid over one another, and told apart. */
final class PolicyCasesMachine {
  private static final String REGISTRY = "registry";

  private PolicyCasesMachine() {}

  /** The machine with another laid over it: its registry keys one by one, all else whole. */
  static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> both = new LinkedHashMap<>(below);
    both.putAll(above);
    Map<String, Object> registry = new LinkedHashMap<>(fields(below.get(REGISTRY)));
    registry.putAll(fields(above.get(REGISTRY)));
    both.put(REGISTRY, registry);
    return both;
  }

  /** The machine as it is to be after the fixes. */
  static Map<String, Object> fixed(Map<String, Object> before, Fixed fixed) {
    Map<String, Object> after = over(before, Map.of(REGISTRY, fixed.registry()));
    Map<String, Object> registry = new LinkedHashMap<>(fields(after.get(REGISTRY)));
    for (String gone : fixed.gone()) {
      if (registry.remove(gone) == null) {
        throw new IllegalArgumentException(
            "'gone' names " + gone + ", which the machine of this case has not.");
      }
    }
    after.put(REGISTRY, registry);
    return after;
  }

  /** The machine file that says this. */
  static MachineFile file(Map<String, Object> machine) {
    refuseFractions(machine);
    return MachineFile.read(Json.writeYaml(machine));
  }

  /** What two machine files do not agree on, a sentence each. */
  static List<String> differences(String when, MachineFile expected, MachineFile found) {
    Map<String, Object> left = places(expected);
    Map<String, Object> right = places(found);
    Set<String> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    return all.stream()
        .filter(place -> !left.getOrDefault(place, "").equals(right.getOrDefault(place, "")))
        .map(place ->
            when
                + ", "
                + place
                + ": expected "
                + left.getOrDefault(place, "nothing")
                + ", found "
                + right.getOrDefault(place, "nothing")
                + ".")
        .toList();
  }

  private static Map<String, Object> places(MachineFile machine) {
    Map<String, Object> places = new TreeMap<>();
    addPlaces("", Json.readYaml(machine.toYaml(), Object.class), places);
    return places;
  }

  private static void addPlaces(String at, Object node, Map<String, Object> places) {
    if (node instanceof Map<?, ?> fields && !fields.isEmpty()) {
      fields.forEach((name, value) -> addPlaces(step(at, String.valueOf(name)), value, places));
    } else if (node instanceof List<?> items && !items.isEmpty()) {
      for (int i = 0; i < items.size(); i++) {
        addPlaces(step(at, String.valueOf(i + 1)), items.get(i), places);
      }
    } else {
      places.put(at, node);
    }
  }

  private static String step(String at, String name) {
    return at.isEmpty() ? name : at + " > " + (name.isEmpty() ? "(Default)" : name);
  }

  // A text such as 1.10 would come back as 1.1.
  private static void refuseFractions(@Nullable Object node) {
    switch (node) {
      case null -> {}
      case Map<?, ?> fields -> fields.values().forEach(PolicyCasesMachine::refuseFractions);
      case List<?> items -> items.forEach(PolicyCasesMachine::refuseFractions);
      case Double number ->
          throw new IllegalArgumentException("Write " + number + " in quotes; it is a text.");
      default -> {}
    }
  }

  private static Map<String, Object> fields(@Nullable Object node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    } else if (node != null) {
      throw new IllegalArgumentException(
          "A machine's registry is keys with what they hold, not " + node + ".");
    }
    return fields;
  }
}
