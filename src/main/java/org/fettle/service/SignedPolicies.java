package org.fettle.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.journal.Event;
import org.fettle.json.Sha256;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.Bundle;
import org.fettle.policy.bundle.BundleException;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.PolicyStore;
import org.fettle.service.BundleNotes.Fetched;
import org.fettle.service.BundleSource.Answer;
import org.fettle.service.BundleSource.Unreachable;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.jspecify.annotations.Nullable;

/**
 * Policies of signed bundles. What is in force stays so until a newer good bundle comes: neither
 * what is refused, nor a source that has nothing any more, nor the passing of its last day takes it
 * away. When the source is asked is decided here; the same trouble is told once.
 */
final class SignedPolicies implements Policies {
  /** How often it is looked whether the machine is still the same, and the bundle still current. */
  private static final Duration MACHINE = Duration.ofMinutes(10);

  private final BundleSource source;
  private final PolicyKeys keys;
  private final Kept kept;
  private final Asking asking;
  private final Supplier<Windows> machine;
  private final InstantSource clock;
  private final Expiry expiry;
  private final Trouble trouble = new Trouble();
  private @Nullable InForceBundle inForce;
  private Instant lookedAtMachine = Instant.MIN;
  private Optional<Refused> refused = Optional.empty();

  /** How the notes call the last refusal, by its record, which is not yet in the journal. */
  private volatile Map<Event, Optional<String>> unrecorded = Map.of();

  /** What lies on the disk: the bundle in force, and what is known of where it came from. */
  record Kept(PolicyStore store, BundleNotes notes) {}

  /**
   * When the source is asked.
   *
   * @param anew how long after a refusal the same thing is read again: what was wrong may have been
   *     the clock here, or what this machine takes
   */
  record Asking(AskTimes times, Duration anew) {}

  /** An offer that was refused, and until when it need not be given again. */
  private record Refused(String stamp, Instant until) {}

  /**
   * Policies from that source.
   *
   * @param keys whose signature is believed
   * @param machine opened to ask which assignments are for it
   * @param notices where it is told that what is in force has expired
   */
  SignedPolicies(
      BundleSource source,
      PolicyKeys keys,
      Kept kept,
      Asking asking,
      Supplier<Windows> machine,
      InstantSource clock,
      Consumer<Notice> notices) {
    this.source = source;
    this.keys = keys;
    this.kept = kept;
    this.asking = asking;
    this.machine = machine;
    this.clock = clock;
    this.expiry = new Expiry(clock, notices);
  }

  @Override
  public String source() {
    return source.name();
  }

  @Override
  public synchronized Optional<Assignment> current() {
    return inForce == null ? Optional.empty() : inForce.assignment();
  }

  @Override
  public void stop() {
    source.stop();
  }

  @Override
  public synchronized Look resume() {
    try {
      Optional<Bundle> stored = kept.store().load(keys);
      if (stored.isEmpty()) {
        return new Look.Unchanged();
      }
      inForce = InForceBundle.of(stored.get());
      asking.times().mayWait(clock.instant());
      expiry.tell(inForce);
      return joined(inForce, stored.get(), machineFacts());
    } catch (BundleException e) {
      return refused(Refusal.of(e, "in force"));
    } catch (IOException e) {
      return refused(Refusal.ofStore(e));
    } catch (WindowsException e) {
      return trouble.unreachable(unknownMachine(e));
    }
  }

  @Override
  public synchronized Look refresh() {
    if (inForce != null && isMachineDue()) {
      expiry.tell(inForce);
      Look rejoined = rejoined(inForce);
      if (!(rejoined instanceof Look.Unchanged)) {
        return rejoined;
      }
    }
    return asking.times().isDue(clock.instant()) ? ask() : new Look.Unchanged();
  }

  /** {@inheritDoc} It is not kept waiting by a look that is under way. */
  @Override
  public void written(Event record) {
    if (record instanceof Event.PolicyTaken taken) {
      kept.notes().recorded(taken.digest());
    } else if (unrecorded.containsKey(record)) {
      kept.notes().refused(unrecorded.get(record));
    }
  }

  @Override
  public synchronized void hurry() {
    asking.times().hurry();
  }

  // To ask Windows what this machine is called costs more than all else of a look.
  private boolean isMachineDue() {
    Instant now = clock.instant();
    boolean isDue = now.isBefore(lookedAtMachine) || !now.isBefore(lookedAtMachine.plus(MACHINE));
    if (isDue) {
      lookedAtMachine = now;
    }
    return isDue;
  }

