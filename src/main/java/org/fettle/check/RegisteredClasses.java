package org.fettle.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;

/**
 * The class registrations as a subject sees them: a user's own values stand before the machine's,
 * key by key and value by value. It remembers which of the user's values were used, and can be
 * asked what would be seen without some of them.
 *
 * <p>{@code HKEY_CLASSES_ROOT} is not read: it shows the classes of whoever runs this process, and
 * Wine merges nothing into it. Microsoft's "Merged View of HKEY_CLASSES_ROOT" speaks of whole
 * classes; that keys merge at any depth was seen by the API tests of ReactOS.
 */
final class RegisteredClasses {
  private static final RegistryKey USER = RegistryKey.parse("HKCU\\Software\\Classes");
  private static final RegistryKey MACHINE = RegistryKey.parse("HKLM\\SOFTWARE\\Classes");

  private final Registry registry;
  private final boolean isUser;
  private final Set<UserValue> hidden;
  private final Set<UserValue> used = new LinkedHashSet<>();

  /** A value of the user's that stands before the machine's. */
  record UserValue(RegistryKey key, String name) {}

  /** The classes as the subject of this view sees them. */
  RegisteredClasses(Windows windows) {
    this(windows.registry(), windows.user().isPresent(), Set.of());
  }

  private RegisteredClasses(Registry registry, boolean isUser, Set<UserValue> hidden) {
    this.registry = registry;
    this.isUser = isUser;
    this.hidden = hidden;
  }

  /** The same classes as they would be without these values of the user's. */
  RegisteredClasses without(Set<UserValue> values) {
    return new RegisteredClasses(registry, isUser, values);
  }

  /** Whether they are seen by a user. */
  boolean areOfUser() {
    return isUser;
  }

  /** The value of the class, or of a key below it. */
  Optional<RegistryValue> value(String path, String name) {
    UserValue address = new UserValue(USER.child(path), name);
    if (isUser && !hidden.contains(address)) {
      Optional<RegistryValue> own = registry.value(address.key(), name);
      if (own.isPresent()) {
        used.add(address);
        return own;
      }
    }
    return registry.value(MACHINE.child(path), name);
  }

  /** The text of a value; empty when it is absent, blank or not text. */
  Optional<String> text(String path, String name) {
    return value(path, name)
        .flatMap(RegistryValue::asText)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** Whether a key of the classes can be called this; a class's name comes from who knows where. */
  static boolean isPath(String path) {
    try {
      return MACHINE.child(path).path().length() > MACHINE.path().length();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The user's values that were used so far. */
  Set<UserValue> used() {
    return used;
  }

  /** The changes that set a value of a class at the subject's own level. */
  List<Change> toSet(String path, String name, RegistryValue value) {
    return Changes.toSet(registry, (isUser ? USER : MACHINE).child(path), name, value);
  }

  /** Whether the class has the value at the subject's own level. */
  boolean hasOwn(String path, String name) {
    return registry.value((isUser ? USER : MACHINE).child(path), name).isPresent();
  }

  /** The changes that remove a value of the user's, and the keys that are empty without it. */
  List<Change> toRemove(UserValue value) {
    List<Change> changes = new ArrayList<>(Changes.toUnset(registry, value.key(), value.name()));
    RegistryKey key = value.key();
    Map<String, RegistryValue> values = registry.values(key);
    boolean isBare = values.size() == 1 && registry.subkeys(key).isEmpty();
    while (isBare && !key.equals(USER)) {
      changes.add(new RegistryKeyChange(key, true, false));
      key = key.parent().orElseThrow();
      isBare = registry.values(key).isEmpty() && registry.subkeys(key).size() == 1;
    }
    return changes;
  }
}
