package org.fettle.windows.jna;

import com.sun.jna.Native;
import java.util.ArrayList;
import java.util.List;
import org.fettle.windows.WindowsException;

/** The handles opened on the way to something: closed again, but those that were handed over. */
final class NativeHandles implements AutoCloseable {
  private final String act;
  private final String thing;
  private final List<Long> open = new ArrayList<>();

  /** None yet; the texts say for what, should Windows refuse one. */
  NativeHandles(String act, String thing) {
    this.act = act;
    this.thing = thing;
  }

  /** A pipe that no process inherits. */
  record Pipe(long readEnd, long writeEnd) {}

  /** Fails with the last error where a call did not succeed. */
  void require(boolean success) {
    if (!success) {
      throw refused();
    }
  }

  /** The last error, as an exception. */
  WindowsException refused() {
    return WindowsException.failed(act, thing, Native.getLastError());
  }

  /** A handle that was opened just now; fails where it is none. */
  long add(long handle) {
    require(handle != 0);
    open.add(handle);
    return handle;
  }

  Pipe pipe() {
    NativeBlock ends = new NativeBlock(16);
    require(Kernel32Process.CreatePipe(ends.address(), ends.address() + 8, 0, 1 << 16));
    return new Pipe(add(ends.getLong(0)), add(ends.getLong(8)));
  }

  /** Whoever calls this closes the handle. */
  long handOver(long handle) {
    open.remove(handle);
    return handle;
  }

  @Override
  public void close() {
    open.forEach(Kernel32Process::CloseHandle);
    open.clear();
  }
}
