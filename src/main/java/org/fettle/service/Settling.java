package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fettle.windows.RegistryKey;

/**
 * Says when changes have come to rest, so that it is worth while to look. Looks that are in vain
 * make it more patient, up to a measure: some programs write all the time.
 */
final class Settling {
  private final Pace pace;
  private final Set<RegistryKey> changed = new HashSet<>();
  private Optional<Instant> first = Optional.empty();
  private Instant lastLook = Instant.EPOCH;
  private Duration pause = Duration.ZERO;

  /**
   * How patient it is.
   *
   * @param quiet how long nothing is to be changed before it is looked
   * @param most how long after the first change it is looked, be it quiet or not
   * @param longestPause the longest time between looks when they are in vain; it doubles with each
   *     of those
   */
  record Pace(Duration quiet, Duration most, Duration longestPause) {
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(5));
  }

  /** What is to be done now. */
  sealed interface Next {
    /** To ask again at that time. */
    record Wait(Instant until) implements Next {}

    /** To look because of these keys, which may be none. */
    record LookAt(Set<RegistryKey> keys) implements Next {}
  }

  Settling(Pace pace) {
    this.pace = pace;
  }

  /** When to ask for what is next, after something was changed. */
  Instant soon(Instant now) {
    return now.plus(pace.quiet());
  }

  /** Whether it is too early after a look in vain to see what was changed. */
  Optional<Next> tooEarly(Instant now) {
    if (first.isPresent()) {
      return Optional.empty();
    }
    lastLook = lastLook.isAfter(now) ? now : lastLook; // The clock may have been set back.
    if (now.isBefore(lastLook.plus(pause))) {
      return Optional.of(new Next.Wait(lastLook.plus(pause)));
    }
    if (now.isAfter(lastLook.plus(pause.multipliedBy(2)))) {
      pause = Duration.ZERO;
    }
    return Optional.empty();
  }

  /** What is next, when these were changed since it was asked last. */
  Next after(Set<RegistryKey> more, Instant now) {
    Instant begin = first.orElse(now);
    first = Optional.of(begin);
    changed.addAll(more);
    if (!more.isEmpty() && now.isBefore(begin.plus(pace.most()))) {
      return new Next.Wait(soon(now));
    }
    Set<RegistryKey> settled = Set.copyOf(changed);
    forget();
    return new Next.LookAt(settled);
  }

  /** It was looked, in vain or not. */
  void looked(boolean inVain, Instant now) {
    lastLook = now;
    Duration longer = pause.isZero() ? pace.quiet() : pause.multipliedBy(2);
    Duration most = pace.longestPause();
    pause = !inVain ? Duration.ZERO : longer.compareTo(most) > 0 ? most : longer;
  }

  /** Begins anew. */
  void forget() {
    changed.clear();
    first = Optional.empty();
  }
}
