package org.fettle.cli;

import java.util.concurrent.Callable;
import org.fettle.policy.settings.EndpointSettings;
import org.fettle.policy.settings.FoundSettings;
import org.fettle.policy.settings.SettingsException;
import org.fettle.report.JsonSettings;
import org.fettle.report.SettingsText;
import org.fettle.windows.Windows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "settings",
    description =
        "Show what is set on the machine, such as where its policies come from, and who said so.",
    sortOptions = false)
final class SettingsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  SettingsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Windows machine = target.openMachine()) {
      String name = machine.facts().name();
      FoundSettings found = EndpointSettings.of(machine);
      terminal.print(
          json ? JsonSettings.of(name, found) : SettingsText.of(name, found, terminal.style()));
      return ExitCode.FINE;
    } catch (SettingsException e) {
      e.mistakes().forEach(terminal::tell);
      throw Stop.early(
          PlanText.counted(e.mistakes().size(), "mistake")
              + "; the service goes by none of these settings until they are mended.");
    }
  }
}
