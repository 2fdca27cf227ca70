package org.fettle.windows.jna;

import java.time.Duration;
import java.util.Optional;
import org.fettle.windows.ServiceProgram;
import org.fettle.windows.ServiceProgram.Occasion;

/**
 * What a service owes Windows' service control: it is told at once that the service starts, and
 * while it stops that it is still at it; and however the program ends, the service has stopped. A
 * program that takes longer to start or to stop than it may is ended as it stands.
 */
final class ServiceProtocol {
  // winsvc.h: states
  static final int STOPPED = 1;
  static final int START_PENDING = 2;
  static final int STOP_PENDING = 3;
  static final int RUNNING = 4;

  // winsvc.h: controls, and the bits that accept them
  static final int CONTROL_STOP = 1;
  static final int CONTROL_INTERROGATE = 4;
  static final int CONTROL_SHUTDOWN = 5;
  static final int CONTROL_POWER_EVENT = 13;
  static final int CONTROL_SESSION_CHANGE = 14;
  static final int CONTROL_PRESHUTDOWN = 15;

  /** The first control that a service may give a meaning of its own: do now what is due later. */
  static final int CONTROL_NOW = 128;

  static final int ACCEPTED = 0x1 | 0x4 | 0x40 | 0x80 | 0x100;

  // winuser.h: PBT_APMRESUMEAUTOMATIC comes at every resume, WTS_SESSION_LOGON at every sign-in and
  // WTS_SESSION_LOGOFF at every sign-out.
  static final int RESUME_AUTOMATIC = 0x12;
  static final int SESSION_LOGON = 5;
  static final int SESSION_LOGOFF = 6;

  // winerror.h
  static final int NO_ERROR = 0;
  static final int CALL_NOT_IMPLEMENTED = 120;
  static final int SERVICE_SPECIFIC_ERROR = 1066;

  /** The program ended with an exception or an error. */
  static final int PROGRAM_FAILED = 1;

  /** The program did not come to its end in time. */
  static final int STOP_TOOK_TOO_LONG = 2;

  /** The place it would run in is not protected; see {@link ServiceProgram.Unprotected}. */
  static final int NOT_PROTECTED = 3;

  /** The program was not up in time. */
  static final int START_TOOK_TOO_LONG = 4;

  private static final System.Logger LOG = System.getLogger(ServiceProtocol.class.getName());
  private static final int WAIT_HINT_MILLIS = 10_000;

  /** A start takes seconds; one that hangs could not even be stopped. */
  static final Duration START = Duration.ofMinutes(3);

  private final ServiceProgram program;
  private final Reports reports;
  private final Duration beat;
  private final Duration start;
  private int state = START_PENDING;
  private int checkpoint;
  private Optional<Long> deadline = Optional.empty();

  /** A service's status, as Windows takes it. */
  record Status(
      int state, int accepted, int exitCode, int specificCode, int checkpoint, int waitHint) {}

  /** Where the status goes. */
  interface Reports {
    void report(Status status);

    /** Ends the process as it stands; what it had begun is taken back at the next start. */
    void halt();
  }

  /**
   * A protocol for that program.
   *
   * @param beat how often it says that it is still at it
   * @param start how long the program may take until it is up
   */
  ServiceProtocol(ServiceProgram program, Reports reports, Duration beat, Duration start) {
    this.program = program;
    this.reports = reports;
    this.beat = beat;
    this.start = start;
  }

  /** How long it may take to stop: Windows itself waits no longer when it is shut down. */
  static Duration patience(int control) {
    return switch (control) {
      case CONTROL_STOP -> Duration.ofSeconds(60);
      case CONTROL_PRESHUTDOWN -> Duration.ofSeconds(50); // the installation asks for 60
      default -> Duration.ofSeconds(4); // WaitToKillServiceTimeout is 5 seconds
    };
  }

