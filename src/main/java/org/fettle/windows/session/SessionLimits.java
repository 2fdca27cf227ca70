package org.fettle.windows.session;

import java.time.Duration;

/**
 * How far the process in a user's session is followed.
 *
 * @param largestMessage the most bytes of one message
 * @param mostBytes the most bytes of all its answers
 * @param start how long it may take to start and say whose it is
 * @param answer how long it may take for each answer
 */
public record SessionLimits(int largestMessage, long mostBytes, Duration start, Duration answer) {
  /** A Java program may need a minute to start while a whole machine is starting. */
  public static final SessionLimits USUAL =
      new SessionLimits(8 << 20, 256 << 20, Duration.ofSeconds(90), Duration.ofSeconds(30));
}
