package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinNT.HANDLEByReference;
import com.sun.jna.platform.win32.Wtsapi32;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fettle.windows.WindowsException;

/** Windows' list of sessions, through the Remote Desktop Services API. */
final class TerminalSessions implements Sessions.Source {
  // wtsapi32.h, WTS_INFO_CLASS
  private static final int USER_NAME = 5;
  private static final int DOMAIN_NAME = 7;
  private static final int SESSION_INFO_EX = 25;
  private static final int SESSION_FLAGS_AT = 16;
  private static final int LOCKED = 0;

  // WTS_SESSION_INFOW: id, name, state
  private static final int ENTRY_SIZE = 24;
  private static final int STATE_AT = 16;

  // winerror.h: the session has ended since it was listed, or is none of an unelevated person's
  // business
  private static final Set<Integer> GONE_OR_REFUSED = Set.of(2, 7022, 5);

  /** What JNA's own mapping of wtsapi32.dll lacks. */
  private interface SessionTokens extends StdCallLibrary {
    boolean WTSQueryUserToken(int session, HANDLEByReference token);
  }

  /** {@inheritDoc} Under Wine always empty: its list is a stub. */
  @Override
  public List<Entry> list() {
    PointerByReference list = new PointerByReference();
    IntByReference count = new IntByReference();
    if (!Wtsapi32.INSTANCE.WTSEnumerateSessions(
        Wtsapi32.WTS_CURRENT_SERVER_HANDLE, 0, 1, list, count)) {
      throw WindowsException.failed("list", "the sessions", Native.getLastError());
    }
    try {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < count.getValue(); i++) {
        int id = list.getValue().getInt((long) i * ENTRY_SIZE);
        int state = list.getValue().getInt((long) i * ENTRY_SIZE + STATE_AT);
        entries.add(new Entry(id, state));
      }
      return entries;
    } finally {
      if (list.getValue() != null) {
        Wtsapi32.INSTANCE.WTSFreeMemory(list.getValue());
      }
    }
  }

  @Override
  public boolean isLocked(int id) {
    try {
      return query(
              id,
              SESSION_INFO_EX,
              info -> info.getInt(0) == 1 && info.getInt(SESSION_FLAGS_AT) == LOCKED)
          .orElse(false);
    } catch (WindowsException e) {
      return false; // Somebody is signed in there, which is what counts.
    }
  }

  /**
   * The token of whoever is signed in there; the caller closes it.
   *
   * @throws WindowsException when nobody is, or to anyone but LocalSystem
   */
  static HANDLE token(int id) {
    HANDLEByReference token = new HANDLEByReference();
    SessionTokens library =
        Native.load("wtsapi32", SessionTokens.class, W32APIOptions.DEFAULT_OPTIONS);
    if (!library.WTSQueryUserToken(id, token)) {
      throw WindowsException.failed("take the token of", "session " + id, Native.getLastError());
    }
    return token.getValue();
  }

  @Override
  public Optional<String> tokenSid(int id) {
    HANDLE token;
    try {
      token = token(id);
    } catch (WindowsException e) {
      return Optional.empty();
    }
    try {
      return Tokens.sidIn(token);
    } finally {
      Kernel32.INSTANCE.CloseHandle(token);
    }
  }

  @Override
  public Optional<String> accountSid(int id) {
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
        Wtsapi32.WTS_CURRENT_SERVER_HANDLE, id, what, answer, new IntByReference())) {
      int code = Native.getLastError();
      if (GONE_OR_REFUSED.contains(code)) {
        return Optional.empty();
      }
      throw WindowsException.failed("read", "session " + id, code);
    }
    if (answer.getValue() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.apply(answer.getValue()));
    } finally {
      Wtsapi32.INSTANCE.WTSFreeMemory(answer.getValue());
    }
  }
}
