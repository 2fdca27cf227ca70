package org.fettle.engine;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fettle.check.AllCheck;
import org.fettle.check.AnyCheck;
import org.fettle.check.Check;
import org.fettle.check.NotCheck;
import org.fettle.policy.Assignment;
import org.fettle.policy.CheckTemplate.Filled;

/** The single checks that the rules of an assignment are made of. */
final class LeafChecks {
  private LeafChecks() {}

  /** Those that can be filled in with these facts. */
  static Stream<Check> of(Assignment assignment, Function<String, Optional<String>> facts) {
    return assignment.policies().stream()
        .flatMap(assigned -> assigned.policy().rules().stream())
        .flatMap(rule -> Stream.concat(rule.when().stream(), Stream.of(rule.check())))
        .map(template -> template.fill(facts))
        .filter(Filled.Ready.class::isInstance)
        .flatMap(ready -> leaves(((Filled.Ready) ready).check()));
  }

  private static Stream<Check> leaves(Check check) {
    return switch (check) {
      case AllCheck all -> all.checks().stream().flatMap(LeafChecks::leaves);
      case AnyCheck any -> any.checks().stream().flatMap(LeafChecks::leaves);
      case NotCheck not -> leaves(not.check());
      default -> Stream.of(check);
    };
  }
}
