package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The function of wintrust.dll that looks at the signature in a program file. */
final class Wintrust {
  // wintrust.h
  static final int UI_NONE = 2;
  static final int REVOKE_NONE = 0;
  static final int CHOICE_FILE = 1;
  static final int STATE_VERIFY = 1;
  static final int STATE_CLOSE = 2;
  static final int REVOCATION_CHECK_NONE = 0x10;
  static final int CACHE_ONLY_URL_RETRIEVAL = 0x1000;

  // winerror.h
  static final int PROVIDER_UNKNOWN = 0x800B0001;
  static final int SUBJECT_FORM_UNKNOWN = 0x800B0003;
  static final int NO_SIGNATURE = 0x800B0100;
  static final int REVOKED = 0x800B010C;
  static final int EXPLICIT_DISTRUST = 0x800B0111;
  static final int BAD_DIGEST = 0x80096010;

  static {
    Native.register(Wintrust.class, NativeLibrary.getInstance("wintrust"));
  }

  private Wintrust() {}

  static native int WinVerifyTrust(long window, long action, long data);
}
