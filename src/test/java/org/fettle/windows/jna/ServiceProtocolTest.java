package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fettle.windows.ServiceProgram;
import org.fettle.windows.jna.ServiceProtocol.Status;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Windows is told of a service, whatever the service does. */
@Timeout(20)
class ServiceProtocolTest {
  private static final Duration BEAT = Duration.ofMillis(20);

  // What these programs throw is on purpose. The field keeps the logger from being collected.
  private static final java.util.logging.Logger QUIET =
      java.util.logging.Logger.getLogger(ServiceProtocol.class.getName());

  @BeforeAll
  static void beQuiet() {
    QUIET.setLevel(java.util.logging.Level.OFF);
  }

  private final List<Status> told = new ArrayList<>();
  private final CountDownLatch halted = new CountDownLatch(1);
  private volatile boolean isDeaf;
  private final Scripted program = new Scripted();
  private final ServiceProtocol protocol = protocol(ServiceProtocol.START);

  private ServiceProtocol protocol(Duration start) {
    return new ServiceProtocol(
        program,
        new ServiceProtocol.Reports() {
          @Override
          public void report(Status status) {
            synchronized (told) {
              told.add(status);
            }
            if (isDeaf) {
              throw new IllegalStateException("Windows takes no report.");
            }
          }

          @Override
          public void halt() {
            halted.countDown();
          }
        },
        BEAT,
        start);
  }

  /** A program that stops when it is let go, and does before what a test wants. */
  private static final class Scripted implements ServiceProgram {
    private final CountDownLatch up = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final List<Occasion> occasions = new ArrayList<>();
    private Throwable failure;
    private boolean stopsAtOnce = true;
    private boolean hangsAtStart;

    @Override
    public void run(Runnable ready) throws Exception {
      if (hangsAtStart) {
        letGo.await();
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof Exception exception) {
        throw exception;
      }
      ready.run();
      up.countDown();
      letGo.await();
    }

    @Override
    public void stop() {
      if (stopsAtOnce) {
        letGo.countDown();
      }
    }

    @Override
    public void happened(Occasion occasion) {
      occasions.add(occasion);
    }
  }

  private Thread served() throws InterruptedException {
    Thread thread = new Thread(protocol::serve);
    thread.start();
    assertThat(program.up.await(10, TimeUnit.SECONDS)).isTrue();
    return thread;
  }

  private List<Status> told() {
    synchronized (told) {
      return List.copyOf(told);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        ServiceProtocol.CONTROL_STOP,
        ServiceProtocol.CONTROL_SHUTDOWN,
        ServiceProtocol.CONTROL_PRESHUTDOWN
      })
  void itStartsRunsAndStops(int control) throws Exception {
    Thread service = served();
    assertThat(protocol.control(control, 0)).isZero();
    service.join();
    assertThat(told().stream().map(Status::state).distinct())
        .containsExactly(
            ServiceProtocol.START_PENDING,
            ServiceProtocol.RUNNING,
            ServiceProtocol.STOP_PENDING,
            ServiceProtocol.STOPPED);
    assertThat(told().getLast()).isEqualTo(new Status(ServiceProtocol.STOPPED, 0, 0, 0, 0, 0));
  }

