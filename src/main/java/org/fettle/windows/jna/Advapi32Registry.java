package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The registry functions of advapi32.dll, mapped directly, which makes a call cost what it costs in
 * C. A handle and an address are plain numbers here (Fettle runs in a 64-bit JVM), 0 is NULL. Each
 * function answers a Win32 code, so the last error is not needed.
 */
final class Advapi32Registry {
  // winreg.h: predefined handles are sign-extended 32-bit numbers.
  static final long HKEY_LOCAL_MACHINE = (int) 0x8000_0002L;
  static final long HKEY_USERS = (int) 0x8000_0003L;

  // winerror.h
  static final int SUCCESS = 0;
  static final int FILE_NOT_FOUND = 2;
  static final int PATH_NOT_FOUND = 3;
  static final int MORE_DATA = 234;
  static final int NO_MORE_ITEMS = 259;
  static final int KEY_DELETED = 1018;

  // winnt.h
  static final int KEY_QUERY_VALUE = 0x1;
  static final int KEY_SET_VALUE = 0x2;
  static final int KEY_CREATE_SUB_KEY = 0x4;
  static final int KEY_ENUMERATE_SUB_KEYS = 0x8;
  static final int KEY_NOTIFY = 0x10;
  static final int DELETE = 0x10000;
  static final int KEY_WOW64_64KEY = 0x100;
  static final int KEY_WOW64_32KEY = 0x200;
  static final int REG_OPTION_OPEN_LINK = 0x8;
  static final int REG_LINK = 6;
  static final int REG_NOTIFY_CHANGE_NAME = 0x1;
  static final int REG_NOTIFY_CHANGE_LAST_SET = 0x4;
  static final int REG_NOTIFY_THREAD_AGNOSTIC = 0x1000_0000;

  static {
    Native.register(Advapi32Registry.class, NativeLibrary.getInstance("advapi32"));
  }

  private Advapi32Registry() {}

  static native int RegOpenKeyExW(long key, long path, int options, int access, long result);

  static native int RegCreateKeyExW(
      long key,
      long path,
      int reserved,
      long keyClass,
      int options,
      int access,
      long security,
      long result,
      long disposition);

  static native int RegQueryValueExW(
      long key, long name, long reserved, long type, long data, long size);

  static native int RegSetValueExW(
      long key, long name, int reserved, int type, long data, int size);

  static native int RegDeleteValueW(long key, long name);

  static native int RegEnumKeyExW(
      long key,
      int index,
      long name,
      long nameLength,
      long reserved,
      long keyClass,
      long classLength,
      long lastWritten);

  static native int RegEnumValueW(
      long key,
      int index,
      long name,
      long nameLength,
      long reserved,
      long type,
      long data,
      long size);

  static native int RegQueryInfoKeyW(
      long key,
      long keyClass,
      long classLength,
      long reserved,
      long subkeys,
      long longestSubkey,
      long longestClass,
      long values,
      long longestName,
      long longestData,
      long securitySize,
      long lastWritten);

  static native int RegNotifyChangeKeyValue(
      long key, boolean subtree, int filter, long event, boolean asynchronous);

  static native int RegCloseKey(long key);
}
