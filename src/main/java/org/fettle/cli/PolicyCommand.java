package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.engine.PolicyCases;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Mistake;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.Schema;
import org.fettle.report.Page;
import org.fettle.report.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "policy",
    description = "Write policies: find mistakes, run cases, explain a rule; bundle and sign them.",
    subcommands = {
      PolicyCommand.Lint.class,
      PolicyCommand.Test.class,
      PolicyExplainCommand.class,
      PolicyCommand.PrintSchema.class,
      PolicyKeygenCommand.class,
      PolicyBundleCommand.class,
      PolicySignCommand.class,
      PolicyVerifyCommand.class
    },
    subcommandsRepeatable = false)
final class PolicyCommand implements Callable<Integer> {
  final Terminal terminal;

  @Mixin Help help = new Help();

  PolicyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    throw Stop.usage(
        "Say what to do: fettle policy lint, test, explain, schema, keygen, bundle, sign or verify.");
  }

  private static final String FILES = "Files or folders; the folder policies unless said.";

  @Command(
      name = "lint",
      description = "Name every mistake in policies and assignments, with line and column.",
      sortOptions = false)
  static final class Lint implements Callable<Integer> {
    @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

    @Parameters(paramLabel = "FILE", description = FILES)
    private List<Path> paths = List.of();

    @Mixin Help help = new Help();

    @Option(names = "--verbose", description = "Tell where an error came from.")
    boolean verbose;

    @Override
    public Integer call() {
      List<Path> missing = paths.stream().filter(path -> !Files.exists(path)).toList();
      List<Path> there = paths.stream().filter(Files::exists).toList();
      if (!there.isEmpty() && !missing.isEmpty()) {
        lint(there);
      }
      return lint(missing.isEmpty() ? paths : missing);
    }

    private int lint(List<Path> wanted) {
      List<Path> files = files(wanted, path -> !isCases(path));
      int count = 0;
      for (Path file : files) {
        for (Mistake mistake : PolicyFiles.lint(file, List.of(defaultFolder()))) {
          parent.terminal.say(mistake.toString());
          count++;
        }
      }
      parent.terminal.print(
          count == 0
              ? PlanText.counted(files.size(), "file") + ", no mistakes."
              : PlanText.counted(count, "mistake")
                  + " in "
                  + PlanText.counted(files.size(), "file")
                  + ".");
      return count == 0 ? ExitCode.FINE : ExitCode.STOPPED;
    }
  }

  @Command(
      name = "test",
      description = "Run the cases of policy packs on machines in memory; works on any system.",
      sortOptions = false)
  static final class Test implements Callable<Integer> {
    @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

    @Parameters(paramLabel = "FILE", description = FILES)
    private List<Path> paths = List.of();

    @Mixin Help help = new Help();

    @Option(names = "--verbose", description = "Name the cases that pass, too.")
    private boolean verbose;

    @Override
    public Integer call() throws Exception {
      int passed = 0;
      int failed = 0;
      for (Path file : files(paths.stream().map(Test::casesOf).toList(), PolicyCommand::isCases)) {
        for (PolicyCases.Result result : PolicyCases.run(file)) {
          if (result.mismatches().isEmpty()) {
            passed++;
            if (verbose) {
              tell("passed", file, result.name());
            }
          } else {
            failed++;
            tell("FAILED", file, result.name());
            result.mismatches().forEach(mismatch -> parent.terminal.print(mismatch(mismatch)));
          }
        }
      }
      parent.terminal.print(passed + " passed, " + failed + " failed");
      return failed == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private void tell(String word, Path file, String name) {
      Page page = new Page(parent.terminal.style());
      parent.terminal.print(page.labelled(0, word, 8, file.getFileName() + ": " + name).toString());
    }

    private static String mismatch(String text) {
      return new Page(Style.PLAIN).paragraph(8, 8, text, UnaryOperator.identity()).toString();
    }

    // Whoever names a policy means its cases.
    private static Path casesOf(Path path) {
      String name = String.valueOf(path.getFileName());
      int dot = name.lastIndexOf('.');
      if (Files.isDirectory(path) || isCases(path) || dot < 0) {
        return path;
      }
      Path cases = path.resolveSibling(name.substring(0, dot) + ".cases" + name.substring(dot));
      if (Files.isRegularFile(path) && !Files.isRegularFile(cases)) {
        throw Stop.early(path + " has no cases: they would be in " + cases + ".");
      }
      return cases;
    }
  }

  @Command(
      name = "schema",
      description = "Print the JSON Schema of policy or assignment files, for editors.",
      sortOptions = false)
  static final class PrintSchema implements Callable<Integer> {
    @ParentCommand private PolicyCommand parent = new PolicyCommand(Terminal.ofProcess());

    @Parameters(
        arity = "0..1",
        paramLabel = "policy|assignment",
        defaultValue = "policy",
        description = "Of which file; policy unless said.")
    private String of = "policy";

    @Mixin Help help = new Help();

    @Override
    public Integer call() {
      parent.terminal.print(
          switch (of) {
            case "policy" -> Schema.policy();
            case "assignment" -> Schema.assignment();
            default ->
                throw Stop.usage(
                    "There is a schema of policy and of assignment, not of '" + of + "'.");
          });
      return ExitCode.FINE;
    }
  }

  static boolean isCases(Path file) {
    return file.getFileName().toString().contains(".cases.");
  }

  static List<Path> files(List<Path> paths, java.util.function.Predicate<Path> wanted) {
    List<Path> files = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path path : paths.isEmpty() ? List.of(defaultFolder()) : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.filter(PolicyCommand::isPolicyFile).filter(wanted).sorted().forEach(files::add);
        } catch (IOException e) {
          throw Stop.early("Cannot read " + path + ": " + JournalFiles.reason(e) + ".");
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        missing.add(path.toString());
      }
    }
    if (!missing.isEmpty()) {
      throw Stop.early("There is no file or folder " + String.join(", none ", missing) + ".");
    }
    if (files.isEmpty()) {
      throw Stop.early(
          "There are no such files in "
              + paths.stream().map(Path::toString).collect(Collectors.joining(", "))
              + ".");
    }
    return files;
  }

  /** The packs of this installation, or those in the current folder. */
  static Path defaultFolder() {
    String home = System.getProperty("fettle.home");
    Path here = Path.of("policies");
    return Files.isDirectory(here) || home == null ? here : Path.of(home, "policies");
  }

  static boolean isPolicyFile(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }
}
