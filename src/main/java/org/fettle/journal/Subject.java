package org.fettle.journal;

import java.util.Optional;
import org.fettle.windows.User;
import org.fettle.windows.Windows;

/**
 * Whom a finding is about: the machine, or one of its users.
 *
 * @param sid the user's security identifier; empty for the machine
 * @param name the user's account or the machine's name
 */
public record Subject(Optional<String> sid, String name) {
  /** The machine of that name. */
  public static Subject machine(String name) {
    return new Subject(Optional.empty(), name);
  }

  /** The user. */
  public static Subject user(User user) {
    return new Subject(Optional.of(user.sid()), user.name());
  }

  /** Whether both mean the same machine or person, whatever the name is by now. */
  public boolean isSameAs(Subject other) {
    return sid.equals(other.sid);
  }

  /** The machine as this subject sees it; empty for a user who is not signed in at this moment. */
  public Optional<Windows> view(Windows machine) {
    return sid.isEmpty()
        ? Optional.of(machine)
        : machine.users().visible().stream()
            .filter(user -> user.sid().equals(sid.get()) && user.session().isPresent())
            .findFirst()
            .map(machine::as);
  }
}
