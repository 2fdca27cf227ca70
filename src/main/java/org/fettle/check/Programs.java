package org.fettle.check;

import java.util.List;
import java.util.regex.Pattern;

/** File names of programs in a policy. */
public final class Programs {
  private static final Pattern NAME =
      Pattern.compile("[^\\\\/:*?\"<>|\\p{Cntrl}]*[^\\\\/:*?\"<>|\\p{Cntrl}\\s]\\.[A-Za-z0-9]+");

  private Programs() {}

  /**
   * Whether a running program can be called that: a file name with its extension, as Windows lists
   * it, and no path. A name without an extension would never match, and whatever waits for that
   * program to be closed would not wait.
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && text.equals(text.strip());
  }

  /**
   * The names, copied.
   *
   * @throws IllegalArgumentException for an empty list and for what is no file name of a program
   */
  static List<String> checked(List<String> programs) {
    if (programs.isEmpty()) {
      throw new IllegalArgumentException("'programs' needs at least one file name.");
    }
    for (String program : programs) {
      if (!isName(program)) {
        throw new IllegalArgumentException(
            "'" + program + "' is no file name of a program, such as 'lync.exe'.");
      }
    }
    return List.copyOf(programs);
  }
}
