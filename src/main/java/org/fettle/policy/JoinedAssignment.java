package org.fettle.policy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.Assignment.OptIn;
import org.fettle.policy.Assignment.Targets;
import org.fettle.windows.MachineFacts;

/** Several assignments that do not contradict each other, added up. */
final class JoinedAssignment {
  private JoinedAssignment() {}

  /** One assignment, for this machine only; its name is all of theirs. */
  static Assignment of(List<Assignment> taken, MachineFacts machine) {
    Map<String, Assigned> policies = new LinkedHashMap<>();
    for (Assignment one : taken) {
      for (Assigned assigned : one.policies()) {
        policies.merge(assigned.policy().id(), assigned, JoinedAssignment::joined);
      }
    }
    Assignment any = taken.getFirst();
    return new Assignment(
        taken.stream().map(Assignment::id).collect(Collectors.joining(" + ")),
        new Targets(List.of(machine.name()), machine.domain().map(List::of).orElse(List.of())),
        List.copyOf(policies.values()),
        taken.stream().map(Assignment::schedule).flatMap(Optional::stream).findFirst(),
        any.window(),
        any.ring(),
        any.budget(),
        any.keepQuarantine(),
        SourceFile.sha256(
            taken.stream()
                .map(Assignment::digest)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII)));
  }

  private static Assigned joined(Assigned one, Assigned other) {
    Map<String, OptIn> fix = new HashMap<>(one.fix());
    fix.putAll(other.fix());
    return new Assigned(
        one.policy(),
        Map.copyOf(fix),
        // Where one fixes nothing, what it accepts is for nothing.
        one.fix().isEmpty() ? other.accept() : one.accept(),
        both(one.irreversible(), other.irreversible()));
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return Set.copyOf(both);
  }
}
