package org.fettle.report;

import java.util.Map;
import java.util.stream.Collectors;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run does to the log, a line for each step, for those who read logs rather than the
 * journal. A check that changes nothing is left to the journal, and then no logging is loaded.
 */
public final class AuditLog {
  private static final int LONGEST = 1_000;

  private boolean changes = true;

  /** Loaded with the first line. */
  private static final class Log {
    static final Logger AUDIT = LoggerFactory.getLogger("fettle.audit");
  }

  /** Takes an entry that has just been written to the journal. */
  public void tell(Entry entry) {
    if (entry.event() instanceof Event.RunStarted started) {
      changes = started.command() != Command.CHECK;
    }
    if (!changes) {
      return;
    }
    switch (entry.event()) {
      case Event.RunStarted started ->
          info(
              entry,
              Phrases.word(started.command())
                  + " by "
                  + started.by()
                  + " with Fettle "
                  + started.agent());
      case Event.Intended intended ->
          info(
              entry,
              Phrases.word(intended.purpose())
                  + " "
                  + intended.change()
                  + " for "
                  + rule(intended.about())
                  + ": "
                  + intended.what().target()
                  + " from "
                  + intended.what().beforeText()
                  + " to "
                  + intended.what().afterText());
      case Event.Applied applied -> info(entry, "change " + applied.change() + " made");
      case Event.Refused refused ->
          warn(entry, "change " + refused.change() + " not made: " + refused.problem());
      case Event.Concluded concluded -> concluded(entry, concluded);
      case Event.PolicyTaken taken ->
          info(
              entry,
              "bundle "
                  + taken.bundle()
                  + ", serial "
                  + taken.serial()
                  + ", signed with "
                  + taken.signer()
                  + ", taken from "
                  + taken.source()
                  + (taken.paused() ? "; it halts every fix" : ""));
      case Event.PolicyRefused refused ->
          refused
              .reasons()
              .forEach(reason -> warn(entry, "refused from " + refused.source() + ": " + reason));
      case Event.OlderRemoved older -> info(entry, older.sentence());
      case Event.TornRecord torn -> warn(entry, "a record torn by a crash was set aside");
      case Event.DamageSetAside damage ->
          Log.AUDIT.error("{} {}", entry.run(), Escapes.visible(damage.sentence(), LONGEST));
      case Event.RunEnded ended ->
          info(
              entry,
              (ended.interrupted() ? "ended, after it was interrupted: " : "ended: ")
                  + counts(ended.outcomes()));
      case Event.Judged judged -> {}
    }
  }

  private static void concluded(Entry entry, Event.Concluded concluded) {
    String line =
        rule(concluded.about())
            + ": "
            + Phrases.word(concluded.outcome())
            + ". "
            + concluded.reason();
    switch (concluded.outcome()) {
      case COMPLIANT, SKIPPED -> {}
      case FIXED, REPORTED, DEFERRED -> info(entry, line);
      case BLOCKED, ROLLED_BACK, UNKNOWN -> warn(entry, line);
      case FAILED -> Log.AUDIT.error("{} {}", entry.run(), Escapes.visible(line, LONGEST));
    }
  }

  private static String rule(About about) {
    return about.policy() + "/" + about.rule() + " on " + about.subject().name();
  }

  private static String counts(Map<Outcome, Integer> outcomes) {
    return outcomes.entrySet().stream()
        .map(entry -> entry.getValue() + " " + Phrases.word(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static void info(Entry entry, String line) {
    Log.AUDIT.info("{} {}", entry.run(), Escapes.visible(line, LONGEST));
  }

  private static void warn(Entry entry, String line) {
    Log.AUDIT.warn("{} {}", entry.run(), Escapes.visible(line, LONGEST));
  }
}
