package org.fettle.windows.jna;

import com.sun.jna.LastErrorException;
import java.util.function.Supplier;
import org.fettle.windows.WindowsException;

/**
 * The boundary where JNA's own failures end. A function that this Windows has not is an {@link
 * UnsatisfiedLinkError}, a bad pointer inside Windows an {@link Error} "Invalid memory access",
 * what JNA's platform classes were refused a {@link LastErrorException}, what they could make
 * nothing of an {@link IllegalArgumentException}: all of them mean that one thing could not be
 * read, not that the agent must end.
 */
final class NativeCalls {
  // winerror.h: the upper half of an HRESULT that carries a Win32 code
  private static final int FACILITY_WIN32 = 0x8007;

  private NativeCalls() {}

  static <T> T guarded(String act, Object thing, Supplier<T> calls) {
    try {
      return calls.get();
    } catch (Error | LastErrorException | IllegalArgumentException e) {
      throw failure(act, thing, e);
    }
  }

  /** What such a failure means above the seam. A virtual machine that is at its end is not kept. */
  static WindowsException failure(String act, Object thing, Throwable cause) {
    if (cause instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    WindowsException failure =
        cause instanceof LastErrorException refused
            ? WindowsException.failed(act, thing.toString(), win32(refused.getErrorCode()))
            : WindowsException.broken(
                "Cannot " + act + " " + thing + ": " + cause.getMessage() + ".");
    failure.addSuppressed(cause);
    return failure;
  }

  private static int win32(int code) {
    return code >>> 16 == FACILITY_WIN32 ? code & 0xFFFF : code;
  }

  /**
   * Whatever follows on an act that Windows has accepted, such as looking whether it came about. A
   * failure there does not mean that nothing was done.
   *
   * @param accepted what was done, as the beginning of a sentence
   * @throws WindowsException UNKNOWN, whatever failed
   */
  static <T> T afterwards(String accepted, Supplier<T> calls) {
    try {
      return calls.get();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      WindowsException unknown =
          WindowsException.unknown(
              accepted + ", but whether that came about is not known: " + e.getMessage());
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
