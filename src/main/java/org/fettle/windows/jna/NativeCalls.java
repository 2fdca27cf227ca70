package org.fettle.windows.jna;

import java.util.function.Supplier;
import org.fettle.windows.WindowsException;

/**
 * The boundary where JNA's own failures end. A function that this Windows has not is an {@link
 * UnsatisfiedLinkError}, a bad pointer inside Windows an {@link Error} "Invalid memory access":
 * both mean that one thing could not be read, not that the agent must end.
 */
final class NativeCalls {
  private NativeCalls() {}

  static <T> T guarded(String act, Object thing, Supplier<T> calls) {
    try {
      return calls.get();
    } catch (Error e) {
      throw failure(act, thing, e);
    }
  }

  /** What such an error means above the seam. A virtual machine that is at its end is not kept. */
  static WindowsException failure(String act, Object thing, Error error) {
    if (error instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    WindowsException failure =
        WindowsException.broken("Cannot " + act + " " + thing + ": " + error.getMessage() + ".");
    failure.addSuppressed(error);
    return failure;
  }
}
