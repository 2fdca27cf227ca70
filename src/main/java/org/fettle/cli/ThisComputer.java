package org.fettle.cli;

import java.nio.file.Path;
import org.fettle.policy.settings.SettingsHere;
import org.fettle.windows.Windows;
import org.fettle.windows.jna.JnaWindows;
import org.fettle.windows.jna.ProgramData;

/**
 * This computer, where it is Windows. Only this class leads to the native code, so other commands
 * never load it.
 */
final class ThisComputer {
  private ThisComputer() {}

  static Windows open() {
    return JnaWindows.open();
  }

  /** The agent's own folder for whoever may write it; the person's own otherwise. */
  static Path stateFolder() {
    try (Windows machine = open()) {
      return machine.users().isElevated()
          ? Path.of(environment("ProgramData", "C:\\ProgramData"), "Fettle", "state")
          : Path.of(environment("LOCALAPPDATA", System.getProperty("user.home", "C:\\")), "Fettle");
    }
  }

  /**
   * What the agent installed here goes by: where Windows has it, whatever a person's environment
   * says, as an administrator's hand may follow it.
   */
  static InstalledPolicies policies() {
    Path own = ProgramData.folder().resolve("Fettle");
    return new InstalledPolicies(
        SettingsHere.read(own, ThisComputer::open), own, ThisComputer::open);
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
