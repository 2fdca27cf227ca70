package org.fettle.windows.jna;

import java.nio.file.Path;
import org.fettle.windows.WindowsException;

/** Where Windows keeps the data of programs. */
public final class ProgramData {
  private ProgramData() {}

  /**
   * The folder, as Windows itself knows it: whoever starts a process chooses its environment, and
   * under Wine a service's has another folder there.
   */
  public static Path folder() {
    return Path.of(
        KnownFolders.programData()
            .orElseThrow(
                () -> WindowsException.broken("Windows does not say where program data lies.")));
  }
}
