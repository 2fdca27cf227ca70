package org.fettle.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the plainest command lines of {@code check}, the command that every machine runs day after
 * day, without picocli, which takes longer to start than the check itself. Only options written out
 * in full, each with its value as the next word, are read here; any other line, right or wrong, is
 * picocli's.
 */
final class PlainCheck {
  private PlainCheck() {}

  /** The check that these words ask for; empty where picocli has to read them. */
  static Optional<CheckCommand> of(Terminal terminal, String... words) {
    if (words.length == 0 || !words[0].equals("check")) {
      return Optional.empty();
    }
    CheckCommand check = new CheckCommand(terminal);
    return reads(check, new PlainWords(words)) ? Optional.of(check) : Optional.empty();
  }

  private static boolean reads(CheckCommand check, PlainWords words) {
    Target target = check.target;
    List<Path> policyFolders = new ArrayList<>();
    try {
      while (words.hasNext()) {
        String option = words.option();
        if (!words.isFirst(option) && !option.equals("--policies")) {
          return false;
        }
        switch (option) {
          case "--machine" -> target.machineFile = words.path();
          case "--assignment" -> target.assignmentFile = words.path();
          case "--policies" -> policyFolders.add(words.path());
          case "--state" -> target.stateFolder = words.path();
          case "--verbose" -> target.verbose = true;
          case "--json" -> check.json = true;
          default -> {
            return false;
          }
        }
      }
    } catch (InvalidPathException e) {
      return false; // picocli says so
    }
    if (!policyFolders.isEmpty()) {
      target.policyFolders = policyFolders;
    }
    return true;
  }
}
