package org.fettle.windows.jna;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.User.Session;
import org.fettle.windows.WindowsException;

/**
 * Who is signed in, and how. Whose a session is, its token says surest; only LocalSystem may ask
 * for that. Others look the account's name up, which may fail while the domain cannot be asked.
 */
final class Sessions {
  // wtsapi32.h, WTS_CONNECTSTATE_CLASS
  private static final int ACTIVE = 0;
  private static final int CONNECTED = 1;
  private static final int DISCONNECTED = 4;

  /** What Windows tells of its sessions. */
  interface Source {
    /** A session and its WTS_CONNECTSTATE_CLASS. */
    record Entry(int id, int state) {}

    /**
     * All sessions.
     *
     * @throws WindowsException when they cannot be listed, which never means that there are none
     */
    List<Entry> list();

    /** Whether its screen is locked. */
    boolean isLocked(int id);

    /** The SID of its token; empty where nobody is signed in, or the token is refused. */
    Optional<String> tokenSid(int id);

    /** The SID that belongs to its account's name; empty where that cannot be found. */
    Optional<String> accountSid(int id);
  }

  private final Source source;
  private final boolean localSystem;

  /** Asks for tokens where this process is LocalSystem. */
  Sessions(Source source, boolean localSystem) {
    this.source = source;
    this.localSystem = localSystem;
  }

  /**
   * How each signed-in SID is signed in; a person with several sessions by the liveliest.
   *
   * @throws WindowsException when the sessions cannot be listed
   */
  Map<String, Session> bySid() {
    Map<String, Session> sessions = new HashMap<>();
    for (Source.Entry entry : source.list()) {
      session(entry)
          .ifPresent(session ->
              sid(entry.id())
                  .ifPresent(
                      sid -> sessions.merge(sid, session, (a, b) -> a.compareTo(b) <= 0 ? a : b)));
    }
    return sessions;
  }

  /**
   * The liveliest session of that person; empty where they are not signed in.
   *
   * @throws WindowsException when the sessions cannot be listed
   */
  Optional<Integer> idOf(String sid) {
    return source.list().stream()
        .filter(entry -> session(entry).isPresent())
        .filter(entry -> sid(entry.id()).equals(Optional.of(sid)))
        .min(Comparator.comparing(entry -> session(entry).orElseThrow()))
        .map(Source.Entry::id);
  }

  private Optional<Session> session(Source.Entry entry) {
    return switch (entry.state()) {
      case ACTIVE, CONNECTED ->
          Optional.of(source.isLocked(entry.id()) ? Session.LOCKED : Session.ACTIVE);
      case DISCONNECTED -> Optional.of(Session.DISCONNECTED);
      default -> Optional.empty();
    };
  }

  private Optional<String> sid(int id) {
    Optional<String> token = localSystem ? source.tokenSid(id) : Optional.empty();
    return token.or(() -> source.accountSid(id));
  }
}
