package org.fettle.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.engine.PolicyCasesFile.Different;
import org.fettle.json.Json;
import org.fettle.windows.memory.MachineFile;
import org.jspecify.annotations.Nullable;

/** Machine files laid over one another, and told apart. */
final class PolicyCasesMachine {
  private static final List<String> ONE_BY_ONE =
      List.of("registry", "disk", "certificates", "services");

  private PolicyCasesMachine() {}

  /** The machine with another laid over it: keys, files and services one by one, all else whole. */
  static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> both = new LinkedHashMap<>(below);
    both.putAll(above);
    for (String area : ONE_BY_ONE) {
      if (below.containsKey(area) && above.containsKey(area)) {
        Map<String, Object> entries = new LinkedHashMap<>(fields(below.get(area)));
        entries.putAll(fields(above.get(area)));
        both.put(area, entries);
      }
    }
    return both;
  }

  /** The machine with what differs. */
  static Map<String, Object> with(Map<String, Object> before, Different different) {
    Map<String, Object> areas = new LinkedHashMap<>();
    areas.put("registry", different.registry());
    areas.put("disk", different.disk());
    areas.put("certificates", different.certificates());
    areas.put("services", different.services());
    areas.values().removeIf(entries -> ((Map<?, ?>) entries).isEmpty());
    Map<String, Object> after = over(before, areas);
    different.gone().forEach(gone -> remove(gone, after));
    if (!different.users().isEmpty()) {
      after.put("users", users(before, different.users()));
    }
    return after;
  }

  private static void remove(String gone, Map<String, Object> machine) {
    boolean found = false;
    for (String area : ONE_BY_ONE) {
      Map<String, Object> entries = fields(machine.get(area));
      found |= entries.keySet().remove(gone);
      if (machine.containsKey(area)) {
        machine.put(area, entries);
      }
    }
    if (machine.get("files") instanceof List<?> files) {
      found |= files.contains(gone);
      machine.put("files", files.stream().filter(file -> !gone.equals(file)).toList());
    }
    if (!found) {
      throw new IllegalArgumentException(
          "'gone' names " + gone + ", which the machine of this case has not.");
    }
  }

  private static List<Object> users(
      Map<String, Object> before, Map<String, Map<String, Object>> different) {
    List<Object> users = new ArrayList<>();
    Set<String> unused = new TreeSet<>(different.keySet());
    if (before.get("users") instanceof List<?> people) {
      for (Object person : people) {
        Map<String, Object> user = fields(person);
        String name = String.valueOf(user.get("name"));
        user.putAll(different.getOrDefault(name, Map.of()));
        unused.remove(name);
        users.add(user);
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "The machine of this case names no user " + String.join(", ", unused) + ".");
    }
    return users;
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
          "Expected names with what they stand for, found " + node + ".");
    }
    return fields;
  }
}
