package org.fettle.cli;

import java.nio.file.Path;
import org.fettle.windows.Windows;
import org.fettle.windows.jna.JnaWindows;
import org.fettle.windows.jna.ServiceNow;

/**
 * This computer, where it is Windows. Only this class leads to the native code, so other commands
 * never load it.
 */
final class ThisComputer {
  private ThisComputer() {}

  static Windows open() {
    return JnaWindows.open();
  }

  /** Has the agent's service do now what is due later. */
  static void refresh() {
    ServiceNow.ask("Fettle");
  }

  /** The agent's own folder for whoever may write it; the person's own otherwise. */
  static Path stateFolder() {
    try (Windows machine = open()) {
      return machine.users().isElevated()
          ? Path.of(environment("ProgramData", "C:\\ProgramData"), "Fettle", "state")
          : Path.of(environment("LOCALAPPDATA", System.getProperty("user.home", "C:\\")), "Fettle");
    }
  }

  /** Where an installed agent has its assignment. */
  static Path assignment() {
    return Path.of(
        environment("ProgramData", "C:\\ProgramData"), "Fettle", "policies", "assignment.yaml");
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
