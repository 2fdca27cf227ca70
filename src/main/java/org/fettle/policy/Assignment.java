package org.fettle.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.Wildcard;
import org.fettle.windows.MachineFacts;

/**
 * Which policies apply here, and which of their fixes are opted into. Its policies are read and
 * filled in.
 *
 * @param id the assignment's name
 * @param forMachines which machines take it; empty lists mean every machine
 * @param policies in the order of the file
 * @param keepQuarantine how long what fixes put aside is kept; empty for ever
 * @param paused whether the bundle it came in halts every fix; the machine is judged all the same
 * @param digest SHA-256 over the digests of the assignment and of its policies, in hexadecimal
 */
public record Assignment(
    String id,
    Targets forMachines,
    List<Assigned> policies,
    Optional<Schedule> schedule,
    Optional<Window> window,
    Optional<Ring> ring,
    Budget budget,
    Optional<Duration> keepQuarantine,
    boolean paused,
    String digest) {

  /** As its file says it; no file halts its own fixes. */
  public Assignment(
      String id,
      Targets forMachines,
      List<Assigned> policies,
      Optional<Schedule> schedule,
      Optional<Window> window,
      Optional<Ring> ring,
      Budget budget,
      Optional<Duration> keepQuarantine,
      String digest) {
    this(id, forMachines, policies, schedule, window, ring, budget, keepQuarantine, false, digest);
  }

  /** The same, of which nothing is fixed. */
  public Assignment withPause() {
    return new Assignment(
        id, forMachines, policies, schedule, window, ring, budget, keepQuarantine, true, digest);
  }

  /** The same, by that schedule. */
  public Assignment withSchedule(Schedule other) {
    return new Assignment(
        id,
        forMachines,
        policies,
        Optional.of(other),
        window,
        ring,
        budget,
        keepQuarantine,
        paused,
        digest);
  }

  /**
   * A policy and what is opted into of it.
   *
   * @param irreversible the rules whose fix is opted into although it cannot be taken back
   */
  public record Assigned(
      Policy policy,
      Map<String, OptIn> fix,
      Set<Rule.Disruption> accept,
      Set<String> irreversible) {
    /** How the rule's fix is opted into; empty when it is not. */
    public Optional<OptIn> optIn(String rule) {
      return Optional.ofNullable(fix.get(rule));
    }
  }

  /** How a fix may be applied. */
  public enum OptIn {
    /** By the agent, on its schedule, and by a person. */
    AUTOMATIC,
    /** Only by {@code fettle apply}, by a person. */
    MANUAL
  }

  /** Machines by name and domain, with {@code *} and {@code ?}; an empty list takes any. */
  public record Targets(List<String> name, List<String> domain) {
    /** Whether that machine is one of them. */
    public boolean take(MachineFacts machine) {
      return isAmong(name, Optional.of(machine.name())) && isAmong(domain, machine.domain());
    }

    private static boolean isAmong(List<String> patterns, Optional<String> found) {
      return patterns.isEmpty()
          || patterns.stream()
              .anyMatch(pattern -> found.filter(new Wildcard(pattern)::matches).isPresent());
    }
  }

  /** When the service judges the machine. */
  public record Schedule(
      Optional<Duration> every, Optional<String> cron, Duration jitter, Set<Trigger> at) {}

  /** An occasion beside the clock. */
  public enum Trigger {
    STARTUP,
    LOGON,
    POLICY_CHANGE,
    /** A registry key that the rules look at was changed, and they find something else now. */
    REGISTRY_CHANGE
  }

  /**
   * The only time fixes are applied, in the machine's own time zone; {@code from} may be later than
   * {@code to}.
   */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

  /** The share of machines, in percent, that may fix yet; the salt reshuffles them. */
  public record Ring(int percent, String salt) {}

  /** How much may be changed. */
  public record Budget(int changesPerDay, int attemptsPerRule) {
    /** What holds where an assignment says nothing. */
    public static final Budget DEFAULT = new Budget(50, 3);
  }
}
