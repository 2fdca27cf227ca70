package org.fettle.windows.jna;

import org.fettle.windows.jna.FileCalls.Refused;

/** What the native file functions answer. */
final class NtStatus {
  private static final int ERROR_DELETE_PENDING = 303;

  private NtStatus() {}

  /**
   * Goes on where the call succeeded.
   *
   * @throws Refused with the Win32 code, where it did not
   */
  static void refuse(int status) {
    if (status == NtdllFiles.DELETE_PENDING) {
      throw new Refused(ERROR_DELETE_PENDING); // else told as access denied
    }
    if (status < 0) {
      throw new Refused(Ntdll.RtlNtStatusToDosError(status));
    }
  }

  /** Whether it says that nothing is there. */
  static boolean isAbsent(int status) {
    return status == NtdllFiles.OBJECT_NAME_NOT_FOUND
        || status == NtdllFiles.OBJECT_PATH_NOT_FOUND
        || status == NtdllFiles.NO_SUCH_FILE
        || status == NtdllFiles.NOT_A_DIRECTORY;
  }

  /** Whether this Windows, or this file system, does not know what was asked of it. */
  static boolean isUnknownHere(int status) {
    return status == NtdllFiles.INVALID_PARAMETER
        || status == NtdllFiles.INVALID_INFO_CLASS
        || status == NtdllFiles.NOT_IMPLEMENTED
        || status == NtdllFiles.NOT_SUPPORTED;
  }
}
