package org.fettle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fettle.journal.Outcome;
import org.fettle.windows.EventLog;

/**
 * Writes notices to the Windows Event Log: one record for each, one for each run and for each fix
 * of it up to a bound. What only repeats the schedule is not written.
 */
final class EventLogNotices implements Consumer<Notice> {
  private static final int MOST_REASONS = 20;

  private final EventRecords records;
  private final RunRecords runs;

  EventLogNotices(EventLog log) {
    this.records = new EventRecords(log);
    this.runs = new RunRecords(records);
  }

  @Override
  public synchronized void accept(Notice notice) {
    switch (notice) {
      case Notice.Started started -> records.write(EventId.STARTED, "Fettle " + started.version());
      case Notice.Stopped stopped -> records.write(EventId.STOPPED);
      case Notice.Failed failed -> records.write(EventId.FAILED, failed.problem());
      case Notice.NotProtected weak -> records.write(EventId.NOT_PROTECTED, weak.sentences());
      case Notice.TaskFailed failed -> records.write(EventId.TASK_FAILED, failed.problem());
      case Notice.Weak weak -> records.write(EventId.WEAK, weak.sentence());
      case Notice.PolicyTaken taken ->
          records.write(
              EventId.POLICY_TAKEN,
              taken.inForce().sentence(),
              "Source: " + taken.inForce().source());
      case Notice.PolicyRefused refused -> refused(refused);
      case Notice.PolicyUnreachable gone ->
          records.write(EventId.POLICY_UNREACHABLE, "Source: " + gone.source(), gone.reason());
      case Notice.PolicyWithdrawn gone ->
          records.write(EventId.POLICY_WITHDRAWN, "Source: " + gone.source());
      case Notice.NoSchedule without ->
          records.write(EventId.NO_SCHEDULE, "Assignment: " + without.assignment());
      case Notice.RunEnded ended ->
          records.write(
              summary(ended.outcomes()),
              "Assignment: " + ended.assignment(),
              "Run: " + ended.run(),
              "Rules: " + ended.counts());
      case Notice.RunLeftOut left -> records.write(EventId.RUN_LEFT_OUT, left.reason());
      case Notice.JournalVerified verified ->
          verified.problem().ifPresent(problem -> records.write(EventId.JOURNAL_ALTERED, problem));
      case Notice.Recorded recorded -> runs.tell(recorded.entry());
      case Notice.Fight fight ->
          records.write(EventId.FIGHT, EventRecords.rule(fight.about()), fight.what());
      case Notice.PolicySettled settled ->
          records.write(EventId.POLICY_SETTLED, "Source: " + settled.source());
      case Notice.NotHere other -> {}
      case Notice.NextRun next -> {}
      case Notice.Noted noted -> {}
    }
  }

  private void refused(Notice.PolicyRefused refused) {
    List<String> reasons = refused.reasons();
    List<String> lines = new ArrayList<>();
    lines.add("Source: " + refused.source());
    lines.add("In force stays: " + refused.inForce().orElse("nothing"));
    lines.addAll(reasons.subList(0, Math.min(reasons.size(), MOST_REASONS)));
    if (reasons.size() > MOST_REASONS) {
      lines.add("And " + (reasons.size() - MOST_REASONS) + " more.");
    }
    records.write(EventId.POLICY_REFUSED, lines);
  }

  /** As the exit codes of {@code fettle check} have it. */
  private static EventId summary(Map<Outcome, Integer> outcomes) {
    if (outcomes.keySet().stream().anyMatch(Outcome::isFinding)) {
      return EventId.RUN_FINDINGS;
    }
    return outcomes.containsKey(Outcome.UNKNOWN) ? EventId.RUN_NOT_JUDGED : EventId.RUN_IN_ORDER;
  }
}
