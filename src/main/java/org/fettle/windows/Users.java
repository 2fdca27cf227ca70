package org.fettle.windows;

import java.util.List;
import java.util.Optional;

/** The people of the machine, and who is asking. */
public interface Users {
  /**
   * Everyone this process may look at: itself when it runs without rights, every profile when it
   * runs with them.
   */
  List<User> visible();

  /** The person this process runs as; empty for a service account. */
  Optional<User> self();

  /** Whether this process may change the machine itself (it is elevated, or a service). */
  boolean isElevated();
}
