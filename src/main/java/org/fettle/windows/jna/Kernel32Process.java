package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of kernel32.dll for starting a process that is held in a job, and for anonymous
 * pipes. A handle and an address are plain numbers, 0 is NULL.
 */
final class Kernel32Process {
  // winbase.h
  static final int HANDLE_FLAG_INHERIT = 0x1;
  static final int CREATE_SUSPENDED = 0x4;
  static final int DETACHED_PROCESS = 0x8;
  static final int CREATE_UNICODE_ENVIRONMENT = 0x400;
  static final int EXTENDED_STARTUPINFO_PRESENT = 0x80000;
  static final long PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x20002;

  // winnt.h
  static final int THREAD_TERMINATE = 0x1;
  static final int JOB_EXTENDED_LIMITS = 9;

  static {
    Native.register(Kernel32Process.class, NativeLibrary.getInstance("kernel32"));
  }

  private Kernel32Process() {}

  static native boolean CreatePipe(long readEnd, long writeEnd, long security, int size);

  static native boolean SetHandleInformation(long handle, int mask, int flags);

  static native boolean ReadFile(long file, long buffer, int size, long read, long overlapped);

  static native boolean WriteFile(long file, long buffer, int size, long written, long overlapped);

  static native boolean CloseHandle(long handle);

  static native int GetCurrentThreadId();

  static native long OpenThread(int access, boolean inherit, int id);

  static native boolean CancelSynchronousIo(long thread);

  static native long CreateJobObjectW(long security, long name);

  static native boolean SetInformationJobObject(long job, int what, long info, int size);

  static native boolean AssignProcessToJobObject(long job, long process);

  static native boolean TerminateJobObject(long job, int exitCode);

  static native boolean TerminateProcess(long process, int exitCode);

  static native int WaitForSingleObject(long handle, int milliseconds);

  static native int ResumeThread(long thread);

  static native boolean InitializeProcThreadAttributeList(
      long list, int count, int flags, long size);

  static native boolean UpdateProcThreadAttribute(
      long list, int flags, long attribute, long value, long size, long previous, long returned);

  static native void DeleteProcThreadAttributeList(long list);
}
