package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the machine has joined a domain. Windows PE has no netapi32.dll, so this stands apart.
 */
final class Netapi32Join {
  /** lmjoin.h, NetSetupDomainName. */
  static final int DOMAIN = 3;

  static {
    Native.register(Netapi32Join.class, NativeLibrary.getInstance("netapi32"));
  }

  private Netapi32Join() {}

  static native int NetGetJoinInformation(
      @Nullable Pointer server, Pointer name, Pointer joinStatus);

  static native int NetApiBufferFree(Pointer buffer);
}
