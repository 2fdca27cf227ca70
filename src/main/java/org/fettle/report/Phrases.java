package org.fettle.report;

import java.util.List;
import java.util.Locale;
import org.fettle.check.Verdict;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.journal.Subject;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;

/** The words all reports share. */
final class Phrases {
  private Phrases() {}

  /** What becomes of a finding, as the heading of all that share it. */
  static String heading(RunReport run, Outcome outcome) {
    if (run.isTakingBack()) {
      switch (outcome) {
        case ROLLED_BACK -> {
          return "Taken back";
        }
        case FAILED -> {
          return "Not taken back, or not whole";
        }
        default -> {}
      }
    }
    return switch (outcome) {
      case COMPLIANT -> "In order";
      case FIXED -> "Fixed, and verified by a second look";
      case REPORTED -> "Out of order, nothing was changed";
      case BLOCKED -> "Out of order, the fix is held back";
      case DEFERRED -> "To be done later";
      case SKIPPED -> "Not applicable here";
      case FAILED -> "The fix failed and could not be taken back whole";
      case ROLLED_BACK -> "Out of order, the fix was taken back";
      case UNKNOWN -> run.isComplete() ? "Could not be judged" : "Not known";
    };
  }

  /** What goes before the reason of a finding. */
  static String reasonLabel(RunReport run, Finding finding) {
    return switch (finding.outcome()) {
      case UNKNOWN -> "Problem";
      case FAILED, ROLLED_BACK -> run.isTakingBack() ? "Left" : "Problem";
      case REPORTED, BLOCKED, DEFERRED -> "Not fixed";
      case COMPLIANT, FIXED, SKIPPED -> "Reason";
    };
  }

  /** Whether anybody opted into the fix; empty where that is no question. */
  static String optIn(RunReport run, Finding finding) {
    if (finding.optIn().isPresent()) {
      return finding.optIn().get();
    }
    return finding.failure().isPresent() && !finding.failure().get().fix().isEmpty()
        ? "none"
            + run.assignment().map(id -> "; the assignment " + id + " does not name it").orElse("")
        : "";
  }

  /** Whether what is said of the machine now was looked at; empty where nothing was changed. */
  static String verified(Finding finding) {
    return finding.outcome() == Outcome.FIXED
        ? "yes, the check was made again after the fix and passed"
        : "";
  }

  /** What was found where nothing has to be done. */
  static String found(Finding finding) {
    return finding.verdict().isPresent() && finding.verdict().get() instanceof Verdict.Pass pass
        ? pass.actual()
        : finding.reason();
  }

  /** What became of a change. */
  static String state(RecordedChange change) {
    return switch (change.state()) {
      case State.Applied applied ->
          switch (change.purpose()) {
            case FIX -> change.undoneBy().isEmpty() ? "Changed" : "Taken back";
            case PURGE -> "Removed";
            case UNDO, ROLLBACK -> "Restored";
          };
      case State.Purged purged -> "Changed, and removed for good since";
      case State.Refused refused -> "Refused";
      case State.Unknown unknown -> "In doubt";
    };
  }

  /** The changes without those that took back another of them: that one says so itself. */
  static List<RecordedChange> withoutUndoing(Finding finding) {
    return finding.changes().stream()
        .filter(change ->
            change.purpose() != Purpose.UNDO || !(change.state() instanceof State.Applied))
        .toList();
  }

  /** What a run was for. */
  static String command(Command command) {
    return switch (command) {
      case CHECK -> "check";
      case APPLY -> "apply";
      case ROLLBACK -> "rollback";
      case PURGE -> "purge";
    };
  }

  /** Whom a finding is about. */
  static String subject(Subject subject) {
    return subject.sid().isEmpty()
        ? "the machine " + subject.name()
        : subject.name().equals(subject.sid().get())
            ? subject.name()
            : subject.name() + " (" + subject.sid().get() + ")";
  }

  /** When it ended, or why it has no end. */
  static String end(RunReport run) {
    if (run.ended().isEmpty()) {
      return "not yet: it is running, or was killed and is settled at the next start";
    }
    String time = Times.text(run.ended().get());
    return run.interrupted() ? time + ", by the next start; it was interrupted" : time;
  }

  /** {@code 1 change}, {@code 2 changes}. */
  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** The word of an enum constant, as it is written in files. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A clause as a sentence. */
  static String sentence(String clause) {
    return capital(clause) + (clause.isEmpty() || clause.endsWith(".") ? "" : ".");
  }

  /** The words with a capital at their head. */
  static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
