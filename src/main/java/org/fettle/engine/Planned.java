package org.fettle.engine;

import java.util.List;

/**
 * A plan with what it leaves aside.
 *
 * @param findings all findings, in the order of the policies
 * @param items what becomes of each, in the order of work: required rules first
 */
public record Planned(Plan plan, List<Finding> findings, List<Item> items) {
  /** One finding and what is to become of it. */
  public sealed interface Item {
    Finding finding();

    /** It is settled without a change. */
    record Settled(Result result) implements Item {
      @Override
      public Finding finding() {
        return result.finding();
      }
    }

    /** A step of the plan fixes it. */
    record Fix(Finding finding, Step step) implements Item {}

    /** The fix of an earlier rule mends it too; it is judged again when that is done. */
    record Along(Finding finding) implements Item {}
  }

  /** The results as they stand while nothing is applied: what a step would fix is only reported. */
  public List<Result> unapplied() {
    return items.stream()
        .map(item ->
            item instanceof Item.Settled settled
                ? settled.result()
                : Planner.reported(item.finding()))
        .toList();
  }
}
