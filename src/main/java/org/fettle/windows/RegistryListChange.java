package org.fettle.windows;

import java.util.List;
import java.util.Optional;

/**
 * Members added to, or taken from, a separated list in a text value. It differs from a plain value
 * change when it is undone: when somebody else has added to the list since, only the members this
 * change added are taken out again.
 */
public record RegistryListChange(
    RegistryKey key,
    String name,
    String separator,
    Optional<RegistryValue> before,
    Optional<RegistryValue> after)
    implements Change {
  @Override
  public RegistryListChange inverse() {
    return new RegistryListChange(key, name, separator, after, before);
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

  /** What a list that was changed since becomes; empty when its value is removed. */
  record Merged(Optional<RegistryValue> value) {}

  /**
   * What {@code current} becomes when this change takes members out and the list was changed since:
   * the same list without them, and no value when none was there at first and nobody else's member
   * is left. Empty when this change is not such a removal, a member it would remove is gone
   * already, or the value was absent at first and somebody else's members stand in it now: what
   * Windows assumes while there is no list would be lost to them.
   */
  Optional<Merged> merged(RegistryValue current) {
    Optional<SeparatedList> from = before.flatMap(value -> SeparatedList.of(value, separator));
    Optional<SeparatedList> to =
        after.isEmpty()
            ? Optional.of(new SeparatedList("", separator))
            : SeparatedList.of(after.get(), separator);
    Optional<SeparatedList> now = SeparatedList.of(current, separator);
    if (from.isEmpty() || to.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    List<String> added = from.get().missingFrom(to.get());
    if (added.isEmpty()
        || !to.get().missingFrom(from.get()).isEmpty()
        || !now.get().containsAll(added)) {
      return Optional.empty();
    }
    SeparatedList left = new SeparatedList(now.get().without(added), separator);
    if (after.isEmpty()) {
      return left.members().isEmpty()
          ? Optional.of(new Merged(Optional.empty()))
          : Optional.empty();
    }
    return Optional.of(new Merged(Optional.of(current.withText(left.text()))));
  }

  @Override
  public long size() {
    return Changes.size(before) + Changes.size(after);
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
    Optional<RegistryValue> current = machine.registry().value(key, name);
    return current.equals(before) || current.flatMap(this::merged).isPresent();
  }

  @Override
  public boolean isDone(Windows machine) {
    return machine.registry().value(key, name).equals(after);
  }

  @Override
  public void write(WritableWindows machine) {
    Optional<RegistryValue> current = machine.registry().value(key, name);
    Optional<Merged> merged =
        current.equals(before) ? Optional.of(new Merged(after)) : current.flatMap(this::merged);
    if (merged.isEmpty()) {
      throw Changes.changed(this, key, name, current);
    }
    Changes.write(machine.registry(), key, name, current, merged.get().value());
  }
}
