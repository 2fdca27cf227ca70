package org.fettle.check;

import org.fettle.json.About;

/** A class registration that a fix may write. */
public record Registration(
    @About("The programmatic identifier to register, such as Lync.ocsmeet.") String progId,
    @About(
            "The command line, such as \"C:\\Program Files\\…\\lync.exe\" \"%1\"; variables like %ProgramFiles%"
                + " are kept and expanded by Windows.")
        String command) {
  /** Refuses what cannot be registered. */
  public Registration {
    if (!RegisteredClasses.isPath(progId) || progId.isBlank()) {
      throw new IllegalArgumentException("'" + progId + "' cannot be the name of a class.");
    }
    if (command.isBlank()) {
      throw new IllegalArgumentException("The command to register is blank.");
    }
  }
}
