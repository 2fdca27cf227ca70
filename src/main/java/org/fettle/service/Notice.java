package org.fettle.service;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fettle.journal.Entry;
import org.fettle.journal.Event.About;
import org.fettle.journal.Outcome;
import org.fettle.policy.Rule.Severity;

/**
 * What the service has to tell of itself. The log, the Event Log and the status are written from
 * these, so that all three say the same.
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

  /** The service ends with an error; the problem is one sentence. */
  record Failed(String problem) implements Notice {}

  /** It does not start: what it stands on is weaker than it must be, and how that is mended. */
  record NotProtected(List<String> sentences) implements Notice {}

  /** Something about the machine is weaker than it should be, but not so that the service stops. */
  record Weak(String sentence) implements Notice {}

  /** What the look at itself found that is neither good nor bad. */
  record Noted(String sentence) implements Notice {}

  /** Another assignment is in force, or the same one from a newer bundle. */
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

  /** After such trouble, what is offered is what is in force. */
  record PolicySettled(String source) implements Notice {}

  /** Nothing is offered any more, so nothing is in force. */
  record PolicyWithdrawn(String source) implements Notice {}

  /** The assignment in force says nothing of when, so the service judges nothing. */
  record NoSchedule(String assignment) implements Notice {}

  /** The assignment in force is for other machines, so nothing is judged by it. */
  record NotHere(String assignment) implements Notice {}

  /** When the clock has the machine judged next; empty where it does not. */
  record NextRun(Optional<Instant> moment) implements Notice {}

  /**
   * The journal was read from its beginning to its end.
   *
   * @param problem where it is not as it was written, in a sentence; empty where it is
   */
  record JournalVerified(Optional<String> problem) implements Notice {}

  /** A record was written to the journal. */
  record Recorded(Entry entry) implements Notice {}

  /**
   * The machine was judged, and what was opted into was fixed.
   *
   * @param open what is known to be out of order still
   */
  record RunEnded(
      String run,
      String assignment,
      Instant moment,
      Map<Outcome, Integer> outcomes,
      List<Open> open)
      implements Notice {
    /** A run after which nothing is out of order. */
    RunEnded(String run, String assignment, Instant moment, Map<Outcome, Integer> outcomes) {
      this(run, assignment, moment, outcomes, List.of());
    }

    /** How many came to what, in words. */
    String counts() {
      return outcomes.isEmpty() ? "nothing to judge" : counted(outcomes);
    }
  }

  /** A run was left out or broken off, with the reason in a sentence. */
  record RunLeftOut(String reason) implements Notice {}

  /** Another program sets back what is fixed again and again; it is left alone now. */
  record Fight(About about, String what) implements Notice {}

  /** A rule that is out of order for its subject. */
  record Open(About about, String title, Severity severity, Outcome outcome) {}

  /**
   * What is in force.
   *
   * @param assignment its id; empty where nothing of a bundle is for this machine
   * @param source where it came from
   * @param bundle the signed bundle it came in; empty for plain files of a protected folder
   */
  record InForce(Optional<String> assignment, String source, Optional<SignedBundle> bundle) {
    /** All of it, for people. */
    String sentence() {
      String from =
          bundle
              .map(one ->
                  " It came in the bundle "
                      + one.name()
                      + ", serial "
                      + one.serial()
                      + ", signed with "
                      + one.signer()
                      + "."
                      + (one.paused() ? " No fix is made while it is in force." : ""))
              .orElse("");
      return assignment
              .map(id -> "The assignment " + id + " is in force.")
              .orElse("No assignment offered is for this machine.")
          + from;
    }
  }

  /** What a bundle in force says of itself. */
  record SignedBundle(String name, long serial, String signer, Instant notAfter, boolean paused) {}

  /** How many came to what: {@code 3 fixed, 1 rolled back}. */
  static String counted(Map<Outcome, Integer> counts) {
    return counts.entrySet().stream()
        .map(one ->
            one.getValue() + " " + one.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
