package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** What only ntdll.dll has. */
final class Ntdll {
  static {
    Native.register(Ntdll.class, NativeLibrary.getInstance("ntdll"));
  }

  private Ntdll() {}

  /**
   * Removes the key behind a handle (documented as ZwDeleteKey). RegDeleteKeyEx takes a name and
   * looks it up once more, and by then a link may stand in its place.
   */
  static native int NtDeleteKey(long key);

  /** Tells of the key behind a handle (documented as ZwQueryKey); Win32 does not tell its name. */
  static native int NtQueryKey(
      long key, int informationClass, long information, int length, long resultLength);

  /** The Win32 code of an NTSTATUS. */
  static native int RtlNtStatusToDosError(int status);

  /** The true version; GetVersionEx tells a program without a manifest of an older one. */
  static native int RtlGetVersion(Pointer version);
}
