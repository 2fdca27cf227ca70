package org.fettle.windows.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

/** A thread in the place of the process in a user's session. */
final class PipedSession implements SessionLink {
  /** As a pipe of Windows that nobody reads would fill. */
  private static final int PIPE = 1_024;

  private final PipedOutputStream requests = new PipedOutputStream();
  private final PipedInputStream answers = new PipedInputStream(PIPE);
  private final Thread thread;
  private volatile boolean closed;

  /** What the process does. */
  interface Program {
    void run(InputStream requests, OutputStream answers) throws IOException, InterruptedException;
  }

  PipedSession(Program program) {
    try {
      PipedInputStream in = new PipedInputStream(requests, PIPE);
      PipedOutputStream out = new PipedOutputStream(answers);
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (in;
                    out) {
                  program.run(in, out);
                } catch (IOException | InterruptedException e) {
                  Thread.currentThread().interrupt(); // It was ended.
                }
              });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public OutputStream requests() {
    return requests;
  }

  @Override
  public InputStream answers() {
    return answers;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      requests.close();
      answers.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
