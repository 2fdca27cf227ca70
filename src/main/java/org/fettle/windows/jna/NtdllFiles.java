package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The file functions of ntdll.dll: Win32 can open a file by a handle and a name below it only
 * through these. They are documented (as Zw…, in the Windows driver kit; NtCreateFile in winternl.h
 * too) and answer an NTSTATUS. Handles and addresses are plain numbers, 0 is NULL.
 */
final class NtdllFiles {
  // winnt.h
  static final int FILE_READ_DATA = 0x1;
  static final int FILE_WRITE_DATA = 0x2;
  static final int FILE_TRAVERSE = 0x20;
  static final int FILE_READ_ATTRIBUTES = 0x80;
  static final int FILE_WRITE_ATTRIBUTES = 0x100;
  static final int DELETE = 0x1_0000;
  static final int READ_CONTROL = 0x2_0000;
  static final int WRITE_DAC = 0x4_0000;
  static final int WRITE_OWNER = 0x8_0000;
  static final int SYNCHRONIZE = 0x10_0000;
  static final int SHARE_READ = 1;
  static final int SHARE_WRITE = 2;
  static final int SHARE_DELETE = 4;
  static final int ATTRIBUTE_READONLY = 0x1;
  static final int ATTRIBUTE_DIRECTORY = 0x10;
  static final int ATTRIBUTE_REPARSE_POINT = 0x400;
  static final int ATTRIBUTE_ENCRYPTED = 0x4000;

  // ntifs.h: create dispositions and options
  static final int FILE_OPEN = 1;
  static final int FILE_CREATE = 2;
  static final int FILE_NON_DIRECTORY_FILE = 0x40;
  static final int FILE_SYNCHRONOUS_IO_NONALERT = 0x20;
  static final int FILE_COMPLETE_IF_OPLOCKED = 0x100;
  static final int FILE_OPEN_REPARSE_POINT = 0x20_0000;

  // ntifs.h: FILE_INFORMATION_CLASS
  static final int DIRECTORY_INFORMATION = 1;
  static final int BASIC_INFORMATION = 4;
  static final int STANDARD_INFORMATION = 5;
  static final int RENAME_INFORMATION = 10;
  static final int DISPOSITION_INFORMATION = 13;
  static final int STREAM_INFORMATION = 22;
  static final int DISPOSITION_INFORMATION_EX = 64;
  static final int RENAME_INFORMATION_EX = 65;

  // ntifs.h: OBJECT_INFORMATION_CLASS
  static final int OBJECT_NAME_INFORMATION = 1;

  // ntstatus.h
  static final int SUCCESS = 0;
  static final int OPLOCK_BREAK_IN_PROGRESS = 0x108;
  static final int BUFFER_OVERFLOW = 0x8000_0005;
  static final int NO_MORE_FILES = 0x8000_0006;
  static final int NOT_IMPLEMENTED = 0xC000_0002;
  static final int INVALID_INFO_CLASS = 0xC000_0003;
  static final int INVALID_PARAMETER = 0xC000_000D;
  static final int NO_SUCH_FILE = 0xC000_000F;
  static final int END_OF_FILE = 0xC000_0011;
  static final int BUFFER_TOO_SMALL = 0xC000_0023;
  static final int OBJECT_NAME_NOT_FOUND = 0xC000_0034;
  static final int OBJECT_PATH_NOT_FOUND = 0xC000_003A;
  static final int DELETE_PENDING = 0xC000_0056;
  static final int NOT_SUPPORTED = 0xC000_00BB;
  static final int NOT_A_DIRECTORY = 0xC000_0103;
  static final int CANNOT_DELETE = 0xC000_0121;

  static {
    Native.register(NtdllFiles.class, NativeLibrary.getInstance("ntdll"));
  }

  private NtdllFiles() {}

  static native int NtCreateFile(
      long handle,
      int access,
      long attributes,
      long ioStatus,
      long allocationSize,
      int fileAttributes,
      int share,
      int disposition,
      int options,
      long extended,
      int extendedLength);

  static native int NtQueryInformationFile(
      long file, long ioStatus, long information, int length, int informationClass);

  static native int NtSetInformationFile(
      long file, long ioStatus, long information, int length, int informationClass);

  static native int NtQueryDirectoryFile(
      long folder,
      long event,
      long apc,
      long apcContext,
      long ioStatus,
      long information,
      int length,
      int informationClass,
      byte single,
      long name,
      byte restart);

  static native int NtReadFile(
      long file,
      long event,
      long apc,
      long apcContext,
      long ioStatus,
      long buffer,
      int length,
      long offset,
      long key);

  static native int NtWriteFile(
      long file,
      long event,
      long apc,
      long apcContext,
      long ioStatus,
      long buffer,
      int length,
      long offset,
      long key);

  static native int NtFlushBuffersFile(long file, long ioStatus);

  static native int NtQuerySecurityObject(
      long handle, int information, long descriptor, int length, long needed);

  static native int NtSetSecurityObject(long handle, int information, long descriptor);

  static native int NtQueryObject(
      long handle, int informationClass, long information, int length, long needed);

  static native int NtClose(long handle);
}
