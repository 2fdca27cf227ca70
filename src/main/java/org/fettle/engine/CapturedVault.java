package org.fettle.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.fettle.check.CredentialAbsentCheck;
import org.fettle.check.Wildcard;
import org.fettle.policy.Assignment;
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
                    pseudonyms.ofAssigned(one.target()),
                    one.type(),
                    one.account().map(pseudonyms::of),
                    one.persistence(),
                    one.lastWritten())))
        .toList();
  }

  /** What a fact would fill in may be anything here. */
  private static List<Wildcard> targets(Assignment assignment) {
    return LeafChecks.of(assignment, fact -> Optional.of("*"))
        .filter(CredentialAbsentCheck.class::isInstance)
        .flatMap(check -> ((CredentialAbsentCheck) check).targets().stream())
        .map(Wildcard::new)
        .toList();
  }
}
