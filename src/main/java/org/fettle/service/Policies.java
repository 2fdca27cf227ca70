package org.fettle.service;

import java.util.List;
import java.util.Optional;
import org.fettle.journal.Event;
import org.fettle.policy.Assignment;
import org.fettle.service.Notice.InForce;

/**
 * The assignment the agent goes by, wherever it comes from; what is not good never takes its place.
 */
interface Policies {
  /** What came of a look at where policies come from. */
  sealed interface Look {
    /**
     * What is to be written into the journal of it, after which {@link Policies#written} is told;
     * empty where that was done before.
     */
    default Optional<Event> record() {
      return Optional.empty();
    }

    /** Nothing new since the last look, or it was not due. */
    record Unchanged() implements Look {}

    /** What is offered was looked at, and is what is in force. */
    record Agreed() implements Look {}

    /**
     * Another assignment is in force now, or none because no assignment offered is for this
     * machine.
     */
    record Taken(InForce inForce, Optional<Event> record) implements Look {
      Taken(InForce inForce) {
        this(inForce, Optional.empty());
      }
    }

    /** What is offered cannot be used; what was in force stays so. */
    record Refused(List<String> reasons, Optional<Event> record) implements Look {
      Refused(List<String> reasons) {
        this(reasons, Optional.empty());
      }
    }

    /** It cannot be told what is offered; what was in force stays so. */
    record Unreachable(String reason) implements Look {}

    /** Nothing is offered any more, so nothing is in force. */
    record Withdrawn() implements Look {}
  }

  /** Where they come from, for people: a folder, an address. */
  String source();

  /** The assignment in force. */
  Optional<Assignment> current();

  /** Goes on with what was in force when the agent last ran. */
  Look resume();

  /** Looks whether something else is offered, where that is due, and takes it where it can. */
  Look refresh();

  /** What a look gave as its record stands in the journal now; called by any thread. */
  default void written(Event record) {}

  /** Has the next {@link #refresh} look for certain. */
  void hurry();

  /** Ends a look that is under way, in any thread: the agent stops. */
  default void stop() {}
}
