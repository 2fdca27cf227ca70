package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What shell32.dll tells of folders. */
final class Shell32Folders {
  static {
    Native.register(Shell32Folders.class, NativeLibrary.getInstance("shell32"));
  }

  private Shell32Folders() {}

  /** {@code SHGetKnownFolderPath}; the text it answers is freed by {@link Ole32Memory}. */
  static native int SHGetKnownFolderPath(
      Pointer id, int flags, @Nullable Pointer token, Pointer path);
}
