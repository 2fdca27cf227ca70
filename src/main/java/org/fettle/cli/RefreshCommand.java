package org.fettle.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "refresh",
    description =
        "Have the service take new policies and judge this computer now, rather than when that is"
            + " due.",
    sortOptions = false)
final class RefreshCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin Help help = new Help();

  RefreshCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!Target.isWindows()) {
      throw Stop.early("This is not Windows, where the service is.");
    }
    ThisComputer.refresh();
    terminal.say("The service is at it; fettle history lists its runs.");
    return ExitCode.FINE;
  }
}
