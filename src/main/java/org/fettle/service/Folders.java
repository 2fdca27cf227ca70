package org.fettle.service;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the agent's things lie.
 *
 * @param own the folder of both
 * @param policies where admins put policies
 * @param state what only the agent writes
 */
record Folders(Path own, Path policies, Path state) {
  /**
   * Below the folder for the data of programs, which {@code fettle} on the command line uses too.
   */
  static Folders below(Path programData) {
    Path own = programData.resolve("Fettle");
    return new Folders(own, own.resolve("policies"), own.resolve("state"));
  }

  /** Where this program's classes lie. */
  static Path ofProgram() {
    try {
      Path classes =
          Path.of(Folders.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.ofNullable(classes.getParent()).orElse(classes);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("It is not known where this program lies.", e);
    }
  }

  Path journal() {
    return state.resolve("journal");
  }

  /** Copies of policies, those in force among them. */
  Path copies() {
    return state.resolve("policies");
  }
}
