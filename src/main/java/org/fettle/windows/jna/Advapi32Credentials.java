package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of advapi32.dll for Credential Manager, and where {@code CREDENTIALW} has what in a
 * 64-bit process (wincred.h): flags, type, target, comment, last written, size and address of the
 * secret, persistence, attributes, alias, user name; 80 bytes in all. The vault is always that of
 * the account the calling thread runs as.
 */
final class Advapi32Credentials {
  static final int TYPE = 4;
  static final int TARGET = 8;
  static final int LAST_WRITTEN = 24;
  static final int SECRET_SIZE = 32;
  static final int SECRET = 40;
  static final int PERSISTENCE = 48;
  static final int USER_NAME = 72;

  static {
    Native.register(Advapi32Credentials.class, NativeLibrary.getInstance("advapi32"));
  }

  private Advapi32Credentials() {}

  static native boolean CredEnumerateW(
      @Nullable Pointer filter, int flags, Pointer count, Pointer credentials);

  static native boolean CredDeleteW(Pointer target, int type, int flags);

  static native void CredFree(Pointer buffer);
}
