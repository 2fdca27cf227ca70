package org.fettle.service;

import java.time.Instant;
import java.util.Optional;
import org.fettle.journal.Event;
import org.fettle.json.Sha256;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.Bundle;
import org.fettle.policy.bundle.Manifest;
import org.fettle.service.Notice.InForce;
import org.fettle.service.Notice.SignedBundle;
import org.fettle.windows.MachineFacts;

/**
 * What the agent keeps at hand of the bundle in force; its files stay in the store.
 *
 * @param sha256 of all its bytes
 * @param machine whose assignments were joined; empty where that is still to be done
 * @param assignment what of it is for that machine; empty where nothing is
 */
record InForceBundle(
    Manifest manifest,
    String signer,
    String digest,
    String sha256,
    Optional<MachineFacts> machine,
    Optional<Assignment> assignment) {
  /** A bundle of which it is not known yet what is for this machine. */
  static InForceBundle of(Bundle bundle) {
    return new InForceBundle(
        bundle.manifest(),
        bundle.signer(),
        bundle.digest(),
        Sha256.of(bundle.bytes()),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same for that machine.
   *
   * @throws PolicyException when it cannot take together what is for it
   */
  InForceBundle joinedFor(MachineFacts facts, Bundle bundle) throws PolicyException {
    return with(facts, bundle.assignmentFor(facts));
  }

  /** The same, from which that machine has what it had before. */
  InForceBundle keptBy(MachineFacts facts) {
    return with(facts, assignment);
  }

  private InForceBundle with(MachineFacts facts, Optional<Assignment> joined) {
    return new InForceBundle(manifest, signer, digest, sha256, Optional.of(facts), joined);
  }

  /** Whether it was joined for a machine of that name and domain; assignments ask for no more. */
  boolean isFor(MachineFacts facts) {
    return machine
        .filter(
            joined -> joined.name().equals(facts.name()) && joined.domain().equals(facts.domain()))
        .isPresent();
  }

  boolean isExpired(Instant now) {
    return now.isAfter(manifest.notAfter());
  }

  /** That it was taken, for the journal. */
  Event.PolicyTaken recorded(String source) {
    return new Event.PolicyTaken(
        source,
        manifest.name(),
        manifest.serial(),
        signer,
        digest,
        manifest.paused(),
        assignment.map(Assignment::id));
  }

  InForce told(String source) {
    return new InForce(
        assignment.map(Assignment::id),
        source,
        Optional.of(
            new SignedBundle(
                manifest.name(),
                manifest.serial(),
                signer,
                manifest.notAfter(),
                manifest.paused())));
  }
}
