package org.fettle.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.journal.Event;
import org.fettle.policy.Assignment;
import org.fettle.policy.settings.Settings;
import org.fettle.policy.settings.SettingsException;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/**
 * Policies from where the settings say, which may change while the service runs. While there is a
 * mistake in the settings nothing new is taken, and what is in force stays so; a service that
 * starts with one has nothing in force, since it does not know whom to believe.
 */
final class PoliciesBySettings implements Policies {
  /** How often the settings are read again. */
  static final Duration USUAL = Duration.ofMinutes(5);

  private final Reading reading;
  private final Function<Settings, Policies> policies;
  private final InstantSource clock;
  private final Duration interval;
  private @Nullable Settings settings;
  private volatile @Nullable Policies current;
  private Instant read = Instant.MIN;
  private boolean areGood;
  private boolean isHurried;

  /** Where the settings come from. */
  interface Reading {
    /**
     * Reads them.
     *
     * @throws SettingsException with every mistake in them
     */
    Settings settings() throws SettingsException;
  }

  PoliciesBySettings(
      Reading reading,
      Function<Settings, Policies> policies,
      InstantSource clock,
      Duration interval) {
    this.reading = reading;
    this.policies = policies;
    this.clock = clock;
    this.interval = interval;
  }

  @Override
  public String source() {
    Policies now = current;
    return now == null || !areGood ? "the settings of this computer" : now.source();
  }

  @Override
  public Optional<Assignment> current() {
    Policies now = current;
    return now == null ? Optional.empty() : now.current();
  }

  @Override
  public synchronized Look resume() {
    return byNewSettings().orElseGet(Look.Unchanged::new);
  }

  @Override
  public synchronized Look refresh() {
    Optional<Look> found = isDue() ? byNewSettings() : Optional.empty();
    Policies now = current;
    if (isHurried && found.isPresent() && now != null) {
      now.hurry(); // They may come from elsewhere now, and are still not to be waited for.
    }
    isHurried = false;
    if (found.isPresent() || now == null || !areGood) {
      return found.orElseGet(Look.Unchanged::new);
    }
    return now.refresh();
  }

  private boolean isDue() {
    Instant now = clock.instant();
    return isHurried || !areGood || now.isBefore(read) || !now.isBefore(read.plus(interval));
  }

  /** What comes of settings that are others than before, or can be used again; else nothing. */
  private Optional<Look> byNewSettings() {
    try {
      Settings next = reading.settings();
      read = clock.instant();
      if (areGood && settings != null && next.haveSamePoliciesAs(settings)) {
        return Optional.empty();
      }
      Policies made = policies.apply(next);
      Look resumed = made.resume();
      Policies before = current;
      settings = next;
      current = made;
      areGood = true;
      if (before != null) {
        before.stop();
      }
      return Optional.of(resumed instanceof Look.Unchanged ? made.refresh() : resumed);
    } catch (SettingsException e) {
      areGood = false;
      return Optional.of(new Look.Refused(e.mistakes()));
    } catch (WindowsException e) {
      areGood = false;
      return Optional.of(new Look.Unreachable("The settings cannot be read: " + e.getMessage()));
    }
  }

  @Override
  public void written(Event record) {
    Policies now = current;
    if (now != null) {
      now.written(record);
    }
  }

  @Override
  public synchronized void hurry() {
    isHurried = true;
    Policies now = current;
    if (now != null) {
      now.hurry();
    }
  }

  @Override
  public void stop() {
    Policies now = current;
    if (now != null) {
      now.stop();
    }
  }
}