  /** Runs the program as the service's main function; returns when the service has stopped. */
  void serve() {
    synchronized (this) {
      deadline = Optional.of(System.nanoTime() + start.toNanos());
    }
    tell(START_PENDING, NO_ERROR, 0);
    Thread heart = new Thread(this::beat, "service control");
    heart.setDaemon(true);
    heart.start();
    int code = 0;
    try {
      program.run(this::running);
    } catch (ServiceProgram.Unprotected e) {
      code = NOT_PROTECTED;
      complain(e);
    } catch (Throwable e) {
      // Whatever it is: a service that is told to run and does not is worse than one that stopped.
      code = PROGRAM_FAILED;
      complain(e);
    }
    tell(STOPPED, code == 0 ? NO_ERROR : SERVICE_SPECIFIC_ERROR, code);
    heart.interrupt();
  }

  /**
   * Takes a control; answers Windows' error code.
   *
   * @param type what happened, of those controls that tell it
   */
  int control(int control, int type) {
    try {
      return switch (control) {
        case CONTROL_STOP, CONTROL_SHUTDOWN, CONTROL_PRESHUTDOWN -> stop(patience(control));
        case CONTROL_INTERROGATE -> NO_ERROR;
        case CONTROL_POWER_EVENT -> happened(type == RESUME_AUTOMATIC, Occasion.RESUME);
        case CONTROL_SESSION_CHANGE ->
            happened(
                type == SESSION_LOGON || type == SESSION_LOGOFF,
                type == SESSION_LOGON ? Occasion.LOGON : Occasion.LOGOFF);
        case CONTROL_NOW -> happened(true, Occasion.ASKED);
        default -> CALL_NOT_IMPLEMENTED;
      };
    } catch (Throwable e) {
      complain(e); // Above this there is only Windows.
      return NO_ERROR;
    }
  }

  private int happened(boolean matters, Occasion occasion) {
    if (matters) {
      program.happened(occasion);
    }
    return NO_ERROR;
  }

  private int stop(Duration patience) {
    synchronized (this) {
      long until = System.nanoTime() + patience.toNanos();
      deadline = Optional.of(deadline.map(one -> Math.min(one, until)).orElse(until));
    }
    try {
      tell(STOP_PENDING, NO_ERROR, 0);
    } finally {
      program.stop(); // whether or not Windows took the report
    }
    return NO_ERROR;
  }

  private synchronized void running() {
    if (state == START_PENDING) {
      deadline = Optional.empty();
      tell(RUNNING, NO_ERROR, 0);
    }
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(beat);
        int late = late();
        if (late != 0) {
          try {
            tell(STOPPED, SERVICE_SPECIFIC_ERROR, late);
          } catch (RuntimeException e) {
            complain(e);
          }
          reports.halt();
          return;
        }
        again();
      }
    } catch (InterruptedException e) {
      // The service has stopped.
    }
  }

  /** What the program was too late for, 0 where it is in time. */
  private synchronized int late() {
    if (deadline.filter(one -> System.nanoTime() - one > 0).isEmpty()) {
      return 0;
    }
    return switch (state) {
      case START_PENDING -> START_TOOK_TOO_LONG;
      case STOP_PENDING -> STOP_TOOK_TOO_LONG;
      default -> 0;
    };
  }

  private synchronized void again() {
    try {
      if (state == START_PENDING || state == STOP_PENDING) {
        tell(state, NO_ERROR, 0);
      }
    } catch (RuntimeException e) {
      complain(e); // The next beat may be heard, and somebody has to see to the time.
    }
  }

  private synchronized void tell(int next, int exitCode, int specificCode) {
    if (state == STOPPED) {
      return; // The last word was said; the handle may be no more.
    }
    state = next;
    boolean isPending = state == START_PENDING || state == STOP_PENDING;
    reports.report(
        new Status(
            state,
            // While it stops, a shutdown may still come and shorten the time it has.
            state == RUNNING ? ACCEPTED : state == STOP_PENDING ? ACCEPTED & 0x104 : 0,
            exitCode,
            specificCode,
            isPending ? ++checkpoint : 0,
            isPending ? WAIT_HINT_MILLIS : 0));
  }

  private static void complain(Throwable e) {
    try {
      LOG.log(System.Logger.Level.ERROR, "The service failed.", e);
    } catch (Throwable again) {
      // There may be no memory left to say it with; the exit code says that much.
    }
  }
}
