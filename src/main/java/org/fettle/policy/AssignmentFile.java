package org.fettle.policy;

import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.json.About;
import org.fettle.json.Node;
import org.quartz.CronExpression;

/** An assignment as its file has it. */
@About("An assignment: which policies apply here, and which of their fixes are opted into.")
record AssignmentFile(
    @About("The assignment's name.") Id assignment,
    @About("Which machines take it; every machine where it is left out.")
        Optional<ForMachinesFile> forMachines,
    @About(value = "The policies, in the order they are judged.", required = true)
        List<AssignedPolicyFile> policies,
    @About("When the service judges the machine.") Optional<ScheduleFile> schedule,
    @About("The only time fixes are applied, in the machine's own time zone.")
        Optional<WindowFile> window,
    @About("The share of machines that may fix yet.") Optional<RingFile> ring,
    @About("How much may be changed.") Optional<BudgetFile> budget,
    @About("What becomes of files and folders that fixes put aside; they are kept unless said.")
        Optional<QuarantineFile> quarantine) {

  AssignmentFile {
    if (policies.isEmpty()) {
      throw new IllegalArgumentException("'policies' needs at least one policy.");
    }
  }

  @About("Machines by name and domain, with * and ?.")
  record ForMachinesFile(
      @About("Computer names.") List<String> name, @About("DNS domains.") List<String> domain) {}

  @About("A policy and what is opted into of it.")
  record AssignedPolicyFile(
      @About("The policy's name.") Id policy,
      @About("What its parameters are.") Map<String, Node> parameters,
      @About("The fixes opted into, by rule; nothing that is not named here is ever fixed.")
          Map<String, Assignment.OptIn> fix,
      @About("Disruptions beyond restarts-client that are accepted.") Set<Rule.Disruption> accept,
      @About(
              "Rules among 'fix' whose fix cannot be taken back, such as the removal of a stored password.")
          Set<String> irreversible) {
    AssignedPolicyFile {
      for (String rule : irreversible) {
        if (!fix.containsKey(rule)) {
          throw new IllegalArgumentException(
              "'irreversible' names the rule '" + rule + "', which is not opted into by 'fix'.");
        }
      }
    }
  }

  @About("What becomes of files and folders that fixes put aside.")
  record QuarantineFile(
      @About(
              "How long they are kept, such as 30d; at least 1d. Then the service removes them for good.")
          Duration keep) {
    QuarantineFile {
      if (keep.compareTo(Duration.ofDays(1)) < 0) {
        throw new IllegalArgumentException("'keep' is at least 1d.");
      }
    }
  }

  @About("When the service judges the machine: every so often or by cron, and on occasions.")
  record ScheduleFile(
      @About("The time between two runs, such as 4h; at least 1m.") Optional<Duration> every,
      @About("A Quartz cron expression of six or seven fields, seconds first.")
          Optional<String> cron,
      @About("Up to this much later, so that a fleet does not start at once.")
          Optional<Duration> jitter,
      @About("Occasions beside the clock.") Set<Assignment.Trigger> at) {
    ScheduleFile {
      if (every.isPresent() && cron.isPresent()) {
        throw new IllegalArgumentException("A schedule has 'every' or 'cron', not both.");
      }
      if (every.isEmpty() && cron.isEmpty() && at.isEmpty()) {
        throw new IllegalArgumentException("A schedule needs 'every', 'cron' or 'at'.");
      }
      if (every.isPresent() && every.get().toSeconds() < 60) {
        throw new IllegalArgumentException("The least that 'every' may be is 1m.");
      }
      int fields = cron.map(text -> text.strip().split("\\s+").length).orElse(6);
      if (fields != 6 && fields != 7) {
        throw new IllegalArgumentException(
            "Expected six or seven fields in 'cron' (second, minute, hour, day of the month, month,"
                + " day of the week, year), but found "
                + fields
                + ".");
      }
      cron.ifPresent(ScheduleFile::requireCron);
    }

    Assignment.Schedule schedule() {
      return new Assignment.Schedule(every, cron, jitter.orElse(Duration.ZERO), at);
    }

    private static void requireCron(String cron) {
      try {
        CronExpression.validateExpression(cron);
      } catch (ParseException e) {
        throw new IllegalArgumentException(
            "This is no cron expression of Quartz: " + e.getMessage() + ".");
      }
    }
  }

  @About("A time of the week.")
  record WindowFile(
      @About("The days it begins on; every day where it is left out.") Set<DayOfWeek> days,
      @About("When it opens, such as '02:00'.") LocalTime from,
      @About("When it closes; the next day where it is earlier than from.") LocalTime to) {
    WindowFile {
      if (from.equals(to)) {
        throw new IllegalArgumentException(
            "A window that opens and closes at " + from + " is never open.");
      }
    }
  }

  @About("A share of the machines.")
  record RingFile(
      @About("How many in a hundred.") @Bounds(least = 0, most = 100) int percent,
      @About("A word that reshuffles the machines.") Optional<String> salt) {}

  @About("How much may be changed.")
  record BudgetFile(
      @About("Changes in a day; 50 unless said.") @Bounds(least = 0, most = 100_000)
          Optional<Integer> changesPerDay,
      @About("Attempts to fix a rule before it is left alone; 3 unless said.")
          @Bounds(least = 1, most = 1_000)
          Optional<Integer> attemptsPerRule) {}
}
