package org.fettle.windows;

import java.time.Instant;
import java.util.Optional;

/**
 * A Windows machine, seen as the machine itself or as one of its users. All contact goes through
 * here.
 *
 * <p>What is read may be kept open until {@link #close()}; what is read is read anew each time. For
 * a view that reads each thing once, see {@link ReadOnce}.
 */
public interface Windows extends AutoCloseable {
  MachineFacts facts();

  /**
   * What this machine's clock says, in UTC. What is judged by age or expiry is judged by this, so
   * that a machine in a file is judged the same on every day.
   */
  Instant now();

  Registry registry();

  Credentials credentials();

  Certificates certificates();

  Files files();

  Services services();

  Processes processes();

  Users users();

  Owners owners();

  /**
   * The user this view belongs to, whose hive {@code HKCU} then is; empty for the machine's own
   * view.
   */
  Optional<User> user();

  /** The same machine as this user sees it. The view shares what the machine holds open. */
  Windows as(User user);

  /**
   * Makes one change.
   *
   * @throws WindowsException when the deny list forbids it, the machine is no longer as the change
   *     expects, or Windows refuses
   */
  void apply(Change change);

  /** Lets go of everything held open. */
  @Override
  void close();
}
