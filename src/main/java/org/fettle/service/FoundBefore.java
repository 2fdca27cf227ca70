package org.fettle.service;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.fettle.engine.Engine;
import org.fettle.engine.Looked;
import org.fettle.engine.Looked.Found;
import org.fettle.engine.Result;
import org.fettle.journal.Event.About;
import org.fettle.windows.RegistryKey;

/** What each rule found when it was last looked at, so that it is known what is news. */
final class FoundBefore {
  /** By the identity the journal gives a rule. */
  private final Map<String, Looked> seen = new HashMap<>();

  /** The rules whose fix did not hold in the last run: it may, once something is changed. */
  private final Set<String> unsettled = new HashSet<>();

  void forget() {
    seen.clear();
    unsettled.clear();
  }

  /** Takes note of what a run has left. */
  void ran(Engine.Completed done) {
    forget();
    for (Result result : done.results()) {
      About about = result.finding().about();
      switch (result.outcome()) {
        // What is otherwise by now was changed since.
        case COMPLIANT, FIXED -> seen.put(about.identity(), Looked.before(about, Found.PASS));
        case ROLLED_BACK, FAILED -> {
          seen.put(about.identity(), Looked.before(about, Found.FAIL));
          unsettled.add(about.identity());
        }
        default -> {}
      }
    }
  }

  /** Keeps what a rule finds; answers whether that is news which a run has to see to. */
  boolean take(Looked now) {
    String rule = now.about().identity();
    Looked before = seen.get(rule);
    if (before == null) {
      seen.put(rule, now);
      return false;
    }
    // What cannot be judged at the moment is as it was.
    Found found = now.found() == Found.ERROR ? before.found() : now.found();
    seen.put(rule, new Looked(now.about(), found, now.keys(), now.spentUntil()));
    // A rule of which nothing more is tried has to be told of; one that may be tried, tried.
    return found != before.found()
        || (found == Found.FAIL && before.spentUntil().isPresent() != now.spentUntil().isPresent());
  }

  /** Forgets those of these rules that were not found any more. */
  void keepOnly(Predicate<About> which, List<Looked> found) {
    Set<String> there =
        found.stream().map(one -> one.about().identity()).collect(Collectors.toSet());
    seen.values()
        .removeIf(one -> which.test(one.about()) && !there.contains(one.about().identity()));
  }

  /** Whether the fix of one of these rules did not hold, and is needed still. */
  boolean mayHoldNow(Set<String> rules) {
    return rules.stream()
        .filter(unsettled::contains)
        .map(seen::get)
        .anyMatch(one -> one != null && one.found() == Found.FAIL);
  }

  /** When a rule that was given up may be tried again. */
  Optional<Instant> freshAt() {
    return seen.values().stream()
        .filter(Looked::isGivenUp)
        .flatMap(one -> one.spentUntil().stream())
        .min(Instant::compareTo);
  }

  /** The keys to be watched. */
  Set<RegistryKey> wanted() {
    return seen.values().stream()
        .filter(one -> !one.isGivenUp())
        .flatMap(one -> one.keys().stream())
        .collect(Collectors.toSet());
  }

  /** The rules that look at one of these keys. */
  Set<String> concerned(Set<RegistryKey> keys) {
    return concerned(seen.values(), keys);
  }

  static Set<String> concerned(Collection<Looked> rules, Set<RegistryKey> keys) {
    return rules.stream()
        .filter(one -> one.keys().stream().anyMatch(keys::contains))
        .map(one -> one.about().identity())
        .collect(Collectors.toSet());
  }
}
