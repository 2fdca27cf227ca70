package org.fettle.windows.jna;

import java.util.Optional;
import org.fettle.windows.Hive;
import org.fettle.windows.Owners;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.User;

/**
 * Who else writes a registry value on this machine: Group Policy, or the management the machine is
 * enrolled in. What they manage is read once, at the first question.
 */
final class JnaOwners implements Owners {
  private final GroupPolicy groupPolicy;
  private final ManagedPolicies managed;
  private final Optional<User> user;

  JnaOwners(Registry registry, Optional<User> user, boolean ownAccount) {
    this.user = user;
    groupPolicy = new GroupPolicy(user, ownAccount);
    managed = new ManagedPolicies(registry, user);
  }

  @Override
  public synchronized Optional<String> owner(RegistryKey key, String name) {
    Optional<String> personal = personalPath(key);
    if (personal.isPresent()) {
      return groupPolicy
          .ofUser(personal.get(), name)
          .or(() -> managed.ofUser(personal.get(), name));
    }
    String path = key.hive() == Hive.HKCR ? "SOFTWARE\\Classes\\" + key.path() : key.path();
    return key.hive() == Hive.HKU
        ? Optional.empty()
        : groupPolicy.ofMachine(path, name).or(() -> managed.ofMachine(path, name));
  }

  /** The path below the hive of the user this view belongs to. */
  private Optional<String> personalPath(RegistryKey key) {
    if (key.hive() == Hive.HKCU) {
      return Optional.of(key.path());
    }
    return user.map(person -> RegistryKey.parse("HKU\\" + person.sid()))
        .filter(hive -> key.hive() == Hive.HKU && key.in(hive.view()).isWithin(hive))
        .map(hive -> key.path().substring(Math.min(key.path().length(), hive.path().length() + 1)));
  }
}
