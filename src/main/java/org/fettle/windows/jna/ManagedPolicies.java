package org.fettle.windows.jna;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;

/**
 * What mobile device management (Intune and others) sets through the Policy CSP. {@code
 * PolicyManager\current\device\<area>} marks a set policy with {@code <policy>_ProviderSet}, and
 * {@code PolicyManager\default\<area>\<policy>} names the registry value it writes in {@code
 * RegKeyPathRedirect} and {@code RegValueNameRedirect}. Microsoft does not document these names;
 * they are known from many machines. That users' policies lie in {@code current\<sid>} likewise,
 * and that ingested ADMX policies follow the same scheme, is not proven here.
 */
final class ManagedPolicies {
  private static final RegistryKey MANAGER =
      RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\PolicyManager");
  private static final String SET = "_ProviderSet";

  private record Target(String path, String name) {
    static Target of(String path, String name) {
      return new Target(path.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }
  }

  private final Registry registry;
  private final Map<String, Map<Target, String>> scopes = new HashMap<>();

  ManagedPolicies(Registry registry) {
    this.registry = registry;
  }

  Optional<String> ofMachine(String path, String name) {
    return owner("device", path, name);
  }

  Optional<String> ofUser(String sid, String path, String name) {
    return owner(sid, path, name);
  }

  /** Forgets what was read. */
  void close() {
    scopes.clear();
  }

  private Optional<String> owner(String scope, String path, String name) {
    return Optional.ofNullable(
        scopes.computeIfAbsent(scope, this::read).get(Target.of(path, name)));
  }

  private Map<Target, String> read(String scope) {
    Map<Target, String> targets = new HashMap<>();
    RegistryKey current = MANAGER.child("current").child(scope);
    for (String area : registry.subkeys(current)) {
      registry
          .values(current.child(area))
          .forEach((name, value) -> {
            if (name.endsWith(SET) && value.asNumber().orElse(0L) == 1) {
              String policy = name.substring(0, name.length() - SET.length());
              target(area, policy)
                  .ifPresent(target -> targets.put(target, "MDM (" + area + "/" + policy + ")"));
            }
          });
    }
    return targets;
  }

  private Optional<Target> target(String area, String policy) {
    // A value's name may hold what a key's may not.
    if (policy.isEmpty() || policy.contains("\\")) {
      return Optional.empty();
    }
    RegistryKey meaning = MANAGER.child("default").child(area).child(policy);
    return text(meaning, "RegKeyPathRedirect")
        .map(path -> Target.of(path, text(meaning, "RegValueNameRedirect").orElse(policy)));
  }

  private Optional<String> text(RegistryKey key, String name) {
    return registry.value(key, name).flatMap(RegistryValue::asText).filter(text -> !text.isEmpty());
  }
}
