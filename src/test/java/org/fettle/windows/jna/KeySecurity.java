package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import java.util.Optional;
import org.fettle.windows.RegistryKey;

/** Access control lists of keys, for tests that need a key which refuses. */
final class KeySecurity {
  private static final int DACL_SECURITY_INFORMATION = 4;
  private static final int WRITE_DAC = 0x40000;

  private interface Security extends StdCallLibrary {
    Security ADVAPI32 = Native.load("advapi32", Security.class, W32APIOptions.DEFAULT_OPTIONS);

    boolean ConvertStringSecurityDescriptorToSecurityDescriptor(
        String text, int revision, PointerByReference descriptor, Pointer size);

    int RegOpenKeyEx(Pointer root, String path, int options, int access, Pointer result);

    int RegSetKeySecurity(Pointer key, int what, Pointer descriptor);

    int RegCloseKey(Pointer key);
  }

  private KeySecurity() {}

  /** Nobody may do anything with the key, but for its owner, who may always change that. */
  static void deny(RegistryKey key) {
    set(key, "D:P(D;;KRKWKX;;;WD)(A;;WDRCSD;;;WD)");
  }

  /** Everybody may do everything. */
  static void allowAll(RegistryKey key) {
    set(key, "D:P(A;;KA;;;WD)");
  }

  private static void set(RegistryKey key, String sddl) {
    RegistryAddress address = new Addresses(Optional.empty(), hive -> false).of(key);
    try (Memory result = new Memory(8)) {
      int code =
          Security.ADVAPI32.RegOpenKeyEx(
              new Pointer(address.root()),
              address.path(),
              0,
              WRITE_DAC | address.viewAccess(),
              result);
      if (code == Advapi32Registry.FILE_NOT_FOUND) {
        return;
      }
      check("open", code);
      PointerByReference descriptor = new PointerByReference();
      if (!Security.ADVAPI32.ConvertStringSecurityDescriptorToSecurityDescriptor(
          sddl, 1, descriptor, null)) {
        throw new AssertionError("SDDL " + sddl);
      }
      check(
          "set security",
          Security.ADVAPI32.RegSetKeySecurity(
              result.getPointer(0), DACL_SECURITY_INFORMATION, descriptor.getValue()));
      Kernel32.INSTANCE.LocalFree(descriptor.getValue());
      Security.ADVAPI32.RegCloseKey(result.getPointer(0));
    }
  }

  private static void check(String act, int code) {
    if (code != 0) {
      throw new AssertionError("Cannot " + act + ": " + code);
    }
  }
}
