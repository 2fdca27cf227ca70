package org.fettle.windows.jna;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.Wtsapi32;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.windows.User.Session;

/** Who is signed in, through the Remote Desktop Services API, which knows the console too. */
final class Sessions {
  // wtsapi32.h, WTS_CONNECTSTATE_CLASS and WTS_INFO_CLASS
  private static final int ACTIVE = 0;
  private static final int CONNECTED = 1;
  private static final int DISCONNECTED = 4;
  private static final int USER_NAME = 5;
  private static final int DOMAIN_NAME = 7;
  private static final int SESSION_INFO_EX = 25;
  private static final int SESSION_FLAGS_AT = 16;
  private static final int LOCKED = 0;

  // WTS_SESSION_INFOW: id, name, state
  private static final int ENTRY_SIZE = 24;
  private static final int STATE_AT = 16;

  private Sessions() {}

  /**
   * How each signed-in SID is signed in; a person with several sessions by the liveliest. Under
   * Wine always empty (its list of sessions is a stub).
   */
  static Map<String, Session> bySid() {
    PointerByReference list = new PointerByReference();
    IntByReference count = new IntByReference();
    Map<String, Session> sessions = new HashMap<>();
    if (!Wtsapi32.INSTANCE.WTSEnumerateSessions(
        Wtsapi32.WTS_CURRENT_SERVER_HANDLE, 0, 1, list, count)) {
      return sessions;
    }
    try {
      for (int i = 0; i < count.getValue(); i++) {
        int id = list.getValue().getInt((long) i * ENTRY_SIZE);
        int state = list.getValue().getInt((long) i * ENTRY_SIZE + STATE_AT);
        session(id, state)
            .ifPresent(session ->
                sid(id)
                    .ifPresent(sid ->
                        sessions.merge(sid, session, (a, b) -> a.compareTo(b) <= 0 ? a : b)));
      }
      return sessions;
    } finally {
      if (list.getValue() != null) {
        Wtsapi32.INSTANCE.WTSFreeMemory(list.getValue());
      }
    }
  }

  private static Optional<Session> session(int id, int state) {
    return switch (state) {
      case ACTIVE, CONNECTED -> Optional.of(isLocked(id) ? Session.LOCKED : Session.ACTIVE);
      case DISCONNECTED -> Optional.of(Session.DISCONNECTED);
      default -> Optional.empty();
    };
  }

  private static boolean isLocked(int id) {
    return query(
            id,
            SESSION_INFO_EX,
            info -> info.getInt(0) == 1 && info.getInt(SESSION_FLAGS_AT) == LOCKED)
        .orElse(false);
  }

  private static Optional<String> sid(int id) {
    String user = query(id, USER_NAME, text -> text.getWideString(0)).orElse("");
    if (user.isEmpty()) {
      return Optional.empty();
    }
    String domain = query(id, DOMAIN_NAME, text -> text.getWideString(0)).orElse("");
    try {
      return Optional.of(
          Advapi32Util.getAccountByName(domain.isEmpty() ? user : domain + '\\' + user).sidString);
    } catch (Win32Exception e) {
      return Optional.empty(); // A domain that cannot be asked now; the session is nobody's known.
    }
  }

  private static <T> Optional<T> query(int id, int what, Function<Pointer, T> reading) {
    PointerByReference answer = new PointerByReference();
    if (!Wtsapi32.INSTANCE.WTSQuerySessionInformation(
            Wtsapi32.WTS_CURRENT_SERVER_HANDLE, id, what, answer, new IntByReference())
        || answer.getValue() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.apply(answer.getValue()));
    } finally {
      Wtsapi32.INSTANCE.WTSFreeMemory(answer.getValue());
    }
  }
}
