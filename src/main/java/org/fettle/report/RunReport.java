package org.fettle.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Entry;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.policy.Rule.Severity;
import org.fettle.windows.Change;

/**
 * One run as the journal tells it. Together its parts answer what was found, on which machine and
 * for whom, against which rule of which version, what was there before and is now, who opted in,
 * whether it was verified, and how it is undone.
 *
 * @param ended empty while it runs, and when it was killed and not picked up yet
 * @param interrupted whether its process died and a later one ended it
 * @param by the account it ran as
 * @param agent the agent's version
 * @param assignment empty for a rollback
 * @param findings in the order they were judged
 */
public record RunReport(
    String id,
    Command command,
    Instant started,
    Optional<Instant> ended,
    boolean interrupted,
    String machine,
    String by,
    String agent,
    Optional<String> assignment,
    List<PolicyInForce> policies,
    List<Finding> findings) {

  public RunReport {
    policies = List.copyOf(policies);
    findings = List.copyOf(findings);
  }

  /**
   * A rule for a subject, and what became of it.
   *
   * @param title the rule's; its id where the entries do not tell
   * @param severity the rule's; empty where the entries do not tell
   * @param verdict what was judged before anything was changed; empty in a rollback
   * @param optIn how the fix was opted into, by which assignment
   * @param reason a sentence; may be empty
   * @param changes those that were made or tried, in order
   */
  public record Finding(
      About about,
      String title,
      Optional<Severity> severity,
      Optional<Verdict> verdict,
      Optional<String> optIn,
      Outcome outcome,
      String reason,
      List<RecordedChange> changes) {
    public Finding {
      changes = List.copyOf(changes);
    }

    /** What the machine would have to become; empty unless it was judged to fail. */
    public Optional<Verdict.Fail> failure() {
      return verdict.isPresent() && verdict.get() instanceof Verdict.Fail fail
          ? Optional.of(fail)
          : Optional.empty();
    }

    /** What a rollback would take back: fixes that were made and still stand. */
    public List<RecordedChange> standing() {
      return changes.stream().filter(RecordedChange::isStanding).toList();
    }
  }

  /**
   * A change that was made or tried.
   *
   * @param number from 1, unique in its run
   * @param undoes the change this took back, as {@code run/number}
   * @param undoneBy the change that took this back, as far as the entries tell
   */
  public record RecordedChange(
      int number,
      Change change,
      Purpose purpose,
      State state,
      Optional<String> undoes,
      Optional<String> undoneBy) {
    /** Whether it is a fix that was made and not taken back since. */
    public boolean isStanding() {
      return purpose == Purpose.FIX
          && change.isReversible()
          && state instanceof State.Applied
          && undoneBy.isEmpty();
    }
  }

  /** How far a change came. */
  public sealed interface State {
    /** It was written. */
    record Applied() implements State {}

    /** It was written, and what it put aside was removed for good since. */
    record Purged() implements State {}

    /** It was not written; the problem is one sentence. */
    record Refused(String problem) implements State {}

    /** It was begun, and nothing is known of its end. */
    record Unknown() implements State {}
  }

  /**
   * The run those entries tell of.
   *
   * @throws IllegalArgumentException when they are not of one run, from its start
   */
  public static RunReport of(List<Entry> entriesOfOneRun) {
    return new RunReader(Links.in(entriesOfOneRun)).read(entriesOfOneRun);
  }

  /** Whether it came to its end by itself. */
  public boolean isComplete() {
    return ended.isPresent() && !interrupted;
  }

  /** Whether it takes back what other runs did, so that what is rolled back is a success. */
  public boolean isTakingBack() {
    return command == Command.ROLLBACK;
  }

  /** Whether that finding is one to act upon. */
  public boolean isOpen(Finding finding) {
    if (isTakingBack()) {
      return finding.outcome() == Outcome.FAILED;
    }
    return finding.outcome().isFinding() && !isWaiting(finding);
  }

  /** Whether it was put off unjudged, its user being away: nothing is known to be out of order. */
  public boolean isWaiting(Finding finding) {
    return finding.outcome() == Outcome.DEFERRED && finding.failure().isEmpty();
  }

  /** How many findings there are of each outcome, without those there are none of. */
  public Map<Outcome, Integer> counts() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Finding finding : findings) {
      counts.merge(finding.outcome(), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * 1 when findings remain, else 2 when something could not be judged or the run did not come to
   * its end, else 0. 1 wins over 2: a definite finding must reach whoever acts on 1, such as an
   * Intune detection script, even where another rule could not be judged.
   */
  public int exitCode() {
    boolean unknown = !isComplete();
    for (Finding finding : findings) {
      if (isOpen(finding)) {
        return 1;
      }
      unknown |= finding.outcome() == Outcome.UNKNOWN;
    }
    return unknown ? 2 : 0;
  }

  /**
   * The command that takes back what this run fixed of the finding; empty when nothing stands, and
   * for a run without an end, which the next start settles first.
   */
  public Optional<String> undoCommand(Finding finding) {
    return ended.isEmpty() || finding.standing().isEmpty()
        ? Optional.empty()
        : Optional.of("fettle rollback " + id + " --rule " + finding.about().rule());
  }
}
