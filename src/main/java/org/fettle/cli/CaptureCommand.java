package org.fettle.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fettle.engine.Capture;
import org.fettle.policy.Assignment;
import org.fettle.windows.Windows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "capture",
    description = {
      "Write a machine file of this machine: only what the assignment's policies look at, with names, addresses and"
          + " identifiers of people replaced.",
      "What cannot be told without naming somebody is left out, and told on standard error with the rules that judge the"
          + " file otherwise because of that.",
      "Read it before you give it away."
    },
    sortOptions = false)
final class CaptureCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Target target = new Target();

  @Mixin Help help = new Help();

  @Option(names = "--out", paramLabel = "FILE", description = "The machine file to write.")
  private @Nullable Path out;

  CaptureCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Assignment assignment = target.assignment();
    Capture.Captured captured;
    try (Windows machine = target.openMachine()) {
      captured = Capture.of(machine, assignment);
    }
    captured.notes().forEach(terminal::tell);
    String text = captured.file().toYaml();
    if (out == null) {
      terminal.print(text);
      return ExitCode.FINE;
    }
    OutputFile.write(out, text, target);
    terminal.say("Written to " + out + ". Read it before you give it away.");
    return ExitCode.FINE;
  }
}
