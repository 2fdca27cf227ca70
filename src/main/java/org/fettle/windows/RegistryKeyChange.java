package org.fettle.windows;

import java.util.Optional;

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

  @Override
  public boolean needsRights(Optional<User> user) {
    return key.hive() != Hive.HKCU;
  }

  @Override
  public Optional<String> forbidden() {
    return DenyList.reason(key);
  }

  @Override
  public boolean fits(Windows machine) {
    return machine.registry().exists(key) == before;
  }

  @Override
  public boolean isDone(Windows machine) {
    return machine.registry().exists(key) == after;
  }

  @Override
  public void write(WritableWindows machine) {
    if (!fits(machine)) {
      throw WindowsException.changed(target(), beforeText(), before ? "absent" : "a key");
    }
    if (after && !before) {
      machine.registry().create(key);
    } else if (before && !after) {
      machine.registry().remove(key);
    }
  }
}
