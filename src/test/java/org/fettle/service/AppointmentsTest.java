package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
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
  void soIsWhatIsAppointedForALittleLater() throws Exception {
    doneAgain(appointments -> appointments.once("task", "reason", Instant.now().plusMillis(30)));
  }
}
