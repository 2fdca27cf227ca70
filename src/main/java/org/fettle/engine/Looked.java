package org.fettle.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.fettle.journal.Event.About;
import org.fettle.windows.RegistryKey;

/**
 * What a rule finds at the moment, and where in the registry it looked for that.
 *
 * @param keys in {@code HKLM} and {@code HKU}; those of facts the rule names are among them
 * @param spentUntil when the rule's fix may be tried again, where it was tried as often as the
 *     assignment allows
 */
public record Looked(
    About about, Found found, Set<RegistryKey> keys, Optional<Instant> spentUntil) {
  /** What a verdict comes to. */
  public enum Found {
    PASS,
    FAIL,
    NOT_APPLICABLE,
    ERROR
  }

  /** What a run left, wherever it looked. */
  public static Looked before(About about, Found found) {
    return new Looked(about, found, Set.of(), Optional.empty());
  }

  /** Whether it is out of order and the agent has tried its best. */
  public boolean isGivenUp() {
    return found == Found.FAIL && spentUntil.isPresent();
  }
}
