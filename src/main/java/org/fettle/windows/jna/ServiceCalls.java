package org.fettle.windows.jna;

import org.fettle.windows.WindowsException;

/**
 * What Windows can be asked about one service, and told to do with it. Each call that is refused
 * throws {@link WindowsException}.
 */
interface ServiceCalls {
  /**
   * What a service is at the moment.
   *
   * @param exitCode why it stopped, its own code where it brings one
   */
  record Status(int state, int exitCode, int checkPoint, int waitHint) {}

  /** What is written down of a service. */
  record Config(boolean driver, int start, String title) {}

  Config config();

  /** Whether it starts a while after Windows has. */
  boolean isDelayed();

  Status status();

  void setStart(int start);

  void setDelayed(boolean delayed);

  /** Asks it to start; answers the Win32 code, 0 where it was taken. */
  int askToStart();

  /** Asks it to stop; answers the Win32 code, 0 where it was taken. */
  int askToStop();
}
