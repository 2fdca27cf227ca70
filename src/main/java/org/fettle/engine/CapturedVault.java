package org.fettle.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.check.AllCheck;
import org.fettle.check.AnyCheck;
import org.fettle.check.Check;
import org.fettle.check.CredentialAbsentCheck;
import org.fettle.check.NotCheck;
import org.fettle.check.Wildcard;
import org.fettle.policy.Assignment;
import org.fettle.policy.CheckTemplate.Filled;
import org.fettle.windows.Credential;
import org.fettle.windows.memory.MachineFile.Stored;

/**
 * What a captured machine tells of a vault: the credentials that a policy is about, and no other.
 */
final class CapturedVault {
  private CapturedVault() {}

  static List<Stored> of(
      Collection<Credential> vault, Assignment assignment, Pseudonyms pseudonyms) {
    List<Wildcard> targets = targets(assignment);
    return vault.stream()
        .filter(one -> targets.stream().anyMatch(target -> target.matches(one.target())))
        .map(one ->
            Stored.of(
                new Credential(
                    target(one.target(), pseudonyms),
                    one.type(),
                    one.account().map(pseudonyms::of),
                    one.persistence(),
                    one.lastWritten())))
        .toList();
  }

  // In Microsoft_OC1:uri=anna@contoso.com only what stands behind the sign is the address.
  private static String target(String target, Pseudonyms pseudonyms) {
    return Stream.of(target.split("=", -1)).map(pseudonyms::of).collect(Collectors.joining("="));
  }

  /** What a fact would fill in may be anything here. */
  private static List<Wildcard> targets(Assignment assignment) {
    return assignment.policies().stream()
        .flatMap(assigned -> assigned.policy().rules().stream())
        .flatMap(rule -> Stream.concat(rule.when().stream(), Stream.of(rule.check())))
        .map(template -> template.fill(fact -> Optional.of("*")))
        .filter(Filled.Ready.class::isInstance)
        .flatMap(ready -> about(((Filled.Ready) ready).check()))
        .flatMap(check -> check.targets().stream())
        .map(Wildcard::new)
        .toList();
  }

  private static Stream<CredentialAbsentCheck> about(Check check) {
    return switch (check) {
      case CredentialAbsentCheck credential -> Stream.of(credential);
      case AllCheck all -> all.checks().stream().flatMap(CapturedVault::about);
      case AnyCheck any -> any.checks().stream().flatMap(CapturedVault::about);
      case NotCheck not -> about(not.check());
      default -> Stream.empty();
    };
  }
}
