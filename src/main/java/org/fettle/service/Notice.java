package org.fettle.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Event.About;
import org.fettle.journal.Outcome;

/**
 * What the service has to tell of itself. The log, the Event Log and the status are written from
 * these and from the journal, so that all three say the same.
 */
sealed interface Notice {
  /** The service is up. */
  record Started(String version) implements Notice {}

  /** It stops, because it was asked to. */
  record Stopped() implements Notice {}

  /**
   * A task failed, and the service goes on.
   *
   * @param problem one sentence
   */
  record TaskFailed(String problem, Throwable cause) implements Notice {}

  /** Something about the machine is weaker than it should be, but not so that the service stops. */
  record Weak(String sentence) implements Notice {}

  /**
   * Another assignment is in force, or the same one from a newer bundle; or as before, after it was
   * told that what is offered is refused or cannot be reached.
   */
  record PolicyTaken(InForce inForce) implements Notice {}

  /**
   * What is offered cannot be used.
   *
   * @param inForce the assignment that stays in force
   */
  record PolicyRefused(String source, List<String> reasons, Optional<String> inForce)
      implements Notice {}

  /** It cannot be told what is offered; what was in force stays so. */
  record PolicyUnreachable(String source, String reason) implements Notice {}

  /** Nothing is offered any more, so nothing is in force. */
  record PolicyWithdrawn(String source) implements Notice {}

  /** The assignment in force says nothing of when, so the service judges nothing. */
  record NoSchedule(String assignment) implements Notice {}

  /** When the clock has the machine judged next; empty where it does not. */
  record NextRun(Optional<Instant> moment) implements Notice {}

  /** The machine was judged, and what was opted into was fixed. */
  record RunEnded(String run, String assignment, Instant moment, Map<Outcome, Integer> outcomes)
      implements Notice {}

  /** A run was left out or broken off, with the reason in a sentence. */
  record RunLeftOut(String reason) implements Notice {}

  /** Another program sets back what is fixed again and again; it is left alone now. */
  record Fight(About about, String what) implements Notice {}

  /**
   * What is in force.
   *
   * @param assignment its id; empty where nothing of a bundle is for this machine
   * @param source where it came from
   * @param bundle the signed bundle it came in; empty for plain files of a protected folder
   */
  record InForce(Optional<String> assignment, String source, Optional<SignedBundle> bundle) {}

  /** What a bundle in force says of itself. */
  record SignedBundle(String name, long serial, String signer, Instant notAfter, boolean paused) {}
}
