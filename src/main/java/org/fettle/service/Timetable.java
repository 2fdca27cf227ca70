package org.fettle.service;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.fettle.engine.MachineId;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Assignment.Trigger;
import org.quartz.CronExpression;

/**
 * When an assignment has this machine judged.
 *
 * @param delay by how much this machine is later than the schedule says, so that a fleet does not
 *     start at once; always the same for one machine
 * @param since when the service began to go by this schedule
 */
record Timetable(Schedule schedule, Duration delay, ZoneId zone, Instant since) {
  /** That machine's; the delay is its share of the jitter. */
  static Timetable of(Schedule schedule, MachineId machine, ZoneId zone, Instant since) {
    int jitter = (int) Math.min(schedule.jitter().toSeconds(), Integer.MAX_VALUE - 1);
    return new Timetable(
        schedule, Duration.ofSeconds(machine.share("schedule", jitter + 1)), zone, since);
  }

  /**
   * When the clock has it judged next; empty where the schedule names occasions only. What was
   * missed while the service or the machine slept is done once, at the next chance.
   */
  Optional<Instant> next(Optional<Instant> lastRun, Instant now) {
    // A clock that was set back makes the past the future.
    Optional<Instant> last = lastRun.filter(run -> !run.isAfter(now));
    Instant begin = since.isAfter(now) ? now : since;
    return schedule
        .every()
        .map(every -> last.map(run -> run.plus(every)).filter(due -> !due.isBefore(begin)))
        .map(due -> due.orElse(begin.plus(delay)))
        .or(() -> schedule.cron().flatMap(cron -> nextOf(cron, last, begin)))
        .map(due -> due.isBefore(now) ? now : due);
  }

  private Optional<Instant> nextOf(String cron, Optional<Instant> last, Instant begin) {
    boolean wasMissed =
        last.flatMap(run -> after(cron, run)).filter(due -> due.isBefore(begin)).isPresent();
    return wasMissed
        ? Optional.of(begin.plus(delay))
        : after(cron, last.filter(run -> run.isAfter(begin)).orElse(begin))
            .map(due -> due.plus(delay));
  }

  private Optional<Instant> after(String cron, Instant moment) {
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(TimeZone.getTimeZone(zone));
      return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(moment)))
          .map(Date::toInstant);
    } catch (ParseException e) {
      throw new IllegalArgumentException("The assignment was read with this cron: " + cron, e);
    }
  }

  /**
   * When an occasion of now has the machine judged; empty where the schedule does not name it. A
   * person who has signed in waits for nobody else's sake; start-ups and new policies come to a
   * whole fleet at once, a change to one machine.
   */
  Optional<Instant> at(Trigger occasion, Instant now) {
    return schedule.at().contains(occasion)
        ? Optional.of(now.plus(isOfOne(occasion) ? Duration.ZERO : delay))
        : Optional.empty();
  }

  private static boolean isOfOne(Trigger occasion) {
    return occasion == Trigger.LOGON || occasion == Trigger.REGISTRY_CHANGE;
  }
}
