package org.fettle.service;

import java.time.Duration;
import java.time.Instant;

/** When to try again what came to nothing: soon, and each time in a row after twice as long. */
final class MakingUp {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Duration first;
  private Duration next;

  /** Tries again after that time at first, and after ten minutes at most. */
  MakingUp(Duration first) {
    this.first = first;
    this.next = first;
  }

  /** It came to nothing; answers when it is tried again. */
  synchronized Instant after(Instant now) {
    Instant again = now.plus(next);
    Duration longer = next.multipliedBy(2);
    next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    return again;
  }

  /** It came to something. */
  synchronized void over() {
    next = first;
  }
}
