package org.fettle.windows.jna;

import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinNT.HANDLEByReference;
import com.sun.jna.ptr.IntByReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What process tokens say: whose a process is, and whether it runs with an admin's rights. */
final class Tokens {
  private static final int PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

  private static final String LOCAL_SYSTEM = "S-1-5-18";

  // TOKEN_USER and, after it, a SID of at most SECURITY_MAX_SID_SIZE bytes.
  private static final int TOKEN_USER_SIZE = 16 + 68;

  // A process keeps its token for life, so Windows is asked until it has told once.
  private static volatile @Nullable String own;
  private static volatile boolean elevated;

  private Tokens() {}

  /** The SID this process runs as; empty where Windows does not tell. */
  static Optional<String> ownSid() {
    if (own == null) {
      own = sid(Kernel32.INSTANCE.GetCurrentProcess()).orElse(null);
    }
    return Optional.ofNullable(own);
  }

  /** The SID a process runs as; empty where it may not be looked at. */
  static Optional<String> sidOf(int processId) {
    HANDLE process =
        Kernel32.INSTANCE.OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, false, processId);
    if (process == null) {
      return Optional.empty();
    }
    try {
      return sid(process);
    } finally {
      Kernel32.INSTANCE.CloseHandle(process);
    }
  }

  /** Whether this process holds the full token of an admin, or runs as LocalSystem. */
  static boolean isElevated() {
    elevated = elevated || askWhetherElevated();
    return elevated;
  }

  private static boolean askWhetherElevated() {
    HANDLE token = open(Kernel32.INSTANCE.GetCurrentProcess());
    if (token == null) {
      return false;
    }
    try {
      WinNT.TOKEN_ELEVATION elevation = new WinNT.TOKEN_ELEVATION();
      boolean told =
          Advapi32.INSTANCE.GetTokenInformation(
              token,
              WinNT.TOKEN_INFORMATION_CLASS.TokenElevation,
              elevation,
              elevation.size(),
              new IntByReference());
      return told && elevation.TokenIsElevated != 0;
    } finally {
      Kernel32.INSTANCE.CloseHandle(token);
    }
  }

  private static Optional<String> sid(HANDLE process) {
    HANDLE token = open(process);
    if (token == null) {
      return Optional.empty();
    }
    try {
      return sidIn(token);
    } finally {
      Kernel32.INSTANCE.CloseHandle(token);
    }
  }

  /** The SID a token is for; empty where Windows does not tell. */
  static Optional<String> sidIn(HANDLE token) {
    WinNT.TOKEN_USER user = new WinNT.TOKEN_USER(TOKEN_USER_SIZE);
    boolean told =
        Advapi32.INSTANCE.GetTokenInformation(
            token,
            WinNT.TOKEN_INFORMATION_CLASS.TokenUser,
            user,
            TOKEN_USER_SIZE,
            new IntByReference());
    return told ? Optional.of(Advapi32Util.convertSidToStringSid(user.User.Sid)) : Optional.empty();
  }

  /** Whether this process runs as LocalSystem. */
  static boolean isLocalSystem() {
    return ownSid().filter(LOCAL_SYSTEM::equals).isPresent();
  }

  private static @Nullable HANDLE open(HANDLE process) {
    HANDLEByReference token = new HANDLEByReference();
    boolean opened = Advapi32.INSTANCE.OpenProcessToken(process, WinNT.TOKEN_QUERY, token);
    return opened ? token.getValue() : null;
  }
}
