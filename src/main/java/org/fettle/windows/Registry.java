package org.fettle.windows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reading the registry. Absent is an empty answer; refused or broken is a {@link WindowsException}.
 * A value's name is compared without case; the empty name is the key's default value.
 */
public interface Registry {
  /** The value of that name, empty when it or its key is absent. */
  Optional<RegistryValue> value(RegistryKey key, String name);

  /** Whether the key is there. */
  boolean exists(RegistryKey key);

  /**
   * The names of the keys directly below, in the order of their upper-case spelling; none when the
   * key is absent.
   */
  List<String> subkeys(RegistryKey key);

  /**
   * All values of the key by name, in the order of their upper-case spelling; none when the key is
   * absent.
   */
  Map<String, RegistryValue> values(RegistryKey key);

  /** When the key was last written; empty when it is absent. */
  Optional<Instant> lastWritten(RegistryKey key);
}
