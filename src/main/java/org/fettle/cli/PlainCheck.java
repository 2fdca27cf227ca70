package org.fettle.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the plainest command lines of {@code check}, the command that every machine runs day after
 * day, without picocli, which takes longer to start than the check itself. Only options written out
 * in full, each with its value as the next word, are read here; any other line, right or wrong, is
 * picocli's.
 */
final class PlainCheck {
  private final String[] words;
  private int next = 1;

  private PlainCheck(String[] words) {
    this.words = words;
  }

  /** The check that these words ask for; empty where picocli has to read them. */
  static Optional<CheckCommand> of(Terminal terminal, String... words) {
    if (words.length == 0 || !words[0].equals("check")) {
      return Optional.empty();
    }
    CheckCommand check = new CheckCommand(terminal);
    return new PlainCheck(words).reads(check) ? Optional.of(check) : Optional.empty();
  }

  private boolean reads(CheckCommand check) {
    Target target = check.target;
    List<Path> policyFolders = new ArrayList<>();
    Set<String> given = new HashSet<>();
    try {
      while (next < words.length) {
        String option = words[next++];
        if (!given.add(option) && !option.equals("--policies")) {
          return false;
        }
        switch (option) {
          case "--machine" -> target.machineFile = path();
          case "--assignment" -> target.assignmentFile = path();
          case "--policies" -> policyFolders.add(path());
          case "--state" -> target.stateFolder = path();
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

  /** The next word as a path; what picocli may take for more than a path is refused. */
  private Path path() {
    String word = next < words.length ? words[next++] : "";
    if (word.isEmpty() || "-@\"'".indexOf(word.charAt(0)) >= 0) {
      throw new InvalidPathException(word, "not plainly a path");
    }
    return Path.of(word);
  }
}
