package org.fettle.windows;

/** An empty registry key made or removed. What the key holds is changed by changes of its own. */
public record RegistryKeyChange(RegistryKey key, boolean before, boolean after) implements Change {
  @Override
  public RegistryKeyChange inverse() {
    return new RegistryKeyChange(key, after, before);
  }

  @Override
  public String target() {
    return key.toString();
  }

  @Override
  public String beforeText() {
    return shown(before);
  }

  @Override
  public String afterText() {
    return shown(after);
  }

  private static String shown(boolean present) {
    return present ? "an empty key" : "absent";
  }
}
