package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fettle.windows.Service.Start;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.junit.jupiter.api.Test;

/** What is told of a service that does not do as it is told, or not in time. */
class ServiceWritesTest {
  private final Scripted service = new Scripted();
  private final ServiceWrites writes = new ServiceWrites("Probe", service, Duration.ZERO);

  /** A service that goes wrong as it is told to. */
  private static final class Scripted implements ServiceCalls {
    private int start = Advapi32Services.DISABLED;
    private int state = Advapi32Services.STOPPED;
    private int stateWhenAsked = Advapi32Services.STOPPED;
    private boolean asked;
    private boolean silent;
    private boolean onlyOnce;

    @Override
    public Config config() {
      return new Config(false, start, "Probe");
    }

    @Override
    public boolean isDelayed() {
      return false;
    }

    @Override
    public Status status() {
      if (asked && silent) {
        throw WindowsException.failed("look at", "the service Probe", 6);
      }
      return new Status(state, 3, 4, 0);
    }

    @Override
    public void setStart(int wanted) {
      if (onlyOnce && start != Advapi32Services.DISABLED) {
        throw WindowsException.failed("set the start type of", "the service Probe", 5);
      }
      start = wanted;
    }

    @Override
    public void setDelayed(boolean delayed) {
      throw WindowsException.failed("set the start type of", "the service Probe", 124);
    }

    @Override
    public int askToStart() {
      return ask();
    }

    @Override
    public int askToStop() {
      return ask();
    }

    private int ask() {
      asked = true;
      state = stateWhenAsked;
      return 0;
    }
  }

  private static WindowsException failure(ThrowingCallable work) {
    WindowsException failure = catchThrowableOfType(WindowsException.class, work);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  @Test
  void aServiceThatIsStillStartingMayYetStart() {
    service.stateWhenAsked = Advapi32Services.START_PENDING;
    WindowsException late = failure(writes::start);
    assertThat(late.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(late)
        .hasMessage(
            "Windows was asked to start the service Probe, but whether that comes about is not"
                + " known: after 0 seconds it is still starting (check point 4).");
  }

  @Test
  void aServiceThatIsStillRunningMayYetStop() {
    service.stateWhenAsked = Advapi32Services.STOP_PENDING;
    assertThat(failure(writes::stop).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aServiceThatTellsNothingOnceItWasAskedMayHaveDoneIt() {
    service.silent = true;
    assertThat(failure(writes::start).kind()).isEqualTo(Kind.UNKNOWN);
    service.asked = false;
    assertThat(failure(writes::stop).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aServiceThatStoppedAgainWasNotStarted() {
    WindowsException stopped = failure(writes::start);
    assertThat(stopped.kind()).isEqualTo(Kind.BROKEN);
    assertThat(stopped)
        .hasMessage("Cannot start the service Probe: it stopped again with the exit code 3.");
  }

  @Test
  void aStartTypeThatWasPutBackIsRefused() {
    WindowsException refused = failure(() -> writes.configure(Start.DELAYED));
    assertThat(refused.code()).isEqualTo(124);
    assertThat(service.start).isEqualTo(Advapi32Services.DISABLED);
  }

  @Test
  void aStartTypeThatCouldNotBePutBackIsNotKnown() {
    service.onlyOnce = true;
    WindowsException half = failure(() -> writes.configure(Start.DELAYED));
    assertThat(half.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(half)
        .hasMessageContaining("set by half")
        .hasMessageContaining("(124)")
        .hasMessageContaining("(5)");
  }
}
