package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.fettle.journal.JournalFiles;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFileException;
import org.fettle.windows.memory.MemoryWindows;

/** A machine that lives in a file: each change is on disk, whole, before the next one is made. */
final class FileMachine {
  private FileMachine() {}

  static Windows open(Path file) {
    try {
      return MemoryWindows.open(file);
    } catch (MachineFileException e) {
      throw Stop.early(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Stop.early(
          "Cannot read the machine file " + file + ": " + JournalFiles.reason(e) + ".");
    }
  }
}
