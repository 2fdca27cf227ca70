package org.fettle.journal;

import java.util.Optional;
import org.fettle.windows.User;

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
}
