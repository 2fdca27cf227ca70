package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The function of advapi32.dll that starts a process as somebody else. */
final class Advapi32Process {
  static {
    Native.register(Advapi32Process.class, NativeLibrary.getInstance("advapi32"));
  }

  private Advapi32Process() {}

  static native boolean CreateProcessAsUserW(
      long token,
      long program,
      long commandLine,
      long processSecurity,
      long threadSecurity,
      boolean inherit,
      int flags,
      long environment,
      long folder,
      long startup,
      long process);
}
