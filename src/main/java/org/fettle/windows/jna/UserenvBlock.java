package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The functions of userenv.dll that put the environment of a user together. */
final class UserenvBlock {
  static {
    Native.register(UserenvBlock.class, NativeLibrary.getInstance("userenv"));
  }

  private UserenvBlock() {}

  static native boolean CreateEnvironmentBlock(long result, long token, boolean inherit);

  static native boolean DestroyEnvironmentBlock(long block);
}
