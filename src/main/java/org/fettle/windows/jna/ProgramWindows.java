package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Processes.Running;
import org.fettle.windows.WindowsException;

/** The windows of a program that its user could close, and asking them to. */
final class ProgramWindows {
  private static final int ACCESS_DENIED = 5;
  private static final int INVALID_PARAMETER = 87;
  private static final int LONGEST_PATH = 32_768;

  private ProgramWindows() {}

  /** See {@link org.fettle.windows.Processes#askToClose}. */
  static boolean askToClose(Running program) {
    int id = (int) program.id();
    // While it is held open, its number is given to no other process.
    HANDLE process =
        Kernel32.INSTANCE.OpenProcess(WinNT.PROCESS_QUERY_LIMITED_INFORMATION, false, id);
    if (process == null) {
      int code = Native.getLastError();
      if (code == INVALID_PARAMETER) {
        return false; // It has ended.
      }
      throw code == ACCESS_DENIED
          ? program.isNotOwn()
          : WindowsException.failed("look at", program.name(), code);
    }
    try {
      if (!isOwn(id)) {
        throw program.isNotOwn();
      }
      return fileName(process).filter(program.name()::equalsIgnoreCase).isPresent() && close(id);
    } finally {
      Kernel32.INSTANCE.CloseHandle(process);
    }
  }

  private static boolean isOwn(int id) {
    IntByReference its = new IntByReference();
    IntByReference own = new IntByReference();
    boolean told =
        Kernel32.INSTANCE.ProcessIdToSessionId(id, its)
            && Kernel32.INSTANCE.ProcessIdToSessionId(Kernel32.INSTANCE.GetCurrentProcessId(), own);
    return told
        && its.getValue() == own.getValue()
        && Tokens.sidOf(id).isPresent()
        && Tokens.sidOf(id).equals(Tokens.ownSid());
  }

  private static Optional<String> fileName(HANDLE process) {
    char[] path = new char[LONGEST_PATH];
    IntByReference length = new IntByReference(path.length);
    if (!Kernel32.INSTANCE.QueryFullProcessImageName(process, 0, path, length)) {
      return Optional.empty();
    }
    String whole = new String(path, 0, length.getValue());
    return Optional.of(whole.substring(whole.lastIndexOf('\\') + 1));
  }

  private static boolean close(int id) {
    boolean asked = false;
    for (long window : windows(id)) {
      asked |= User32Windows.PostMessageW(window, User32Windows.WM_CLOSE, 0, 0);
    }
    return asked;
  }

  /**
   * The windows that show a cross to click: hidden ones are the program's own affair, and one that
   * is disabled waits for an answer in a window it has opened.
   */
  private static List<Long> windows(int id) {
    List<Long> windows = new ArrayList<>();
    try (Memory owner = new Memory(4)) {
      User32Windows.EachWindow each =
          (window, data) -> {
            owner.setInt(0, 0);
            User32Windows.GetWindowThreadProcessId(window, owner);
            if (owner.getInt(0) == id
                && User32Windows.IsWindowVisible(window)
                && User32Windows.IsWindowEnabled(window)
                && User32Windows.GetWindow(window, User32Windows.GW_OWNER) == 0) {
              windows.add(window);
            }
            return true;
          };
      if (!User32Windows.EnumWindows(each, 0)) {
        throw WindowsException.failed("list", "the windows", Native.getLastError());
      }
    }
    return windows;
  }
}
