package org.fettle.windows.jna;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Our end of an anonymous pipe. One thread reads or writes; another may close it meanwhile, which
 * breaks off what waits: not even a stranger who got hold of the other end can keep us waiting.
 */
final class PipeEnd implements AutoCloseable {
  private static final int SIZE = 1 << 16;
  private static final int BROKEN_PIPE = 109;
  private static final int TRIES = 200;
  private static final int PAUSE = 10;

  private final long handle;
  private final NativeBlock buffer = new NativeBlock(SIZE);
  private final NativeBlock count = new NativeBlock(8);

  private boolean closed;
  private boolean released;

  private boolean busy;

  /** A handle of the thread that is in a call. */
  private long waiting;

  /** Takes the handle over. */
  PipeEnd(long handle) {
    this.handle = handle;
  }

  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        return length == 0 ? 0 : receive(bytes, from, length);
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int done = 0;
        while (done < length) {
          done += send(bytes, from + done, Math.min(SIZE, length - done));
        }
      }
    };
  }

  private int receive(byte[] bytes, int from, int length) throws IOException {
    int wanted = Math.min(SIZE, length);
    enter();
    try {
      if (!Kernel32Process.ReadFile(handle, buffer.address(), wanted, count.address(), 0)) {
        return ended("read from");
      }
      byte[] read = buffer.getBytes(count.getInt(0));
      System.arraycopy(read, 0, bytes, from, read.length);
      return read.length;
    } finally {
      leave();
    }
  }

  private int send(byte[] bytes, int from, int length) throws IOException {
    buffer.putBytes(Arrays.copyOfRange(bytes, from, from + length));
    enter();
    try {
      if (!Kernel32Process.WriteFile(handle, buffer.address(), length, count.address(), 0)) {
        throw new IOException("Cannot write to a pipe (" + Native.getLastError() + ").");
      }
      return count.getInt(0);
    } finally {
      leave();
    }
  }

  private int ended(String act) throws IOException {
    int code = Native.getLastError();
    if (code == BROKEN_PIPE) {
      return -1;
    }
    throw new IOException("Cannot " + act + " a pipe (" + code + ").");
  }

  private synchronized void enter() throws IOException {
    if (closed) {
      throw new IOException("The pipe was closed.");
    }
    busy = true;
    waiting =
        Kernel32Process.OpenThread(
            Kernel32Process.THREAD_TERMINATE, false, Kernel32Process.GetCurrentThreadId());
  }

  private synchronized void leave() {
    Kernel32Process.CloseHandle(waiting);
    busy = false;
    release();
  }

  // A handle that is in use is never closed: its number may mean another thing at once.
  private synchronized void release() {
    if (closed && !released && !busy) {
      released = true;
      Kernel32Process.CloseHandle(handle);
    }
  }

  /** {@inheritDoc} Where a call cannot be broken off, its thread lets go of the pipe later. */
  @Override
  public void close() {
    for (int i = 0; i < TRIES && !brokenOff(); i++) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized boolean brokenOff() {
    closed = true;
    release();
    if (!released) {
      Kernel32Process.CancelSynchronousIo(waiting);
    }
    return released;
  }
}
