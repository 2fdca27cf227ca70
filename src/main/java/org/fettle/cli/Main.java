package org.fettle.cli;

/** Where the program begins. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    EarlyAssignment.begin(args);
    Terminal terminal = Terminal.ofProcess();
    int exitCode = new CommandLineProgram(terminal).run(args);
    terminal.flush();
    System.exit(exitCode);
  }
}
