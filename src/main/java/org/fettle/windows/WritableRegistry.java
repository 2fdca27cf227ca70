package org.fettle.windows;

/**
 * Writing the registry. Only {@link Changes} calls this, so that no write passes the deny list or
 * overwrites what it did not expect.
 */
public interface WritableRegistry extends Registry {
  /** Sets a value of a key that is there. */
  void set(RegistryKey key, String name, RegistryValue value);

  /** Removes a value that is there. */
  void unset(RegistryKey key, String name);

  /** Makes a key whose parent is there. */
  void create(RegistryKey key);

  /** Removes a key that is empty; refuses one that holds a value or a key. */
  void remove(RegistryKey key);
}
