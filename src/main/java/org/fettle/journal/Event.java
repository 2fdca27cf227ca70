package org.fettle.journal;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.policy.Rule;
import org.fettle.windows.Change;

/** One thing that happened, in a run, to the policies in force or to the journal itself. */
public sealed interface Event {
  /** What the records of policies have in the place of a run; it never begins and never ends. */
  String OF_POLICIES = "policies";

  /** What the records of the journal's own upkeep have there. */
  String OF_JOURNAL = "journal";

  /** Whether it belongs to no run, so that whatever run came before it has ended. */
  default boolean isBetweenRuns() {
    return false;
  }

  /** What a run was started for. */
  enum Command {
    CHECK,
    APPLY,
    ROLLBACK,
    /** What was put aside long ago is removed for good. */
    PURGE
  }

  /** Why a change is made. */
  enum Purpose {
    /** To make a check pass. */
    FIX,
    /** To take back a fix that did not succeed as a whole. */
    UNDO,
    /** Because somebody asked to take back what an earlier run did. */
    ROLLBACK,
    /** Because what a fix put aside was kept for as long as it had to be. */
    PURGE
  }

  /** Which policy was in force. */
  record PolicyInForce(String policy, String version, String digest) {}

  /** A rule of a policy, for one subject: what findings and changes are about. */
  record About(String policy, String version, String rule, Subject subject) {
    /** Whether both are the same rule for the same subject, whatever the version. */
    public boolean isSameAs(About other) {
      return identity().equals(other.identity());
    }

    /** Equal for the same rule and subject, as {@link #isSameAs} has it; to look things up by. */
    public String identity() {
      return policy + '\n' + rule + '\n' + subject.sid().orElse("");
    }

    /** Equal for the same rule of the same version, and the same subject. */
    public String identityAndVersion() {
      return identity() + '\n' + version;
    }
  }

  /**
   * A run began.
   *
   * @param by the account it runs as
   * @param agent the agent's version
   * @param machine the computer's name
   * @param assignment the assignment's id; empty for a rollback or recovery
   */
  record RunStarted(
      Command command,
      String by,
      String agent,
      String machine,
      Optional<String> assignment,
      List<PolicyInForce> policies)
      implements Event {}

  /**
   * A rule was judged.
   *
   * @param optIn how its fix is opted into, by which assignment; empty when it is not
   */
  record Judged(
      About about, String title, Rule.Severity severity, Verdict verdict, Optional<String> optIn)
      implements Event {}

  /**
   * A change is about to be written; this record is on disk before the machine is touched.
   *
   * @param change the number of the change in its run, from 1
   * @param undoes what this takes back, as {@code run/change}
   */
  record Intended(int change, About about, Purpose purpose, Change what, Optional<String> undoes)
      implements Event {}

  /** The change was written. */
  record Applied(int change) implements Event {}

  /** The change was not written; the problem is one sentence. */
  record Refused(int change, String problem) implements Event {}

  /**
   * A rule came to its end in this run; the reason is a sentence, or empty where there is nothing
   * to add.
   */
  record Concluded(About about, Outcome outcome, String reason) implements Event {}

  /** The run ended; how many findings came to each outcome. */
  record RunEnded(Map<Outcome, Integer> outcomes, boolean interrupted) implements Event {}

  /**
   * A signed bundle was put in force; written between two runs.
   *
   * @param source where it came from
   * @param digest of its manifest, and so of all that is in it
   * @param paused whether it halts every fix
   * @param assignment what of it is for this machine; empty where nothing is
   */
  record PolicyTaken(
      String source,
      String bundle,
      long serial,
      String signer,
      String digest,
      boolean paused,
      Optional<String> assignment)
      implements Event {
    @Override
    public boolean isBetweenRuns() {
      return true;
    }
  }

  /**
   * What was offered, or lay in the store, was refused; what was in force stays so. Written between
   * two runs, and once for the same thing.
   *
   * @param reasons whole sentences
   */
  record PolicyRefused(String source, List<String> reasons) implements Event {
    @Override
    public boolean isBetweenRuns() {
      return true;
    }
  }

  /**
   * The oldest records are removed, because they are kept no longer. This is on disk before any of
   * them goes, and is what the chain of the others begins with from then on.
   *
   * @param before the first month, in UTC, whose records are kept
   * @param last the number of the last record that goes
   * @param hash which that record bears
   */
  record OlderRemoved(YearMonth before, long last, String hash) implements Event {
    /** What goes, in a sentence. */
    public String sentence() {
      return "The records up to number "
          + last
          + " are removed; the journal is kept from "
          + before
          + " on.";
    }

    @Override
    public boolean isBetweenRuns() {
      return true;
    }
  }

  /** A record was found torn by a crash and set aside; nothing of it had been acted upon. */
  record TornRecord(String text) implements Event {}

  /**
   * The journal's end was found damaged, by a loss of power or by somebody, and was set aside.
   * Records may have been among it.
   *
   * @param file the file beside the journal that it lies in now
   * @param sha256 of that file, in lower hexadecimal digits
   */
  record DamageSetAside(String file, long bytes, String sha256) implements Event {
    /** What happened, and how to know the file again. */
    public String sentence() {
      return "The journal's end was not as it was written: "
          + bytes
          + " bytes were set aside in "
          + file
          + " (SHA-256 "
          + sha256
          + ").";
    }
  }
}
