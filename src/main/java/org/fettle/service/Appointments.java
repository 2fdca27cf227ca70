package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;

/**
 * The times at which the service does its tasks, kept by Quartz in memory with at most two threads:
 * a long run does not keep the service from looking at its policies. No task runs twice at once;
 * what was due while the machine slept is done once when it wakes.
 */
final class Appointments implements AutoCloseable {
  private static final int THREADS = 2;

  // Quartz keeps schedulers by name in one place for the whole process.
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Scheduler scheduler;

  /** What all tasks are to Quartz. */
  @DisallowConcurrentExecution
  private record Task(Runnable work) implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      work.run();
    }
  }

  /** Appointments for these tasks, by name; none begins before {@link #start()}. */
  Appointments(Map<String, Runnable> tasks) {
    String name = "fettle-" + NUMBER.incrementAndGet();
    try {
      DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
      factory.createScheduler(name, name, new Workers(THREADS), new RAMJobStore());
      scheduler = factory.getScheduler(name);
      scheduler.setJobFactory((bundle, of) ->
          new Task(Objects.requireNonNull(tasks.get(bundle.getJobDetail().getKey().getName()))));
      for (String task : tasks.keySet()) {
        JobDetail job =
            JobBuilder.newJob(Task.class).withIdentity(new JobKey(task)).storeDurably().build();
        scheduler.addJob(job, false);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("The schedule cannot be made: " + e.getMessage(), e);
    }
  }

  void start() {
    doing(scheduler::start);
  }

  /** Has a task done again and again, for the first time after so long. */
  void every(String task, Duration first, Duration interval) {
    put(
        TriggerBuilder.newTrigger()
            .withIdentity(task, "every")
            .forJob(task)
            .startAt(Date.from(Instant.now().plus(first)))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(interval.toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNowWithExistingCount())
            .build());
  }

  /** Has a task done once at that time, for that reason; an earlier time for the same goes. */
  void once(String task, String reason, Instant moment) {
    put(
        TriggerBuilder.newTrigger()
            .withIdentity(reason, task)
            .forJob(task)
            .startAt(Date.from(moment))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build());
  }

  /** When the task is due for that reason; empty where it is not. */
  Optional<Instant> due(String task, String reason) {
    try {
      return Optional.ofNullable(scheduler.getTrigger(new TriggerKey(reason, task)))
          .map(Trigger::getNextFireTime)
          .map(Date::toInstant);
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Has the task done for that reason no more. */
  void cancel(String task, String reason) {
    doing(() -> scheduler.unscheduleJob(new TriggerKey(reason, task)));
  }

  private synchronized void put(Trigger trigger) {
    doing(() -> {
      if (scheduler.rescheduleJob(trigger.getKey(), trigger) == null) {
        scheduler.scheduleJob(trigger);
      }
    });
  }

  /** Begins no further task, and waits for those at work. */
  @Override
  public void close() {
    doing(() -> scheduler.shutdown(true));
  }

  private interface Doing {
    void run() throws SchedulerException;
  }

  private void doing(Doing act) {
    try {
      if (!scheduler.isShutdown()) {
        act.run();
      }
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(SchedulerException e) {
    return new IllegalStateException("The schedule cannot be changed: " + e.getMessage(), e);
  }
}
