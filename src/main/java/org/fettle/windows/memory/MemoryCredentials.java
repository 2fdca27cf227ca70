package org.fettle.windows.memory;

import java.util.List;
import java.util.Optional;
import org.fettle.windows.Credential;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCredentials;

/**
 * The vault of whoever's view it is; as on Windows, only somebody who is signed in has one open.
 */
final class MemoryCredentials implements WritableCredentials {
  private static final int NOT_FOUND = 1168;

  private final MemoryState state;
  private final Optional<User> viewer;

  MemoryCredentials(MemoryState state, Optional<User> viewer) {
    this.state = state;
    this.viewer = viewer;
  }

  @Override
  public List<Credential> all() {
    return vault("read").stream().sorted(Credential.ORDER).toList();
  }

  @Override
  public void remove(Credential credential) {
    if (!vault("change").removeIf(credential::isAt)) {
      throw WindowsException.failed("remove", "the credential " + credential.target(), NOT_FOUND);
    }
  }

  private List<Credential> vault(String act) {
    User user =
        viewer.orElseThrow(() ->
            WindowsException.broken(
                "Cannot "
                    + act
                    + " stored credentials: they belong to a user, not to the machine."));
    return state.file().people().stream()
        .filter(person -> person.sid().equalsIgnoreCase(user.sid()))
        .filter(person -> person.isSelf() || person.user().session().isPresent())
        .filter(person -> !person.denied().contains(Person.Area.CREDENTIALS))
        .findFirst()
        .map(state::vault)
        .orElseThrow(() ->
            WindowsException.denied(
                "Cannot "
                    + act
                    + " the stored credentials of "
                    + user.name()
                    + ": that can only be done in that user's own session."));
  }
}
