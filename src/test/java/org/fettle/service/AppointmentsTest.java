package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Appointments as Quartz keeps them. */
@Timeout(60)
class AppointmentsTest {
  private final Semaphore done = new Semaphore(0);

  private void doneAgain(Consumer<Appointments> duringTheFirst) throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    Appointments[] kept = new Appointments[1];
    try (Appointments appointments =
        new Appointments(
            Map.of(
                "task",
                () -> {
                  if (count.incrementAndGet() == 1) {
                    duringTheFirst.accept(kept[0]);
                  }
                  done.release();
                }))) {
      kept[0] = appointments;
      appointments.start();
      for (int i = 1; i <= 20; i++) {
        count.set(0);
        appointments.once("task", "reason", Instant.now());
        assertThat(done.tryAcquire(2, 5, TimeUnit.SECONDS)).as("round " + i).isTrue();
      }
    }
  }

  @Test
  void whatIsAppointedForTheSameReasonWhileItIsDoneIsDoneAgain() throws Exception {
    doneAgain(appointments -> appointments.once("task", "reason", Instant.now()));
  }

  @Test
  void whatCannotBeDoneAtItsTimeIsDoneAsSoonAsItCan() throws Exception {
    CountDownLatch untilLater = new CountDownLatch(1);
    Runnable busy =
        () -> {
          try {
            untilLater.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Appointments appointments =
        new Appointments(Map.of("one", busy, "other", busy, "daily", done::release))) {
      appointments.start();
      appointments.once("one", "reason", Instant.now());
      appointments.once("other", "reason", Instant.now());
      appointments.every("daily", Duration.ofMillis(500), Duration.ofDays(1));
      Thread.sleep(6_500); // Quartz takes it for missed after five seconds.
      assertThat(done.availablePermits()).isZero();
      untilLater.countDown();
      assertThat(done.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatIsAppointedInTurnsAnewComesByTheNewTimes() throws Exception {
    try (Appointments appointments = new Appointments(Map.of("daily", done::release))) {
      appointments.start();
      appointments.every("daily", Duration.ofDays(2_000), Duration.ofDays(1));
      appointments.every("daily", Duration.ofMillis(10), Duration.ofDays(1));
      assertThat(done.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoHasNothingToDoEndsAtOnce() throws Exception {
    long shortest = Long.MAX_VALUE; // the machine may be busy
    for (int i = 0; i < 5; i++) {
      Appointments appointments = new Appointments(Map.of("task", done::release));
      appointments.start();
      appointments.once("task", "reason", Instant.now());
      done.acquire();
      Thread.sleep(100);
      long begin = System.nanoTime();
      appointments.close();
      shortest = Math.min(shortest, System.nanoTime() - begin);
    }
    assertThat(Duration.ofNanos(shortest)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void soIsWhatIsAppointedForALittleLater() throws Exception {
    doneAgain(appointments -> appointments.once("task", "reason", Instant.now().plusMillis(30)));
  }
}
