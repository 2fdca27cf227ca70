package org.fettle.service;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells, once of each bundle, that it stays in force past the last day on which it was taken. */
final class Expiry {
  private final InstantSource clock;
  private final Consumer<Notice> notices;
  private Optional<String> told = Optional.empty();

  Expiry(InstantSource clock, Consumer<Notice> notices) {
    this.clock = clock;
    this.notices = notices;
  }

  void tell(InForceBundle bundle) {
    Optional<String> digest = Optional.of(bundle.digest());
    if (bundle.isExpired(clock.instant()) && !told.equals(digest)) {
      told = digest;
      notices.accept(
          new Notice.Weak(
              "The bundle "
                  + bundle.manifest().name()
                  + ", serial "
                  + bundle.manifest().serial()
                  + ", was to be taken until "
                  + bundle.manifest().notAfter()
                  + " only. It stays in force; a newer one is missing."));
    }
  }
}
