package org.fettle.engine;

import java.util.List;

/**
 * The changes opted into, in order, as they would be made to one machine. A saved plan is executed
 * only where a plan made anew comes out the same.
 *
 * @param assignment the assignment's id
 * @param digest the assignment's and its policies' digest
 */
public record Plan(String machine, String assignment, String digest, List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** How many changes it makes. */
  public int changes() {
    return steps.stream().mapToInt(step -> step.changes().size()).sum();
  }
}
