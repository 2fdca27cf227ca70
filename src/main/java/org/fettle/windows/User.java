package org.fettle.windows;

/**
 * A person with a profile on the machine.
 *
 * @param sid the security identifier, {@code S-1-5-21-…} or {@code S-1-12-1-…}
 * @param name the account as people know it, {@code CONTOSO\anna}; the SID where Windows does not
 *     know the name
 * @param session how the person is signed in at the moment
 */
public record User(String sid, String name, Session session) {
  /** How a person is signed in. */
  public enum Session {
    /** At the screen, or in a connected remote session. */
    ACTIVE,
    /** Signed in behind a lock screen. */
    LOCKED,
    /** Signed in, with no screen. */
    DISCONNECTED,
    /** Not signed in: the hive may not be loaded, and nothing is written for them. */
    NONE;

    /** Whether the person is signed in at all. */
    public boolean isPresent() {
      return this != NONE;
    }
  }
}
