package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fettle.journal.JournalFiles;
import org.fettle.report.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description = "Show the main job from end to end on a copy of the example machine.",
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin Help help = new Help();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A part of the story: what is told, the command that is run, and the exit code it must come to.
   */
  private record Scene(String told, int exitCode, List<String> command) {
    Scene(String told, int exitCode, String... command) {
      this(told, exitCode, List.of(command));
    }
  }

  private static final List<Scene> STORY =
      List.of(
          new Scene(
              "Anna's laptop LAP-0117 cannot sign in to meetings as it should. This is what the"
                  + " head office's policies find on it; nothing is changed.",
              ExitCode.FINDINGS,
              "check"),
          new Scene(
              "What the head office has opted into, and why the rest is left alone.",
              ExitCode.FINDINGS,
              "plan"),
          new Scene(
              "Apply it. Each fix is written to the journal first, checked again after, and taken"
                  + " back if it did not help.",
              ExitCode.FINDINGS,
              "apply",
              "--yes"),
          new Scene(
              "Look again: what remains was not opted into, or waits for something.",
              ExitCode.FINDINGS,
              "check"),
          new Scene("Who did what, and when.", ExitCode.FINE, "history"),
          new Scene(
              "And if it was a mistake: everything goes back, last change first.",
              ExitCode.FINE,
              "rollback",
              "--yes"),
          new Scene("The laptop is as it was at first.", ExitCode.FINDINGS, "check"),
          new Scene(
              "Nobody has touched the record of all this.", ExitCode.FINE, "journal", "verify"));

  @Override
  public Integer call() throws Exception {
    Path examples = PolicyCommand.defaultFolder().resolve("examples");
    Path original = examples.resolve("neglected-laptop.yaml");
    Path assignment = examples.resolve("head-office.yaml");
    Path folder = Files.createTempDirectory("fettle-demo-");
    Path machine = folder.resolve("laptop.yaml");
    try {
      Files.copy(original, machine);
    } catch (IOException e) {
      throw Stop.early(
          "The demo needs the example machine " + original + ": " + JournalFiles.reason(e) + ".");
    }
    byte[] before = Files.readAllBytes(machine);
    for (int i = 0; i < STORY.size(); i++) {
      play(i + 1, STORY.get(i), machine, assignment);
    }
    boolean same = java.util.Arrays.equals(before, Files.readAllBytes(machine));
    terminal.print(
        same
            ? "\nThe machine file is byte for byte what it was. It and its journal are kept in\n"
                + folder
            : "\nThe machine file differs from what it was: see " + folder + ".");
    return same ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private void play(int number, Scene scene, Path machine, Path assignment) {
    Page page = new Page(terminal.style()).blank();
    page.line("=".repeat(Page.COLUMNS), terminal.style()::quiet);
    terminal.print(page.heading(number + ". " + scene.told()).blank().toString());
    List<String> command = new ArrayList<>(scene.command());
    command.add("--machine");
    command.add(machine.toString());
    if (!List.of("history", "rollback", "journal").contains(command.getFirst())) {
      command.add("--assignment");
      command.add(assignment.toString());
    }
    terminal.print("$ fettle " + String.join(" ", shown(command)) + "\n");
    int exitCode = new CommandLineProgram(terminal).run(command.toArray(String[]::new));
    terminal.print("(exit code " + exitCode + ")");
    if (exitCode != scene.exitCode()) {
      throw Stop.early("The story should have come to exit code " + scene.exitCode() + " here.");
    }
  }

  private static List<String> shown(List<String> command) {
    return command.stream()
        .map(word ->
            word.contains("/") || word.contains("\\")
                ? Path.of(word).getFileName().toString()
                : word)
        .toList();
  }
}
