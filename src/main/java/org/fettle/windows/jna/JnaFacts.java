package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.WindowsException;

/** What this machine says of itself. */
final class JnaFacts {
  // sysinfoapi.h, COMPUTER_NAME_FORMAT: the names of this machine, not of a cluster it belongs to.
  private static final int PHYSICAL_NETBIOS = 4;
  private static final int PHYSICAL_DNS_HOSTNAME = 5;
  private static final int PHYSICAL_DNS_DOMAIN = 6;

  private static final long CURRENT_PROCESS = -1;

  private JnaFacts() {}

  static MachineFacts read() {
    return NativeCalls.guarded(
        "read",
        "the facts of this machine",
        () ->
            new MachineFacts(
                name(PHYSICAL_DNS_HOSTNAME)
                    .or(() -> name(PHYSICAL_NETBIOS))
                    .orElseThrow(() -> WindowsException.broken("This machine has no name.")),
                hasJoinedDomain() ? name(PHYSICAL_DNS_DOMAIN) : Optional.empty(),
                version(),
                architecture()));
  }

  private static Optional<String> name(int type) {
    // DNS names have 253 characters at most.
    try (Memory name = new Memory(2 * 512);
        Memory size = new Memory(4)) {
      size.setInt(0, 512);
      return Kernel32Machine.GetComputerNameExW(type, name, size)
          ? Optional.of(name.getWideString(0)).filter(text -> !text.isEmpty())
          : Optional.empty();
    }
  }

  private static boolean hasJoinedDomain() {
    try (Memory name = new Memory(Native.POINTER_SIZE);
        Memory status = new Memory(4)) {
      if (Netapi32Join.NetGetJoinInformation(null, name, status) != 0) {
        return false;
      }
      Pointer text = name.getPointer(0);
      if (text != null) {
        Netapi32Join.NetApiBufferFree(text);
      }
      return status.getInt(0) == Netapi32Join.DOMAIN;
    } catch (LinkageError e) {
      return false;
    }
  }

  private static String version() {
    // OSVERSIONINFOW: its size, major, minor, build, …
    int bytes = 276;
    try (Memory version = new Memory(bytes)) {
      version.clear();
      version.setInt(0, bytes);
      Ntdll.RtlGetVersion(version);
      return version.getInt(4) + "." + version.getInt(8) + "." + version.getInt(12);
    }
  }

  private static String architecture() {
    // winnt.h IMAGE_FILE_MACHINE_…; an emulated process is told of x64 by GetNativeSystemInfo.
    return switch (nativeMachine()) {
      case 0xAA64 -> "arm64";
      case 0x8664 -> "x64";
      case 0x14C -> "x86";
      default -> architectureBefore1709();
    };
  }

  private static int nativeMachine() {
    try (Memory machines = new Memory(4)) {
      return Kernel32Wow64.IsWow64Process2(CURRENT_PROCESS, machines, machines.share(2))
          ? machines.getShort(2) & 0xFFFF
          : 0;
    } catch (LinkageError e) {
      return 0;
    }
  }

  private static String architectureBefore1709() {
    try (Memory info = new Memory(48)) {
      Kernel32Machine.GetNativeSystemInfo(info);
      // PROCESSOR_ARCHITECTURE_…
      return switch (info.getShort(0)) {
        case 9 -> "x64";
        case 12 -> "arm64";
        case 0 -> "x86";
        default -> "unknown";
      };
    }
  }
}
