package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fettle.journal.JournalFiles;
import org.jspecify.annotations.Nullable;

/** What {@code --out} writes. */
final class OutputFile {
  private OutputFile() {}

  /** Writes the file, but never over what the command reads. */
  static void write(Path file, String text, Target target) {
    try {
      if (isSame(file, target.machineFile) || isSame(file, target.assignmentFile)) {
        throw Stop.usage("--out names a file that is read here: " + file + ". Name another.");
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw Stop.early("Cannot write " + file + ": " + JournalFiles.reason(e) + ".");
    }
  }

  private static boolean isSame(Path file, @Nullable Path other) throws IOException {
    return other != null
        && Files.exists(file)
        && Files.exists(other)
        && Files.isSameFile(file, other);
  }
}
