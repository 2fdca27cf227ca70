package org.fettle.windows.jna;

import java.util.Locale;
import java.util.Optional;
import org.fettle.windows.Owners;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.SharedKeys;
import org.fettle.windows.User;

/**
 * Who else writes a registry value on this machine: Group Policy, or the management the machine is
 * enrolled in. What they manage is read at the first question and again after {@link #close()}. The
 * answer depends on the key, not on the view that asks, nor on which of its names it is asked by.
 */
final class JnaOwners implements Owners {
  private static final String SOFTWARE = "SOFTWARE\\";

  private final GroupPolicy groupPolicy = new GroupPolicy();
  private final ManagedPolicies managed;
  private final Optional<User> user;

  JnaOwners(Registry registry, Optional<User> user) {
    this.user = user;
    managed = new ManagedPolicies(registry);
  }

  @Override
  public synchronized Optional<String> owner(RegistryKey key, String name) {
    RegistryKey place = SharedKeys.place(key);
    return switch (place.hive()) {
      case HKCU -> user.flatMap(person -> ofUser(person.sid(), place.path(), name));
      case HKU -> {
        int end = place.path().indexOf('\\');
        yield end < 0
            ? Optional.empty()
            : ofUser(place.path().substring(0, end), place.path().substring(end + 1), name);
      }
      default -> ofMachine(place.path(), name).or(() -> ofMachine(narrowName(place), name));
    };
  }

  /** Forgets what was read, which the next refresh may have changed. */
  synchronized void close() {
    groupPolicy.close();
    managed.close();
  }

  private Optional<String> ofMachine(String path, String name) {
    return groupPolicy.ofMachine(path, name).or(() -> managed.ofMachine(path, name));
  }

  private Optional<String> ofUser(String sid, String path, String name) {
    return RegistryAddress.isPerson(sid)
        ? groupPolicy
            .ofUser(sid.toUpperCase(Locale.ROOT), path, name)
            .or(() -> managed.ofUser(sid.toUpperCase(Locale.ROOT), path, name))
        : Optional.empty();
  }

  /** The other name of a key that both views share, by which a policy may have been written. */
  private static String narrowName(RegistryKey place) {
    boolean shared =
        SharedKeys.isWithin(place.path(), "SOFTWARE")
            && place.path().length() > SOFTWARE.length()
            && !SharedKeys.isKeptTwice(place);
    return shared
        ? SOFTWARE + SharedKeys.NARROW + '\\' + place.path().substring(SOFTWARE.length())
        : place.path();
  }
}
