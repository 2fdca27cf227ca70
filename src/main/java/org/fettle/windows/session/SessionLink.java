package org.fettle.windows.session;

import java.io.InputStream;
import java.io.OutputStream;

/** The two pipes to a process in a user's session. */
public interface SessionLink extends AutoCloseable {
  /** What is asked of it. */
  OutputStream requests();

  /** What it answers. */
  InputStream answers();

  /**
   * Ends the process at once; whoever reads or writes meanwhile gets an {@link
   * java.io.IOException}. May be called again.
   */
  @Override
  void close();
}
