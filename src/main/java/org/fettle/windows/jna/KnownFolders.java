package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where Windows says its known folders are, by the environment variables that stand for them. */
final class KnownFolders {
  // knownfolders.h
  private static final String PROGRAM_DATA = "{62AB5D82-FDC1-4DC3-A9DD-070D1D495D97}";
  private static final Map<String, String> OF_USER =
      Map.of(
          "USERPROFILE", "{5E6C858F-0E22-4760-9AFE-EA3317B67173}",
          "APPDATA", "{3EB685DB-65F9-4CF6-A03A-E3EF65729F3D}",
          "LOCALAPPDATA", "{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}");

  private static final Map<String, String> OF_MACHINE =
      Map.of(
          "PROGRAMDATA", PROGRAM_DATA,
          "PROGRAMFILES", "{905E63B6-C1BF-494E-B29C-65B732D3D21A}",
          "PROGRAMFILES(X86)", "{7C5A40EF-A0FB-4BFC-874A-C0F2E0B9FA8E}",
          "PUBLIC", "{DFDF76A2-C82A-4D63-906A-5644AC457385}",
          "SYSTEMROOT", "{F38BF404-1D43-42F2-9305-67DE0B28FC23}",
          "WINDIR", "{F38BF404-1D43-42F2-9305-67DE0B28FC23}");

  private KnownFolders() {}

  /** Those of the account this process runs as. */
  static Map<String, String> ofSelf() {
    return folders(OF_USER);
  }

  /** Those that are the same for everyone. */
  static Map<String, String> ofMachine() {
    return folders(OF_MACHINE);
  }

  /** Where the data of programs lies; empty where Windows does not say. */
  static Optional<String> programData() {
    return NativeCalls.guarded(
        "look up",
        "the folder of program data",
        () -> Optional.of(folder(PROGRAM_DATA)).filter(one -> !one.isEmpty()));
  }

  private static Map<String, String> folders(Map<String, String> ids) {
    return NativeCalls.guarded(
        "look up",
        "the known folders",
        () -> {
          Map<String, String> folders = new LinkedHashMap<>();
          ids.forEach((variable, id) -> {
            String folder = folder(id);
            if (!folder.isEmpty()) {
              folders.put(variable, folder);
            }
          });
          return folders;
        });
  }

  // Empty where there is no such folder; the variable then stays what it is.
  private static String folder(String id) {
    try (Memory guid = guid(id);
        Memory path = new Memory(8)) {
      path.setLong(0, 0);
      int result = Shell32Folders.SHGetKnownFolderPath(guid, 0, null, path);
      Pointer text = path.getPointer(0);
      if (text == null) {
        return "";
      }
      try {
        return result == 0 ? text.getWideString(0) : "";
      } finally {
        Ole32Memory.CoTaskMemFree(text); // as documented, after a failure too
      }
    }
  }

  /** As guiddef.h lays it out: three numbers in the machine's order, then eight bytes. */
  private static Memory guid(String id) {
    UUID uuid = UUID.fromString(id.substring(1, id.length() - 1));
    Memory guid = new Memory(16);
    guid.setInt(0, (int) (uuid.getMostSignificantBits() >>> 32));
    guid.setShort(4, (short) (uuid.getMostSignificantBits() >>> 16));
    guid.setShort(6, (short) uuid.getMostSignificantBits());
    guid.setLong(8, Long.reverseBytes(uuid.getLeastSignificantBits()));
    return guid;
  }
}