  /** A machine that was renamed, or has joined a domain, may take other assignments. */
  private Look rejoined(InForceBundle before) {
    try {
      MachineFacts facts = machineFacts();
      if (before.isFor(facts)) {
        return new Look.Unchanged();
      }
      Optional<Bundle> stored = kept.store().load(keys);
      return stored.isPresent()
          ? joined(before, stored.get(), facts)
          : new Look.Unchanged(); // Somebody emptied the store; what is in force stays so.
    } catch (BundleException e) {
      return refused(Refusal.of(e, "in force"));
    } catch (IOException e) {
      return refused(Refusal.ofStore(e));
    } catch (WindowsException e) {
      return trouble.unreachable(unknownMachine(e));
    }
  }

  private Look joined(InForceBundle before, Bundle stored, MachineFacts facts) {
    try {
      InForceBundle now = before.joinedFor(facts, stored);
      inForce = now;
      // Not so after a crash between its taking and the record of that.
      boolean isRecorded = kept.notes().noted().recorded().equals(Optional.of(now.digest()));
      return new Look.Taken(
          now.told(source.name()),
          isRecorded ? Optional.empty() : Optional.of(now.recorded(source.name())));
    } catch (PolicyException e) {
      inForce = before.keptBy(facts);
      return refused(Refusal.of(e, before.sha256()));
    }
  }

  private Look ask() {
    Instant now = clock.instant();
    try {
      Optional<String> stampOfRefused =
          refused.filter(one -> now.isBefore(one.until())).map(Refused::stamp);
      Answer answer = source.ask(stampOfRefused.or(this::stampOfTaken));
      if (answer instanceof Answer.Unsettled) {
        return new Look.Unchanged(); // It stays due.
      }
      asking.times().answered(clock.instant());
      return switch (answer) {
        case Answer.Unchanged same when stampOfRefused.isPresent() -> trouble.refusedStill();
        case Answer.Unusable unusable -> refused(Refusal.unread(unusable.reason()));
        case Answer.Offered offered -> look(offered);
        case Answer.Unchanged same -> asInForce();
        case Answer.Unsettled unsettled -> new Look.Unchanged();
      };
    } catch (Unreachable e) {
      asking.times().failed(clock.instant(), e.retryAfter());
      return trouble.unreachable(String.valueOf(e.getMessage()));
    }
  }

  /** What tells the bundle in force, so that it need not be given again. */
  private Optional<String> stampOfTaken() {
    return kept.notes()
        .noted()
        .taken()
        .filter(taken ->
            inForce != null
                && taken.source().equals(source.name())
                && taken.sha256().equals(inForce.sha256())
                && !taken.stamp().isEmpty())
        .map(Fetched::stamp);
  }

  private Look asInForce() {
    refused = Optional.empty();
    kept.notes().refused(Optional.empty());
    trouble.over();
    return new Look.Agreed();
  }

  private Look look(Answer.Offered offered) {
    String sha256 = Sha256.of(offered.bytes());
    if (inForce != null && inForce.sha256().equals(sha256)) {
      kept.notes().taken(new Fetched(source.name(), offered.stamp(), sha256));
      return asInForce(); // It may have expired since; it stays in force all the same.
    }
    try {
      MachineFacts facts = machineFacts();
      Bundle bundle =
          kept.store().take(source.name(), offered.bytes(), keys, clock.instant(), facts);
      InForceBundle taken = InForceBundle.of(bundle).joinedFor(facts, bundle);
      inForce = taken;
      refused = Optional.empty();
      trouble.over();
      kept.notes().taken(new Fetched(source.name(), offered.stamp(), sha256));
      return new Look.Taken(taken.told(source.name()), Optional.of(taken.recorded(source.name())));
    } catch (BundleException e) {
      return refused(Refusal.of(e, sha256), offered);
    } catch (PolicyException e) {
      return refused(Refusal.of(e, sha256), offered);
    } catch (IOException e) {
      return refused(Refusal.ofStore(e), offered);
    } catch (WindowsException e) {
      return trouble.unreachable(unknownMachine(e));
    }
  }

  private Look refused(Refusal refusal, Answer.Offered offered) {
    if (!offered.stamp().isEmpty()) {
      refused = Optional.of(new Refused(offered.stamp(), clock.instant().plus(asking.anew())));
    }
    return refused(refusal);
  }

  private Look refused(Refusal refusal) {
    Optional<String> now = Optional.of(Sha256.of(refusal.of().getBytes(UTF_8)));
    if (kept.notes().noted().refused().equals(now)) {
      return trouble.refused(refusal, Optional.empty());
    }
    Event record = new Event.PolicyRefused(source.name(), refusal.reasons());
    unrecorded = Map.of(record, now);
    return trouble.refused(refusal, Optional.of(record));
  }

  private MachineFacts machineFacts() {
    try (Windows windows = machine.get()) {
      return windows.facts();
    }
  }

  private static String unknownMachine(WindowsException e) {
    return "It cannot be told which policies are for this machine: " + e.getMessage();
  }
}
