package org.fettle.windows.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Credential;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.memory.MachineFile.Certified;
import org.fettle.windows.memory.MachineFile.Stored;

/**
 * A user of a machine file; the keys of {@code registry} are relative to the user's hive.
 *
 * @param denied what of theirs nobody may look at
 */
public record Person(
    String sid,
    Optional<String> name,
    Optional<User.Session> session,
    Optional<Boolean> self,
    Map<String, String> environment,
    Optional<Map<String, Map<String, RegistryValue>>> registry,
    List<Stored> credentials,
    Map<String, List<Certified>> certificates,
    List<Area> denied) {
  /** What a user has that only their own session shows. */
  public enum Area {
    CREDENTIALS,
    CERTIFICATES
  }

  /** Takes any form. */
  public Person {
    denied = denied.stream().distinct().sorted().toList();
  }

  User user() {
    return new User(sid, name.orElse(sid), session.orElse(User.Session.ACTIVE));
  }

  /** The same person with that in the vault. */
  Person withCredentials(List<Credential> vault) {
    List<Stored> stored = vault.stream().map(Stored::of).toList();
    return new Person(
        sid, name, session, self, environment, registry, stored, certificates, denied);
  }

  /** The same person with that in the hive. */
  Person withRegistry(Optional<Map<String, Map<String, RegistryValue>>> hive) {
    return new Person(
        sid, name, session, self, environment, hive, credentials, certificates, denied);
  }

  /** The same person with these stores. */
  Person withCertificates(Map<String, List<Certified>> stores) {
    return new Person(sid, name, session, self, environment, registry, credentials, stores, denied);
  }

  boolean isSelf() {
    return self.orElse(false);
  }

  /** Whether the user's hive is there. */
  boolean isLoaded() {
    return registry.isPresent() || user().session().isPresent();
  }
}
