package org.fettle.policy.bundle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fettle.policy.bundle.BundleException.Reason;
import org.fettle.windows.MachineFacts;

/** Bundles, good and made to harm, for tests of what is built upon reading them. */
public final class HostileBundles {
  public static final Instant NOW = SampleBundle.NOW;
  public static final MachineFacts MACHINE = SampleBundle.LAPTOP;
  public static final PolicyKeys KEYS = SampleBundle.KEYS;

  /** The serial that hostile bundles expect to be in force. */
  public static final long IN_FORCE = HostileBundle.IN_FORCE;

  private HostileBundles() {}

  /** Every reason that a bundle may be refused for. */
  public static List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>(List.of(Reason.values()));
    reasons.removeAll(HostileBundle.OF_THE_STORE);
    return reasons;
  }

  /** One that is to be refused for that reason, where {@link #IN_FORCE} is in force. */
  public static byte[] refusedFor(Reason reason, long seed) {
    return new HostileBundle(seed).refusedFor(reason);
  }

  public static byte[] good(long serial) {
    return SampleBundle.signed(serial);
  }

  /** A good one that halts every fix. */
  public static byte[] paused(long serial) {
    return SampleBundle.signed(
        new BundleWriter.Terms("fleet", serial, SampleBundle.CREATED, SampleBundle.NOT_AFTER, true),
        SampleBundle.files(),
        SampleBundle.KEY);
  }

  /** A good one that another key has signed. */
  public static byte[] goodOf(SigningKey key, long serial) {
    return SampleBundle.signed(SampleBundle.terms(serial), SampleBundle.files(), key);
  }

  /** The key that comes after the one of {@link #KEYS}. */
  public static SigningKey newKey() {
    return SampleBundle.FOREIGN;
  }

  /** The key of {@link #KEYS} and the new one. */
  public static PolicyKeys bothKeys() {
    return PolicyKeys.of(List.of(SampleBundle.KEY.publicKey(), SampleBundle.FOREIGN.publicKey()));
  }

  /** A machine of that name, beside {@link #MACHINE}. */
  public static MachineFacts machine(String name) {
    return new MachineFacts(name, MACHINE.domain(), "10.0.22631", "x64");
  }
}
