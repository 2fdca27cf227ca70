package org.fettle.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fettle.windows.Files;

/**
 * The program of a command line, found as {@code CreateProcess} finds it: the quoted path, or the
 * shortest part before a blank that is a file; {@code .exe} is tried where no extension is written
 * (Microsoft, "CreateProcessW function"). A bare name is looked for in the two system folders, not
 * along the {@code PATH}. What lies on a network share is not looked for: whoever wrote the line
 * would have this account sign in there.
 *
 * @param program the path, as far as it can be told from a line whose program is not there
 * @param isThere whether that is a file
 */
record CommandLine(String program, boolean isThere) {
  private static final int LONGEST_PATH = 1_024;
  private static final List<String> FOLDERS =
      List.of("", "%SystemRoot%\\System32\\", "%SystemRoot%\\");

  /** Reads a line in which variables are expanded already. */
  static CommandLine of(String line, Files files) {
    int nul = line.indexOf('\0');
    String text = (nul < 0 ? line : line.substring(0, nul)).strip();
    if (text.startsWith("\"")) {
      int end = text.indexOf('"', 1);
      String quoted = text.substring(1, end < 0 ? text.length() : end);
      return file(quoted, files)
          .map(path -> new CommandLine(path, true))
          .orElse(new CommandLine(quoted, false));
    }
    for (int blank = blankAfter(text, 0); ; blank = blankAfter(text, blank + 1)) {
      Optional<String> path = file(text.substring(0, blank), files);
      if (path.isPresent()) {
        return new CommandLine(path.get(), true);
      }
      if (blank == text.length() || blank > LONGEST_PATH) {
        return new CommandLine(likelyProgram(text), false);
      }
    }
  }

  /** The program's file name. */
  String name() {
    return program.substring(Math.max(program.lastIndexOf('\\'), program.lastIndexOf('/')) + 1);
  }

  private static int blankAfter(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
        return i;
      }
    }
    return text.length();
  }

  private static Optional<String> file(String path, Files files) {
    if (path.isBlank() || path.startsWith("\\\\") || path.startsWith("//")) {
      return Optional.empty();
    }
    String named = path.lastIndexOf('.') > path.lastIndexOf('\\') ? path : path + ".exe";
    return (path.contains("\\") ? List.of("") : FOLDERS)
        .stream().map(folder -> files.expand(folder) + named).filter(files::isFile).findFirst();
  }

  private static String likelyProgram(String text) {
    int exe = text.toLowerCase(Locale.ROOT).indexOf(".exe");
    return exe >= 0 ? text.substring(0, exe + 4) : text.substring(0, blankAfter(text, 0));
  }
}
