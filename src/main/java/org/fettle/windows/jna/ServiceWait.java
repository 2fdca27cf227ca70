package org.fettle.windows.jna;

import java.time.Duration;
import java.util.function.IntPredicate;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.ServiceCalls.Status;

/**
 * Waits for a service to come to a state; all waits of one together take no longer than the
 * patience, whatever the service says of its progress.
 */
final class ServiceWait {
  // "Do not wait longer than the wait hint. A good interval is one-tenth of the wait hint"
  // (Microsoft,
  // "Starting a Service"), within bounds of our own.
  private static final long SHORTEST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1000;

  private final ServiceCalls service;
  private final long deadline;

  ServiceWait(ServiceCalls service, Duration patience) {
    this.service = service;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Waits until it is no longer in that state; answers how it is then, or when patience is over.
   */
  Status whileIn(int state) {
    return until(now -> now != state);
  }

  /** Waits until it is in that state; answers how it is then, or when patience is over. */
  Status until(int state) {
    return until(now -> now == state);
  }

  private Status until(IntPredicate arrived) {
    Status status = service.status();
    while (!arrived.test(status.state()) && System.nanoTime() < deadline) {
      long tenth = Integer.toUnsignedLong(status.waitHint()) / 10;
      sleep(Math.clamp(tenth, SHORTEST_MILLIS, LONGEST_MILLIS));
      status = service.status();
    }
    return status;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WindowsException.broken("Waiting for a service was interrupted.");
    }
  }
}
