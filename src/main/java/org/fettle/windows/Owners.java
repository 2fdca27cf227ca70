package org.fettle.windows;

import java.util.Optional;

/**
 * Who else manages a registry value. What another tool writes at every refresh is reported, never
 * fought over.
 */
public interface Owners {
  /** The tool that owns the value, such as {@code Group Policy}; empty when none is known. */
  Optional<String> owner(RegistryKey key, String name);
}
