package org.fettle.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.engine.MachineId;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Assignment.Trigger;
import org.fettle.windows.Windows;

/** When the machine is judged: by the clock and on occasions, as the assignment in force says. */
final class RunTimes {
  private static final String CLOCK = "clock";

  private final String run;
  private final Appointments appointments;
  private final Supplier<Windows> machine;
  private final LastRun lastRun;
  private final Clock clock;
  private final Consumer<Notice> notices;
  private volatile Optional<Timetable> timetable = Optional.empty();

  /**
   * The times of that task.
   *
   * @param run the task's name among the appointments
   * @param clock the machine's, in its own zone
   */
  RunTimes(
      String run,
      Appointments appointments,
      Supplier<Windows> machine,
      LastRun lastRun,
      Clock clock,
      Consumer<Notice> notices) {
    this.run = run;
    this.appointments = appointments;
    this.machine = machine;
    this.lastRun = lastRun;
    this.clock = clock;
    this.notices = notices;
  }

  /** Goes by another assignment, which has come for that reason. */
  void goBy(Optional<Assignment> assignment, Trigger occasion) {
    timetable = assignment.flatMap(Assignment::schedule).map(this::timetable);
    if (assignment.isPresent() && timetable.isEmpty()) {
      notices.accept(new Notice.NoSchedule(assignment.get().id()));
    }
    at(occasion, Duration.ZERO);
  }

  private Timetable timetable(Schedule schedule) {
    try (Windows windows = machine.get()) {
      return Timetable.of(schedule, MachineId.of(windows), clock.getZone(), clock.instant());
    }
  }

  /** An occasion, which has the machine judged where the schedule names it. */
  void at(Trigger occasion, Duration later) {
    timetable
        .flatMap(one -> one.at(occasion, clock.instant()))
        .ifPresent(moment -> appointments.once(run, occasion.name(), moment.plus(later)));
  }

  /** Appoints the next run by the clock, which may have been set. */
  void planNext() {
    Optional<Instant> next = timetable.flatMap(one -> one.next(lastRun.moment(), clock.instant()));
    notices.accept(new Notice.NextRun(next));
    if (next.isEmpty()) {
      appointments.cancel(run, CLOCK);
    } else if (!next.equals(appointments.due(run, CLOCK))) {
      appointments.once(run, CLOCK, next.get());
    }
  }

  /** A run begins, from which the next is counted. */
  void begins() {
    lastRun.was(clock.instant());
  }
}
