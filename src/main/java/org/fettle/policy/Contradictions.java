package org.fettle.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.json.Place;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.Assignment.OptIn;

/**
 * What two assignments say differently, so that no machine can take both. The gates hold for a
 * whole run: a window, ring or budget that only one of them has would loosen or tighten the
 * other's, so both have to say the same.
 */
final class Contradictions {
  private final ReadAssignment first;
  private final ReadAssignment second;
  private final List<Mistake> found = new ArrayList<>();

  Contradictions(ReadAssignment first, ReadAssignment second) {
    this.first = first;
    this.second = second;
  }

  /** Each in its place in the second, naming the first and the place there. */
  List<Mistake> all() {
    Assignment one = first.assignment();
    Assignment other = second.assignment();
    compare("window", one.window(), other.window());
    compare("ring", one.ring(), other.ring());
    compare("budget", one.budget(), other.budget());
    compare("quarantine", one.keepQuarantine(), other.keepQuarantine());
    if (one.schedule().isPresent() && other.schedule().isPresent()) {
      compare("schedule", one.schedule(), other.schedule());
    }
    for (Assigned here : other.policies()) {
      one.policies().stream()
          .filter(there -> there.policy().id().equals(here.policy().id()))
          .findFirst()
          .ifPresent(there -> compare(there, here));
    }
    return List.copyOf(found);
  }

  private void compare(String word, Object there, Object here) {
    if (!there.equals(here)) {
      String how =
          !second.says(word)
              ? "'" + word + "' is left out here, but not"
              : first.says(word)
                  ? "'" + word + "' is other here than"
                  : "'" + word + "' is given here, but not";
      tell(first.place(word), second.place(word), how);
    }
  }

  private void compare(Assigned there, Assigned here) {
    String policy = here.policy().id();
    Map<String, Parameter> valuesThere = parameters(first, policy);
    Map<String, Parameter> valuesHere = parameters(second, policy);
    for (String name : new TreeSet<>(valuesHere.keySet())) {
      if (!Objects.equals(valuesHere.get(name), valuesThere.get(name))) {
        tell(
            policy,
            "parameters",
            name,
            "The parameter '" + name + "' of the policy '" + policy + "' is other here than");
      }
    }
    for (Map.Entry<String, OptIn> fix : new TreeMap<>(here.fix()).entrySet()) {
      String rule = fix.getKey();
      Optional<OptIn> optIn = there.optIn(rule);
      if (optIn.isPresent() && optIn.get() != fix.getValue()) {
        String word = fix.getValue().name().toLowerCase(Locale.ROOT);
        tell(policy, "fix", rule, "The fix of '" + rule + "' is " + word + " here, but not");
      } else if (optIn.isPresent()
          && here.irreversible().contains(rule) != there.irreversible().contains(rule)) {
        String how =
            here.irreversible().contains(rule)
                ? "' is opted into as irreversible here, but not"
                : "' is not opted into as irreversible here, but is";
        tell(policy, "irreversible", rule, "The fix of '" + rule + how);
      }
    }
    // What one accepts for its own fixes is not accepted for the other's.
    if (!here.fix().isEmpty() && !there.fix().isEmpty() && !here.accept().equals(there.accept())) {
      tell(
          policy,
          "accept",
          "",
          "What is accepted of the policy '" + policy + "' is other here than");
    }
  }

  private static Map<String, Parameter> parameters(ReadAssignment of, String policy) {
    return of.parameters().getOrDefault(policy, Map.of());
  }

  private void tell(String policy, String word, String name, String how) {
    tell(first.place(policy, word, name), second.place(policy, word, name), how);
  }

  private void tell(Place there, Place here, String how) {
    found.add(
        new Mistake(
            second.file(),
            here.line(),
            here.column(),
            how
                + " in the assignment '"
                + first.assignment().id()
                + "' ("
                + first.file()
                + ":"
                + there.line()
                + ":"
                + there.column()
                + "). A machine that takes '"
                + first.assignment().id()
                + "' and '"
                + second.assignment().id()
                + "' needs them to agree: keep them apart with 'for-machines', or make them the same."));
  }
}
