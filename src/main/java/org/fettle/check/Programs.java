package org.fettle.check;

import java.util.List;

/** File names of programs in a policy. */
final class Programs {
  private Programs() {}

  /**
   * The names, copied.
   *
   * @throws IllegalArgumentException for an empty list, a blank name or a path
   */
  static List<String> checked(List<String> programs) {
    if (programs.isEmpty()) {
      throw new IllegalArgumentException("'programs' needs at least one file name.");
    }
    for (String program : programs) {
      if (program.isBlank() || program.contains("\\") || program.contains("/")) {
        throw new IllegalArgumentException(
            "'" + program + "' is no file name of a program, such as 'lync.exe'.");
      }
    }
    return List.copyOf(programs);
  }
}
