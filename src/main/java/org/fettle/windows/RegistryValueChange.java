package org.fettle.windows;

import java.util.Optional;

/** A registry value set, replaced or removed; the key is there before and after. */
public record RegistryValueChange(
    RegistryKey key, String name, Optional<RegistryValue> before, Optional<RegistryValue> after)
    implements Change {
  @Override
  public RegistryValueChange inverse() {
    return new RegistryValueChange(key, name, after, before);
  }

  @Override
  public String target() {
    return Changes.valueName(key, name);
  }

  @Override
  public String beforeText() {
    return Changes.shown(before);
  }

  @Override
  public String afterText() {
    return Changes.shown(after);
  }
}
