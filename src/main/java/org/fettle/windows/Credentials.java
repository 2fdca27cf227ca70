package org.fettle.windows;

import java.util.List;

/** Credential Manager's vault of the user whose view this is. */
public interface Credentials {
  /**
   * Every credential, in {@link Credential#ORDER}.
   *
   * @throws WindowsException when the view is not of a user, or the vault can only be read in that
   *     user's own session
   */
  List<Credential> all();
}
