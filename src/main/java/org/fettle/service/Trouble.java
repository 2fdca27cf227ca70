package org.fettle.service;

import java.util.Optional;
import org.fettle.journal.Event;
import org.fettle.service.Policies.Look;

/** What of a source's trouble has been told, so that each is told once, and its end as well. */
final class Trouble {
  private Optional<Refusal> refusal = Optional.empty();
  private Optional<String> unreachable = Optional.empty();

  /**
   * Something is refused; after a while without contact that is told anew.
   *
   * @param record what is to be written down of it, where that was not done before
   */
  Look refused(Refusal now, Optional<Event> record) {
    boolean isKnown = refusal.map(Refusal::of).equals(Optional.of(now.of()));
    if (isKnown && unreachable.isEmpty()) {
      return new Look.Unchanged();
    }
    refusal = Optional.of(now);
    unreachable = Optional.empty();
    return new Look.Refused(now.reasons(), record);
  }

  /** What was refused last is still what is offered. */
  Look refusedStill() {
    return refusal.map(last -> refused(last, Optional.empty())).orElse(new Look.Unchanged());
  }

  Look unreachable(String sentence) {
    Optional<String> now = Optional.of(sentence);
    if (now.equals(unreachable)) {
      return new Look.Unchanged();
    }
    unreachable = now;
    return new Look.Unreachable(sentence);
  }

  /** What is offered is what is in force. */
  void over() {
    refusal = Optional.empty();
    unreachable = Optional.empty();
  }
}
