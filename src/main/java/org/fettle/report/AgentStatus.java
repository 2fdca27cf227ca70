package org.fettle.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Outcome;
import org.fettle.policy.Rule.Severity;

/**
 * How the agent is, as its service last wrote it down. It stays small: long lists and texts are cut
 * by whoever writes it.
 *
 * @param format {@link #FORMAT}
 * @param version the agent's
 * @param process the number of the service's process
 * @param written when this was written
 * @param started when the service came up; empty until it has
 * @param stopped when it stopped because it was asked to; empty while it runs, and after a crash
 * @param policy what is in force; empty where nothing is
 * @param trouble with what is offered; empty where that is what is in force
 * @param lastRun the last one of the service, of an earlier process too
 * @param nextRun when the clock has the machine judged next; empty where only occasions do
 * @param leftOut a run that was not made, or broken off, since the last one
 * @param failures tasks that failed since the last run
 * @param weaknesses what about the machine is weaker than it should be, as sentences
 * @param journal where the journal is not as it was written, as a sentence; empty where it is
 * @param fights what something else sets back again and again
 */
public record AgentStatus(
    String format,
    String version,
    long process,
    Instant written,
    Optional<Instant> started,
    Optional<Instant> stopped,
    Optional<Policy> policy,
    Optional<Trouble> trouble,
    Optional<Run> lastRun,
    Optional<Instant> nextRun,
    Optional<LeftOut> leftOut,
    List<Failure> failures,
    List<String> weaknesses,
    Optional<String> journal,
    List<Fight> fights) {
  /** The form of the file. A change that older readers would misread gets another one. */
  public static final String FORMAT = "fettle-agent-1";

  public AgentStatus {
    failures = List.copyOf(failures);
    weaknesses = List.copyOf(weaknesses);
    fights = List.copyOf(fights);
  }

  /** What the service does by an assignment. */
  public enum Use {
    /** It has this machine judged. */
    JUDGES,
    /** It says nothing of when, so nothing is judged. */
    NO_SCHEDULE,
    /** It is for other machines. */
    NOT_HERE
  }

  /**
   * What is in force.
   *
   * @param assignment its id; empty where a bundle has none for this machine
   * @param source where it came from
   * @param bundle empty for plain files
   * @param since when this process took it
   */
  public record Policy(
      Optional<String> assignment,
      String source,
      Optional<Bundle> bundle,
      Use use,
      Instant since) {}

  /** The signed bundle in force; where it is paused, no fix is made. */
  public record Bundle(String name, long serial, String signer, Instant notAfter, boolean paused) {}

  /** What kind of trouble there is with what is offered. */
  public enum Kind {
    /** It may not be used. */
    REFUSED,
    /** It cannot be told what is offered. */
    UNREACHABLE
  }

  /**
   * Trouble with what is offered.
   *
   * @param reasons sentences, at least one
   * @param since when it began
   */
  public record Trouble(Kind kind, String source, List<String> reasons, Instant since) {
    public Trouble {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A run of the service.
   *
   * @param ended when
   * @param open how many findings remain
   * @param findings the worst of those
   */
  public record Run(
      String id,
      Optional<String> assignment,
      Instant ended,
      Map<Outcome, Integer> outcomes,
      int open,
      List<Finding> findings) {
    public Run {
      findings = List.copyOf(findings);
    }

    /** How many findings came to that outcome. */
    public int count(Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0);
    }
  }

  /**
   * Something that is out of order.
   *
   * @param rule {@code policy/rule}
   * @param subject the machine's or the user's name
   */
  public record Finding(
      String rule, String title, Severity severity, String subject, Outcome outcome) {}

  /** A run that was not made, with the reason in a sentence. */
  public record LeftOut(String reason, Instant when) {}

  /** A task that failed, so many times since the first. */
  public record Failure(String problem, int times, Instant first, Instant last) {}

  /** What something else sets back. */
  public record Fight(String rule, String subject, String what, Instant since) {}
}
