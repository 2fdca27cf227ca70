package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.Tlhelp32;
import com.sun.jna.platform.win32.WinBase;
import com.sun.jna.platform.win32.WinDef.DWORD;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import java.util.ArrayList;
import java.util.List;
import org.fettle.windows.Processes;
import org.fettle.windows.WindowsException;

/**
 * What runs, from a Toolhelp snapshot: it names the programs of every account, also where the
 * process itself may not be opened.
 */
final class JnaProcesses implements Processes {
  @Override
  public List<Running> running() {
    return NativeCalls.guarded("list", "the running programs", JnaProcesses::snapshot);
  }

  @Override
  public boolean askToClose(Running program) {
    return NativeCalls.guarded(
        "ask to close", program.name(), () -> ProgramWindows.askToClose(program));
  }

  private static List<Running> snapshot() {
    HANDLE snapshot =
        Kernel32.INSTANCE.CreateToolhelp32Snapshot(Tlhelp32.TH32CS_SNAPPROCESS, new DWORD(0));
    if (snapshot == null || WinBase.INVALID_HANDLE_VALUE.equals(snapshot)) {
      throw WindowsException.failed("list", "the running programs", Native.getLastError());
    }
    try {
      List<Running> running = new ArrayList<>();
      var entry = new Tlhelp32.PROCESSENTRY32.ByReference();
      boolean more = Kernel32.INSTANCE.Process32First(snapshot, entry);
      while (more) {
        int id = entry.th32ProcessID.intValue();
        running.add(
            new Running(
                Native.toString(entry.szExeFile), Integer.toUnsignedLong(id), Tokens.sidOf(id)));
        more = Kernel32.INSTANCE.Process32Next(snapshot, entry);
      }
      return List.copyOf(running);
    } finally {
      Kernel32.INSTANCE.CloseHandle(snapshot);
    }
  }
}
