package org.fettle.windows.jna;

import java.nio.file.Path;
import org.fettle.windows.OwnInstallation.Trust;

/**
 * The signature in a program file, as Windows judges it with what this machine knows: no window, no
 * network, no list of revoked certificates.
 */
final class FileSignature {
  // WINTRUST_ACTION_GENERIC_VERIFY_V2, {00AAC56B-CD44-11D0-8CC2-00C04FC295EE}
  private static final long ACTION_LOW = 0x11D0CD44_00AAC56BL;
  private static final long ACTION_HIGH = 0xEE95C24F_C000C28CL;

  private static final long NO_WINDOW = -1; // INVALID_HANDLE_VALUE: nobody is there

  // WINTRUST_FILE_INFO and WINTRUST_DATA of 64-bit Windows
  private static final int FILE_SIZE = 32;
  private static final int DATA_SIZE = 88;
  private static final int UI_CHOICE = 24;
  private static final int REVOCATION = 28;
  private static final int UNION_CHOICE = 32;
  private static final int FILE = 40;
  private static final int STATE_ACTION = 48;
  private static final int FLAGS = 72;

  private FileSignature() {}

  static Trust of(Path program) {
    return NativeCalls.guarded(
        "look at", "the signature of " + program, () -> trust(verified(program.toString())));
  }

  private static int verified(String path) {
    NativeBlock name = new NativeBlock(2 * path.length() + 2);
    name.putText(path);
    NativeBlock action = new NativeBlock(16);
    action.putLong(0, ACTION_LOW);
    action.putLong(8, ACTION_HIGH);
    NativeBlock file = NativeBlock.zeroed(FILE_SIZE);
    file.putInt(0, FILE_SIZE);
    file.putLong(8, name.address());
    NativeBlock data = NativeBlock.zeroed(DATA_SIZE);
    data.putInt(0, DATA_SIZE);
    data.putInt(UI_CHOICE, Wintrust.UI_NONE);
    data.putInt(REVOCATION, Wintrust.REVOKE_NONE);
    data.putInt(UNION_CHOICE, Wintrust.CHOICE_FILE);
    data.putLong(FILE, file.address());
    data.putInt(STATE_ACTION, Wintrust.STATE_VERIFY);
    data.putInt(FLAGS, Wintrust.REVOCATION_CHECK_NONE | Wintrust.CACHE_ONLY_URL_RETRIEVAL);
    return NativeBlock.during(
        () -> {
          int result = Wintrust.WinVerifyTrust(NO_WINDOW, action.address(), data.address());
          data.putInt(STATE_ACTION, Wintrust.STATE_CLOSE);
          Wintrust.WinVerifyTrust(NO_WINDOW, action.address(), data.address());
          return result;
        },
        name,
        action,
        file,
        data);
  }

  private static Trust trust(int result) {
    return switch (result) {
      case 0 -> Trust.VALID;
      case Wintrust.NO_SIGNATURE, Wintrust.SUBJECT_FORM_UNKNOWN, Wintrust.PROVIDER_UNKNOWN ->
          Trust.UNSIGNED;
      case Wintrust.BAD_DIGEST -> Trust.CHANGED;
      case Wintrust.EXPLICIT_DISTRUST, Wintrust.REVOKED -> Trust.DISTRUSTED;
      default -> Trust.UNKNOWN;
    };
  }
}
