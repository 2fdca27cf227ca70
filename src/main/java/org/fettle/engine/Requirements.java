package org.fettle.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which findings have to pass before which: those of the rules a rule requires, for the same
 * subject or the machine.
 */
final class Requirements {
  private final List<Finding> findings;
  private final Map<RuleName, List<Finding>> byRule = new HashMap<>();
  private final Map<ForSubject, Finding> bySubject = new HashMap<>();

  private record RuleName(String policy, String rule) {}

  private record ForSubject(RuleName name, String sid) {}

  Requirements(List<Finding> findings) {
    this.findings = findings;
    if (findings.stream().allMatch(finding -> finding.rule().requires().isEmpty())) {
      return;
    }
    for (Finding finding : findings) {
      RuleName name = name(finding, finding.rule().id());
      byRule.computeIfAbsent(name, any -> new ArrayList<>()).add(finding);
      bySubject.put(new ForSubject(name, sid(finding)), finding);
    }
  }

  /**
   * The findings that this one waits for; of a rule for each user, all of them where this one is
   * about the machine.
   */
  List<Finding> of(Finding finding) {
    if (finding.rule().requires().isEmpty()) {
      return List.of();
    }
    return finding.rule().requires().stream()
        .map(rule -> name(finding, rule))
        .flatMap(name ->
            finding.user().isEmpty()
                ? byRule.getOrDefault(name, List.of()).stream()
                : Stream.of(sid(finding), "")
                    .flatMap(sid -> Stream.ofNullable(bySubject.get(new ForSubject(name, sid)))))
        .toList();
  }

  /** All findings, each behind those it waits for, else as they are. */
  List<Finding> inOrderOfWork() {
    if (byRule.isEmpty()) {
      return findings;
    }
    List<Finding> ordered = new ArrayList<>();
    Set<Finding> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Finding> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Finding> open = new ArrayDeque<>();
    for (Finding finding : findings) {
      open.push(finding);
      while (!open.isEmpty()) {
        Finding next = open.peek();
        if (met.add(next)) {
          // The reader refuses circular requirements; what was met is not gone into again.
          of(next).stream().filter(required -> !met.contains(required)).forEach(open::push);
        } else {
          open.pop();
          if (placed.add(next)) {
            ordered.add(next);
          }
        }
      }
    }
    return ordered;
  }

  private static RuleName name(Finding finding, String rule) {
    return new RuleName(finding.assigned().policy().id(), rule);
  }

  private static String sid(Finding finding) {
    return finding.user().isEmpty() ? "" : finding.user().get().sid();
  }
}
