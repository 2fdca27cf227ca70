package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads that appointments are kept on. */
@Timeout(60)
class WorkersTest {
  private final Workers workers = new Workers(2);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Semaphore begun = new Semaphore(0);

  private void waiting() {
    begun.release();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aThreadIsGoneWithItsWork() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    assertThat(
            workers.runInThread(() -> {
              thread.set(Thread.currentThread());
              begun.release();
            }))
        .isTrue();
    begun.acquire();
    thread.get().join();
    assertThat(thread.get().isDaemon()).isTrue();
    assertThat(workers.blockForAvailableThreads()).isEqualTo(2);
  }

  @Test
  void theThirdWaitsForOneOfTwo() throws Exception {
    workers.runInThread(this::waiting);
    assertThat(workers.blockForAvailableThreads()).isEqualTo(1);
    workers.runInThread(this::waiting);
    begun.acquire(2);
    Thread third = new Thread(() -> workers.runInThread(begun::release));
    third.start();
    assertThat(begun.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
    end.countDown();
    assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workThatThrowsGivesItsPlaceBack() {
    for (int i = 0; i < 5; i++) {
      workers.runInThread(() -> {
        Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
        throw new IllegalStateException("on purpose");
      });
    }
    workers.shutdown(true);
    assertThat(workers.blockForAvailableThreads()).isEqualTo(2);
  }

  @Test
  void whereThereIsNoThreadTheWorkIsDoneByWhoAsks() {
    Workers without =
        new Workers(
            2,
            work ->
                new Thread(work) {
                  @Override
                  public void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                });
    AtomicReference<Thread> thread = new AtomicReference<>();
    assertThat(without.runInThread(() -> thread.set(Thread.currentThread()))).isTrue();
    assertThat(thread.get()).isEqualTo(Thread.currentThread());
    assertThat(without.blockForAvailableThreads()).isEqualTo(2);
  }

  @Test
  void theEndWaitsForWorkAndTakesNoMore() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    workers.runInThread(() -> {
      waiting();
      done.set(true);
    });
    begun.acquire();
    Thread ending = new Thread(() -> workers.shutdown(true));
    ending.start();
    ending.join(200);
    assertThat(ending.isAlive()).isTrue();
    end.countDown();
    ending.join();
    assertThat(done).isTrue();
    assertThat(workers.runInThread(begun::release)).isFalse();
  }
}
