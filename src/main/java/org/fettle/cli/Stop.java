package org.fettle.cli;

/** Ends a command with a message for the person: one sentence, with the way out. */
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private Stop(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command was called wrongly. */
  static Stop usage(String message) {
    return new Stop(ExitCode.USAGE, message);
  }

  /** There is nothing to do here, which is as it should be. */
  static Stop notHere(String message) {
    return new Stop(ExitCode.FINE, message);
  }

  /** The command cannot go on. */
  static Stop early(String message) {
    return new Stop(ExitCode.STOPPED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
