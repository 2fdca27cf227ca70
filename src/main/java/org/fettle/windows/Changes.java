package org.fettle.windows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What every implementation of the seam does with changes: plan them from the state that is there,
 * and apply them.
 */
public final class Changes {
  /**
   * More entries than this in one subtree are not removed by a policy: nobody would review such a
   * plan.
   */
  public static final int LARGEST_TREE = 5_000;

  private Changes() {}

  /**
   * The changes that make the value hold {@code wanted}: each missing key of the path first, then
   * the value. None when it holds it already.
   */
  public static List<Change> toSet(
      Registry registry, RegistryKey key, String name, RegistryValue wanted) {
    Optional<RegistryValue> before = registry.value(key, name);
    if (before.equals(Optional.of(wanted))) {
      return List.of();
    }
    List<Change> changes = toCreate(registry, key);
    changes.add(new RegistryValueChange(key, name, before, Optional.of(wanted)));
    return changes;
  }

  /** The changes that make the key and every missing key above it. */
  public static List<Change> toCreate(Registry registry, RegistryKey key) {
    List<Change> changes = new ArrayList<>();
    Optional<RegistryKey> missing = Optional.of(key);
    while (missing.isPresent()
        && !missing.get().path().isEmpty()
        && !registry.exists(missing.get())) {
      changes.add(new RegistryKeyChange(missing.get(), false, true));
      missing = missing.get().parent();
    }
    Collections.reverse(changes);
    return changes;
  }

  /** The change that removes the value; none when it is absent. */
  public static List<Change> toUnset(Registry registry, RegistryKey key, String name) {
    return registry
        .value(key, name)
        .<List<Change>>map(before ->
            List.of(new RegistryValueChange(key, name, Optional.of(before), Optional.empty())))
        .orElse(List.of());
  }

  /**
   * The changes that remove the key with all below it, deepest first, each with what it removes;
   * none when it is absent.
   *
   * @throws WindowsException when a part cannot be read, or there are more than {@link
   *     #LARGEST_TREE} parts
   */
  public static List<Change> toRemove(Registry registry, RegistryKey key) {
    List<Change> changes = new ArrayList<>();
    if (registry.exists(key)) {
      addRemoval(registry, key, changes);
    }
    return changes;
  }

  private static void addRemoval(Registry registry, RegistryKey key, List<Change> changes) {
    for (String subkey : registry.subkeys(key)) {
      addRemoval(registry, key.child(subkey), changes);
    }
    registry
        .values(key)
        .forEach((name, value) ->
            changes.add(new RegistryValueChange(key, name, Optional.of(value), Optional.empty())));
    changes.add(new RegistryKeyChange(key, true, false));
    if (changes.size() > LARGEST_TREE) {
      throw WindowsException.broken(key + " holds more than " + LARGEST_TREE + " keys and values.");
    }
  }

  /**
   * Makes the change.
   *
   * @throws WindowsException when the deny list forbids it, the machine is no longer as the change
   *     expects, or Windows refuses
   */
  public static void apply(WritableWindows machine, Change change) {
    Optional<String> forbidden = change.forbidden();
    if (forbidden.isPresent()) {
      throw WindowsException.forbidden(
          change.target() + " is never written: " + forbidden.get() + ".");
    }
    change.write(machine);
  }

  static WindowsException changed(
      Change change, RegistryKey key, String name, Optional<RegistryValue> current) {
    boolean isSecret =
        SecretNames.isSecret(change)
            || (current.isPresent() && SecretNames.isSecret(key, name, current.get()));
    return isSecret
        ? WindowsException.changed(change.target(), "another value", "a secret")
        : WindowsException.changed(change.target(), change.beforeText(), shown(current));
  }

  static long size(Optional<RegistryValue> value) {
    return value.map(RegistryValue::size).orElse(0);
  }

  static void write(
      WritableRegistry registry,
      RegistryKey key,
      String name,
      Optional<RegistryValue> current,
      Optional<RegistryValue> after) {
    if (after.isPresent()) {
      registry.set(key, name, after.get());
    } else if (current.isPresent()) {
      registry.unset(key, name);
    }
  }

  /**
   * A value's address for people: {@code HKLM\SOFTWARE\Contoso\Name}, with {@code (Default)} for
   * the unnamed one.
   */
  public static String valueName(RegistryKey key, String name) {
    return key + "\\" + (name.isEmpty() ? "(Default)" : name);
  }

  /** A value or its absence, for people. */
  public static String shown(Optional<RegistryValue> value) {
    return value.map(RegistryValue::toString).orElse("absent");
  }
}