  @Test
  void itTakesControlsOnlyWhileItRuns() throws Exception {
    Thread service = served();
    protocol.control(ServiceProtocol.CONTROL_STOP, 0);
    service.join();
    // winsvc.h: STOP 1, SHUTDOWN 4, POWEREVENT 0x40, SESSIONCHANGE 0x80, PRESHUTDOWN 0x100
    assertThat(told())
        .extracting(Status::state, Status::accepted)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(ServiceProtocol.START_PENDING, 0),
            org.assertj.core.groups.Tuple.tuple(ServiceProtocol.RUNNING, 0x1C5),
            org.assertj.core.groups.Tuple.tuple(ServiceProtocol.STOP_PENDING, 0x104));
  }

  @Test
  void whileItStopsItSaysSoWithRisingCheckpoints() throws Exception {
    program.stopsAtOnce = false;
    Thread service = served();
    protocol.control(ServiceProtocol.CONTROL_STOP, 0);
    Thread.sleep(10 * BEAT.toMillis());
    program.letGo.countDown();
    service.join();
    List<Integer> checkpoints =
        told().stream()
            .filter(one -> one.state() == ServiceProtocol.STOP_PENDING)
            .map(Status::checkpoint)
            .toList();
    assertThat(checkpoints).hasSizeGreaterThan(2).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aStartThatTakesTooLongEndsTheProcess() throws Exception {
    program.hangsAtStart = true;
    Thread service = new Thread(protocol(Duration.ofMillis(200))::serve);
    service.start();
    assertThat(halted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(told().getLast())
        .isEqualTo(
            new Status(
                ServiceProtocol.STOPPED,
                0,
                ServiceProtocol.SERVICE_SPECIFIC_ERROR,
                ServiceProtocol.START_TOOK_TOO_LONG,
                0,
                0));
    program.letGo.countDown();
    service.join();
  }

  @Test
  void aServiceThatIsUpMayRunForLongerThanItsStart() throws Exception {
    Thread service = new Thread(protocol(Duration.ofMillis(200))::serve);
    service.start();
    assertThat(program.up.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(halted.await(500, TimeUnit.MILLISECONDS)).isFalse();
    program.letGo.countDown();
    service.join();
    assertThat(told().getLast()).isEqualTo(new Status(ServiceProtocol.STOPPED, 0, 0, 0, 0, 0));
  }

  @Test
  void aStopThatTakesTooLongEndsTheProcess() throws Exception {
    program.stopsAtOnce = false;
    Thread service = served();
    protocol.control(ServiceProtocol.CONTROL_STOP, 0); // a minute
    protocol.control(ServiceProtocol.CONTROL_SHUTDOWN, 0); // and now only seconds
    assertThat(halted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(told().getLast())
        .extracting(Status::state, Status::exitCode, Status::specificCode)
        .containsExactly(
            ServiceProtocol.STOPPED,
            ServiceProtocol.SERVICE_SPECIFIC_ERROR,
            ServiceProtocol.STOP_TOOK_TOO_LONG);
    program.letGo.countDown();
    service.join();
  }

  @Test
  void aStopIsPassedOnAndTimedWhetherOrNotWindowsTakesReports() throws Exception {
    Thread service = served();
    service.setUncaughtExceptionHandler((thread, e) -> {}); // the host halts the process for it
    isDeaf = true;
    protocol.control(ServiceProtocol.CONTROL_STOP, 0);
    service.join();
    assertThat(program.letGo.getCount()).isZero();
  }

  @Test
  void aStopThatTakesTooLongEndsTheProcessWhetherOrNotWindowsTakesReports() throws Exception {
    program.stopsAtOnce = false;
    Thread service = served();
    service.setUncaughtExceptionHandler((thread, e) -> {});
    isDeaf = true;
    protocol.control(ServiceProtocol.CONTROL_SHUTDOWN, 0);
    assertThat(halted.await(10, TimeUnit.SECONDS)).isTrue();
    program.letGo.countDown();
    service.join();
  }

  @Test
  void whateverIsThrownTheServiceHasStopped() {
    for (Throwable thrown :
        List.of(
            new OutOfMemoryError("test"),
            new UnsatisfiedLinkError("test"),
            new StackOverflowError(),
            new IllegalStateException("test"),
            new java.io.IOException("test"))) {
      told.clear();
      Scripted failing = new Scripted();
      failing.failure = thrown;
      new ServiceProtocol(
              failing,
              new ServiceProtocol.Reports() {
                @Override
                public void report(Status status) {
                  told.add(status);
                }

                @Override
                public void halt() {
                  halted.countDown();
                }
              },
              BEAT,
              ServiceProtocol.START)
          .serve();
      assertThat(told().getLast())
          .extracting(Status::state, Status::exitCode, Status::specificCode)
          .as(thrown.toString())
          .containsExactly(
              ServiceProtocol.STOPPED,
              ServiceProtocol.SERVICE_SPECIFIC_ERROR,
              ServiceProtocol.PROGRAM_FAILED);
    }
  }

  @Test
  void itIsToldOfSignInsSignOutsOfWakingUpAndOfWhoWillNotWait() {
    for (int type = 0; type < 32; type++) {
      assertThat(protocol.control(ServiceProtocol.CONTROL_SESSION_CHANGE, type)).isZero();
      assertThat(protocol.control(ServiceProtocol.CONTROL_POWER_EVENT, type)).isZero();
    }
    assertThat(protocol.control(ServiceProtocol.CONTROL_NOW, 0)).isZero();
    assertThat(program.occasions)
        .containsExactly(
            ServiceProgram.Occasion.LOGON,
            ServiceProgram.Occasion.LOGOFF,
            ServiceProgram.Occasion.RESUME,
            ServiceProgram.Occasion.ASKED);
  }

  @Test
  void anUnknownControlIsNotImplemented() {
    assertThat(protocol.control(ServiceProtocol.CONTROL_INTERROGATE, 0)).isZero();
    assertThat(protocol.control(200, 0)).isEqualTo(ServiceProtocol.CALL_NOT_IMPLEMENTED);
  }
}
