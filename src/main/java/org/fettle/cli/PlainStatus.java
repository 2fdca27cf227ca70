package org.fettle.cli;

import java.nio.file.InvalidPathException;
import java.util.Optional;

/**
 * Reads the plainest command lines of {@code status}, which monitoring asks every few minutes, as
 * {@link PlainCheck} does those of {@code check}.
 */
final class PlainStatus {
  private PlainStatus() {}

  /** The status that these words ask for; empty where picocli has to read them. */
  static Optional<StatusCommand> of(Terminal terminal, String... words) {
    if (words.length == 0 || !words[0].equals("status")) {
      return Optional.empty();
    }
    StatusCommand status = new StatusCommand(terminal);
    return reads(status, new PlainWords(words)) ? Optional.of(status) : Optional.empty();
  }

  private static boolean reads(StatusCommand status, PlainWords words) {
    try {
      while (words.hasNext()) {
        String option = words.option();
        if (!words.isFirst(option)) {
          return false;
        }
        switch (option) {
          case "--machine" -> status.machineFile = words.path();
          case "--state" -> status.stateFolder = words.path();
          case "--json" -> status.json = true;
          case "--verbose" -> status.verbose = true;
          default -> {
            return false;
          }
        }
      }
    } catch (InvalidPathException e) {
      return false; // picocli says so
    }
    return true;
  }
}
