package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many runs changes may ask for: so many in an hour; who asks for more gets none for a day. */
final class RunAllowance {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration REST = Duration.ofDays(1);

  private final int perHour;
  private final Deque<Instant> runs = new ArrayDeque<>();
  private volatile Instant restUntil = Instant.EPOCH;

  RunAllowance(int perHour) {
    this.perHour = perHour;
  }

  /** Takes one; false where it was one too many, and a rest begins. */
  boolean take(Instant now) {
    runs.removeIf(run -> run.isAfter(now) || run.isBefore(now.minus(HOUR)));
    if (runs.size() < perHour) {
      runs.add(now);
      return true;
    }
    restUntil = now.plus(REST);
    return false;
  }

  boolean rests(Instant now) {
    return now.isBefore(restUntil);
  }

  Instant restUntil() {
    return restUntil;
  }

  /** Begins anew. */
  void forget() {
    runs.clear();
    restUntil = Instant.EPOCH;
  }
}
