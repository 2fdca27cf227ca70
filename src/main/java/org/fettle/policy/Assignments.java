package org.fettle.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.windows.MachineFacts;

/** All assignments that were pushed, of which a machine takes those that are for it. */
public final class Assignments {
  private final List<ReadAssignment> all;

  private Assignments(List<ReadAssignment> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads every assignment among these files with its policies.
   *
   * @throws PolicyException with every mistake in any of them, for this machine or not
   */
  public static Assignments of(FilesInMemory files) throws PolicyException {
    List<ReadAssignment> read = new ArrayList<>();
    Set<Mistake> mistakes = new LinkedHashSet<>();
    Map<String, ReadAssignment> ids = new HashMap<>();
    for (String path : files.assignments()) {
      try {
        ReadAssignment one = new AssignmentReader(files.read(path), files).read();
        ReadAssignment same = ids.putIfAbsent(one.assignment().id(), one);
        if (same != null) {
          mistakes.add(
              new Mistake(
                  one.file(),
                  one.place("assignment").line(),
                  one.place("assignment").column(),
                  "The assignment in "
                      + same.file()
                      + " is called '"
                      + one.assignment().id()
                      + "' already; each needs a name of its own."));
        }
        read.add(one);
      } catch (PolicyException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new PolicyException(List.copyOf(mistakes));
    }
    return new Assignments(read);
  }

  /** Every one, in the order of their files. */
  public List<Assignment> all() {
    return all.stream().map(ReadAssignment::assignment).toList();
  }

  /** Those that the machine takes. */
  public List<Assignment> takenBy(MachineFacts machine) {
    return taken(machine).stream().map(ReadAssignment::assignment).toList();
  }

  /**
   * What the machine takes, as one assignment; empty when none is for it.
   *
   * @throws PolicyException when two of them contradict each other, naming both
   */
  public Optional<Assignment> joinedFor(MachineFacts machine) throws PolicyException {
    List<ReadAssignment> taken = taken(machine);
    if (taken.size() < 2) {
      return taken.stream().map(ReadAssignment::assignment).findFirst();
    }
    List<Mistake> conflicts = conflicts(taken);
    if (!conflicts.isEmpty()) {
      throw new PolicyException(conflicts);
    }
    return Optional.of(JoinedAssignment.of(takenBy(machine), machine));
  }

  /** What would be refused on a machine that takes both of any two. */
  public List<Mistake> conflicts() {
    return conflicts(all);
  }

  private List<ReadAssignment> taken(MachineFacts machine) {
    return all.stream().filter(one -> one.assignment().forMachines().take(machine)).toList();
  }

  private static List<Mistake> conflicts(List<ReadAssignment> among) {
    List<Mistake> conflicts = new ArrayList<>();
    for (int second = 1; second < among.size(); second++) {
      for (int first = 0; first < second; first++) {
        conflicts.addAll(new Contradictions(among.get(first), among.get(second)).all());
      }
    }
    return conflicts;
  }
}
