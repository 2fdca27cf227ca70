package org.fettle.service;

import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.spi.ThreadPool;

/**
 * The threads that appointments are kept on: at most so many at once, one for each appointment and
 * gone with it. An idle service holds none, and stops at once: the threads of Quartz' own pool look
 * only twice a second whether they are to end, and an installer that does not wait for that finds
 * the old service in its way. Where Windows gives no thread, the work is done on the one that asks:
 * late is better than never. Public for Quartz, which calls it by reflection.
 */
public final class Workers implements ThreadPool {
  private final int most;
  private final ThreadFactory threads;
  private final Semaphore free;
  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean ended;

  Workers(int most) {
    this(most, Thread::new);
  }

  /** The same, on threads of that make. */
  Workers(int most, ThreadFactory threads) {
    this.most = most;
    this.threads = threads;
    this.free = new Semaphore(most);
  }

  @Override
  public boolean runInThread(Runnable work) {
    free.acquireUninterruptibly();
    if (ended) {
      free.release();
      return false;
    }
    Runnable counted =
        () -> {
          try {
            work.run();
          } finally {
            free.release();
          }
        };
    Thread thread = threads.newThread(counted);
    thread.setName("work-" + number.incrementAndGet());
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) { // "unable to create native thread"
      counted.run();
    }
    return true;
  }

  @Override
  public int blockForAvailableThreads() {
    free.acquireUninterruptibly();
    free.release();
    return Math.max(1, free.availablePermits());
  }

  @Override
  public void shutdown(boolean wait) {
    ended = true;
    if (wait) {
      free.acquireUninterruptibly(most);
      free.release(most);
    }
  }

  @Override
  public int getPoolSize() {
    return most;
  }

  @Override
  public void initialize() {
    // There is nothing to make beforehand.
  }

  @Override
  public void setInstanceId(String id) {
    // Its threads bear their own names.
  }

  @Override
  public void setInstanceName(String name) {
    // Its threads bear their own names.
  }
}
