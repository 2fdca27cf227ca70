package org.fettle.policy.settings;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.fettle.windows.Windows;

/** The settings of this endpoint, for the service and the command line alike. */
public final class SettingsHere {
  private SettingsHere() {}

  /**
   * Reads them.
   *
   * @param own the agent's folder below the data of programs
   * @param machine whose group policy counts
   */
  public static Settings read(Path own, Supplier<Windows> machine) {
    return Settings.DEFAULT; // Nothing is read yet: this is the one place where it will be.
  }
}
