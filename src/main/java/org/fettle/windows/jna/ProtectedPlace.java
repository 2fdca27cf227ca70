package org.fettle.windows.jna;

import java.nio.file.Path;
import java.util.Optional;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.FileCalls.Purpose;

/**
 * Whether a folder or a file is a place where only administrators put anything. What cannot be
 * looked at is none.
 */
final class ProtectedPlace {
  private ProtectedPlace() {}

  /**
   * Why it is not, in a sentence; empty where it is. Links on the way count, and so do rights to
   * take one of the folders above it away.
   */
  static Optional<String> weakness(Path folder) {
    return weakness(folder.resolve("x"), false);
  }

  /** The same of a file, with the folder it lies in; a file that is not there is as its folder. */
  static Optional<String> weaknessOfFile(Path file) {
    return weakness(file, true);
  }

  private static Optional<String> weakness(Path path, boolean itself) {
    FileCalls calls = new NtFileCalls();
    try (Way way = Way.to(calls, LocalPath.parse(path.toString()), Purpose.GUARD)) {
      String own = Tokens.ownSid().orElse("");
      Optional<String> stranger = way.stranger(own);
      return (stranger.isPresent() || !itself ? stranger : ofFile(calls, way, own))
          .map(somebody -> somebody + ".");
    } catch (WindowsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (FileCalls.Refused e) {
      return Optional.of("Cannot look at " + path + " (" + e.code() + ").");
    }
  }

  private static Optional<String> ofFile(FileCalls calls, Way way, String own) {
    long file = way.open(Purpose.GUARD);
    if (file == FileCalls.ABSENT) {
      return Optional.empty();
    }
    try {
      if (calls.facts(file).link()) {
        return Optional.of(calls.path(file) + " is a link");
      }
      return calls
          .protection(file)
          .stranger(Protection.WRITE, own)
          .map(
              somebody -> somebody + ", no administrator, may change the file " + calls.path(file));
    } finally {
      calls.close(file);
    }
  }
}
