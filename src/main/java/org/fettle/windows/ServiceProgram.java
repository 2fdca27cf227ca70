package org.fettle.windows;

/** A program that Windows starts and stops as a service, and tells of what happens. */
public interface ServiceProgram {
  /** What a service is told of. */
  enum Occasion {
    /** Somebody has signed in. */
    LOGON,
    /** Somebody signs out; their hive is about to be unloaded. */
    LOGOFF,
    /** The machine is back from sleep. */
    RESUME,
    /** An administrator does not want to wait for what is due. */
    ASKED
  }

  /**
   * The place it would run in is not protected as it has to be; the message says what is weak and
   * how it is mended.
   */
  final class Unprotected extends Exception {
    private static final long serialVersionUID = 1;

    public Unprotected(String message) {
      super(message);
    }
  }

  /**
   * Works until it was asked to stop and has come to a point where it may.
   *
   * @param ready to be run once, when it is up
   */
  void run(Runnable ready) throws Exception;

  /** Asks it to stop, in any thread and at any time; returns at once. */
  void stop();

  /** Tells it what happened, in any thread; returns at once. */
  void happened(Occasion occasion);
}
