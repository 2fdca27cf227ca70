package org.fettle.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The command by which Windows starts the service, held against this program. Where its path has
 * blanks and no quotation marks, Windows tries each piece of it for a program first: {@code
 * C:\Program.exe} for {@code C:\Program Files\…} (CreateProcess, lpCommandLine).
 *
 * @param program what it starts
 * @param isQuoted whether that stands between quotation marks
 * @param rest what follows, with the blank before it
 */
record ServiceCommand(String program, boolean isQuoted, String rest) {
  private static final String ENDING = ".exe";

  static ServiceCommand parse(String command) {
    if (command.startsWith("\"")) {
      int end = command.indexOf('"', 1);
      return end < 0
          ? new ServiceCommand(command.substring(1), true, "")
          : new ServiceCommand(command.substring(1, end), true, command.substring(end + 1));
    }
    int ending = command.toLowerCase(Locale.ROOT).indexOf(ENDING);
    int end = ending < 0 ? command.length() : ending + ENDING.length();
    return new ServiceCommand(command.substring(0, end), false, command.substring(end));
  }

  /** Whether it starts that file. */
  boolean starts(Path file) {
    try {
      return Files.isSameFile(Path.of(program), file);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Whether Windows could start another program than the one that is meant. */
  boolean isAmbiguous() {
    return !isQuoted && program.indexOf(' ') >= 0;
  }

  /** The same command, which can be read in one way alone. */
  String quoted() {
    return '"' + program + '"' + rest;
  }
}
