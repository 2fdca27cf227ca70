package org.fettle.service;

import java.util.Set;
import java.util.stream.Collectors;
import org.fettle.report.Escapes;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry keys that are watched, and those that cannot be, of which the log is told once. */
final class WatchedKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);
  private static final int LONGEST_NAME = 300;

  private final RegistryWatch watch;
  private volatile Set<RegistryKey> keys = Set.of();
  private Set<RegistryKey> toldUnwatched = Set.of();

  WatchedKeys(RegistryWatch watch) {
    this.watch = watch;
  }

  /** Watches these and no others; answers those that are watched from now on only. */
  Set<RegistryKey> only(Set<RegistryKey> wanted) {
    keys = wanted;
    return watch.watch(wanted);
  }

  /** Watches nothing, and what cannot be watched is to be told anew. */
  void forget() {
    toldUnwatched = Set.of();
    only(Set.of());
  }

  /** Goes on after something was told; answers what may have been changed. */
  Set<RegistryKey> again() {
    return watch.again();
  }

  /** Lets go of the keys of all users for now; answers whether any key was watched. */
  boolean letGoOfUsers() {
    Set<RegistryKey> held = keys;
    if (!held.isEmpty()) {
      watch.watch(held.stream().filter(key -> key.hive() != Hive.HKU).collect(Collectors.toSet()));
    }
    return !held.isEmpty();
  }

  void tellOfUnwatched() {
    Set<RegistryKey> unwatched = watch.unwatched();
    if (!unwatched.isEmpty() && !unwatched.equals(toldUnwatched)) {
      LOG.warn(
          "{} of {} registry keys cannot be watched, such as {}; changes there wait for the clock.",
          unwatched.size(),
          keys.size(),
          Escapes.visible(unwatched.iterator().next().toString(), LONGEST_NAME));
    }
    toldUnwatched = unwatched;
  }

  @Override
  public void close() {
    watch.close();
  }
}
