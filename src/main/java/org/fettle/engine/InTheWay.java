package org.fettle.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fettle.windows.Processes.Running;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

/**
 * Programs of the person who runs Fettle, and what nothing but they keep from being fixed. Programs
 * of others are never among them; a service account has none.
 *
 * @param programs as they run now
 * @param waiting what would be done were they closed
 */
public record InTheWay(List<Running> programs, List<Step> waiting) {
  private static final long POLL_MILLIS = 200;

  public InTheWay {
    programs = List.copyOf(programs);
    waiting = List.copyOf(waiting);
  }

  /** Nothing waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What of it keeps these steps from being made. */
  public InTheWay of(List<Step> wanted) {
    return of(
        programs,
        waiting.stream()
            .filter(step -> wanted.stream().anyMatch(one -> one.about().isSameAs(step.about())))
            .toList());
  }

  /**
   * What is in the way of that plan.
   *
   * @param planAnew makes the plan for another view of the machine
   */
  static InTheWay of(Windows machine, Planned planned, Function<Windows, Planned> planAnew) {
    Set<String> names =
        planned.items().stream()
            .filter(item -> item instanceof Planned.Item.Settled)
            .map(Planned.Item::finding)
            .filter(Planner::hasFix)
            .flatMap(finding -> finding.rule().closed().stream())
            .map(InTheWay::folded)
            .collect(Collectors.toSet());
    Optional<String> self = machine.users().self().map(User::sid);
    if (names.isEmpty() || self.isEmpty()) {
      return new InTheWay(List.of(), List.of());
    }
    List<Running> own =
        machine.processes().running().stream()
            .filter(program -> program.ownerSid().equals(self))
            .filter(program -> names.contains(folded(program.name())))
            .toList();
    if (own.isEmpty()) {
      return new InTheWay(List.of(), List.of());
    }
    // Planned as if they were closed: what comes in addition waits for nothing else.
    List<Step> now = planned.plan().steps();
    return of(
        own,
        planAnew.apply(new WithoutPrograms(machine, new HashSet<>(own))).plan().steps().stream()
            .filter(step -> now.stream().noneMatch(one -> one.about().isSameAs(step.about())))
            .toList());
  }

  private static InTheWay of(List<Running> programs, List<Step> waiting) {
    return new InTheWay(
        programs.stream()
            .filter(program -> waiting.stream().anyMatch(step -> isNamed(program, step)))
            .toList(),
        waiting);
  }

  private static boolean isNamed(Running program, Step step) {
    return step.closed().stream().anyMatch(name -> folded(name).equals(folded(program.name())));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Asks each program to close, and waits for those that can be asked and for what ends with them.
   *
   * @return those that still run
   */
  List<Running> close(Windows machine, Duration patience, Progress progress) {
    boolean anyAsked = false;
    for (Running program : programs) {
      anyAsked |= asked(machine, program);
    }
    List<Running> left = stillRunning(machine);
    long begin = System.nanoTime();
    int seconds = Math.toIntExact(Math.max(1, patience.toSeconds()));
    while (anyAsked && !left.isEmpty() && System.nanoTime() - begin < patience.toNanos()) {
      int passed = Math.toIntExact(Duration.ofNanos(System.nanoTime() - begin).toSeconds());
      progress.at(passed, seconds + 1, "seconds, until " + left.getFirst().name() + " has closed");
      sleep();
      left = stillRunning(machine);
    }
    progress.at(seconds, seconds + 1, "");
    return left;
  }

  // One that cannot be asked is still running afterwards, and told of as such.
  private static boolean asked(Windows machine, Running program) {
    try {
      return machine.processes().askToClose(program);
    } catch (WindowsException e) {
      return false;
    }
  }

  private List<Running> stillRunning(Windows machine) {
    return machine.processes().running().stream().filter(programs::contains).toList();
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WindowsException.broken("Waiting for programs to close was interrupted.");
    }
  }
}
