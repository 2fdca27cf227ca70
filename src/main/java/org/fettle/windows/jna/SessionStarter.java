package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinNT.HANDLEByReference;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.session.SessionLink;

/**
 * Starts the process in a user's session, with that user's token. Only LocalSystem is given such a
 * token (Microsoft, "WTSQueryUserToken").
 */
final class SessionStarter implements Function<User, SessionLink> {
  private static final int MAXIMUM_ALLOWED = 0x2000000;

  private final Sessions sessions;
  private final SessionCommand command;

  SessionStarter(Sessions sessions, SessionCommand command) {
    this.sessions = sessions;
    this.command = command;
  }

  /**
   * Starts it.
   *
   * @throws WindowsException when the user is not signed in, or Windows refuses
   */
  @Override
  public SessionLink apply(User user) {
    return NativeCalls.guarded("open", "the session of " + user.name(), () -> start(user));
  }

  private SessionLink start(User user) {
    int session =
        sessions
            .idOf(user.sid())
            .orElseThrow(() -> WindowsException.broken(user.name() + " is not signed in."));
    HANDLE token = TerminalSessions.token(session);
    try {
      // Sessions come and go, and their numbers are used again.
      if (!Tokens.sidIn(token).equals(Optional.of(user.sid()))) {
        throw WindowsException.broken(
            "Session " + session + " is no longer that of " + user.name() + '.');
      }
      HANDLE primary = primary(token, user);
      try {
        return SessionProcess.start(
            user.name(), Pointer.nativeValue(primary.getPointer()), command);
      } finally {
        Kernel32.INSTANCE.CloseHandle(primary);
      }
    } finally {
      Kernel32.INSTANCE.CloseHandle(token);
    }
  }

  private static HANDLE primary(HANDLE token, User user) {
    HANDLEByReference primary = new HANDLEByReference();
    if (!Advapi32.INSTANCE.DuplicateTokenEx(
        token,
        MAXIMUM_ALLOWED,
        null,
        WinNT.SECURITY_IMPERSONATION_LEVEL.SecurityIdentification,
        WinNT.TOKEN_TYPE.TokenPrimary,
        primary)) {
      throw WindowsException.failed("take the token of", user.name(), Native.getLastError());
    }
    return primary.getValue();
  }
}
