package org.fettle.windows.jna;

import com.sun.jna.platform.win32.Guid.GUID;
import com.sun.jna.platform.win32.Ole32;
import com.sun.jna.platform.win32.Shell32;
import com.sun.jna.ptr.PointerByReference;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where Windows says its known folders are, by the environment variables that stand for them. */
final class KnownFolders {
  // knownfolders.h
  private static final Map<String, String> OF_USER =
      Map.of(
          "USERPROFILE", "{5E6C858F-0E22-4760-9AFE-EA3317B67173}",
          "APPDATA", "{3EB685DB-65F9-4CF6-A03A-E3EF65729F3D}",
          "LOCALAPPDATA", "{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}");

  private static final Map<String, String> OF_MACHINE =
      Map.of(
          "PROGRAMDATA", "{62AB5D82-FDC1-4DC3-A9DD-070D1D495D97}",
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
    PointerByReference path = new PointerByReference();
    int result = Shell32.INSTANCE.SHGetKnownFolderPath(new GUID(id), 0, null, path).intValue();
    try {
      return result == 0 ? path.getValue().getWideString(0) : "";
    } finally {
      if (path.getValue() != null) {
        Ole32.INSTANCE.CoTaskMemFree(path.getValue()); // as documented, after a failure too
      }
    }
  }
}
