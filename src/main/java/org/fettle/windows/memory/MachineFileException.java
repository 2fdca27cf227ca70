package org.fettle.windows.memory;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not a machine file; the message is {@code file:line:column: sentence}. */
public final class MachineFileException extends IOException {
  private static final long serialVersionUID = 1;

  MachineFileException(Path file, int line, int column, String problem) {
    super(file + ":" + line + ":" + column + ": " + problem);
  }
}
