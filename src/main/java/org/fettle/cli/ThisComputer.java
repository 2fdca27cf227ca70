package org.fettle.cli;

import java.nio.file.Path;
import org.fettle.policy.settings.EndpointSettings;
import org.fettle.policy.settings.Settings;
import org.fettle.policy.settings.SettingsException;
import org.fettle.report.ServiceSeen;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.JnaWindows;
import org.fettle.windows.jna.ProgramData;
import org.fettle.windows.jna.ServiceNow;
import org.fettle.windows.jna.ServiceState;

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
          ? agentFolder()
          : Path.of(environment("LOCALAPPDATA", System.getProperty("user.home", "C:\\")), "Fettle");
    }
  }

  /**
   * What the agent installed here goes by: where Windows has it, whatever a person's environment
   * says, as an administrator's hand may follow it.
   */
  static InstalledPolicies policies() {
    return new InstalledPolicies(settings(), agent(), ThisComputer::open);
  }

  private static Settings settings() {
    try (Windows machine = open()) {
      return EndpointSettings.of(machine).settings();
    } catch (SettingsException e) {
      throw Stop.early(
          "The settings of this computer have to be mended first (fettle settings tells more): "
              + e.mistakes().getFirst());
    }
  }

  /** Where the service keeps what it knows. Cheap to ask: it opens no machine. */
  static Path agentFolder() {
    return agent().resolve("state");
  }

  // As Windows says, which is where the service looks: a process's environment is anybody's word.
  private static Path agent() {
    return ProgramData.folder().resolve("Fettle");
  }

  /** What Windows says of the agent's service. */
  static ServiceSeen service() {
    try {
      return ServiceState.of("Fettle")
          .<ServiceSeen>map(ServiceSeen.Found::new)
          .orElseGet(ServiceSeen.Missing::new);
    } catch (WindowsException e) {
      return new ServiceSeen.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
