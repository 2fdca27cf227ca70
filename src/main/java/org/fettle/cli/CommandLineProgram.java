package org.fettle.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fettle.engine.ThisProgram;
import org.fettle.journal.JournalException;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.BundleException;
import org.fettle.report.Escapes;
import org.fettle.windows.WindowsException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line as a whole: finds the command, runs it, and turns whatever ends it early into
 * one sentence.
 */
final class CommandLineProgram {
  /** In the order of the help. */
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "check",
          "plan",
          "apply",
          "rollback",
          "history",
          "report",
          "status",
          "refresh",
          "policy",
          "quarantine",
          "settings",
          "journal",
          "capture");

  private final Terminal terminal;

  CommandLineProgram(Terminal terminal) {
    this.terminal = terminal;
  }

  /** An Intune detection script may say 2,048 characters; where this is cut, it says so behind. */
  private static final int LONGEST_LINE = 2_000;

  /** Runs the command; answers its exit code. */
  int run(String... args) {
    Optional<? extends Callable<Integer>> plain =
        PlainCheck.of(terminal, args).<Callable<Integer>>map(check -> check);
    if (plain.isEmpty()) {
      plain = PlainStatus.of(terminal, args);
    }
    if (plain.isEmpty()) {
      return line(args).execute(args);
    }
    try {
      return plain.get().call();
    } catch (Exception e) {
      return stopped(e, args);
    }
  }

  /** What reads that command line and runs its command. */
  CommandLine line(String... args) {
    CommandSpec root =
        CommandSpec.create()
            .name("fettle")
            .addMixin("help", CommandSpec.forAnnotatedObject(new Help()));
    root.version("fettle " + ThisProgram.version());
    root.usageMessage()
        .description(
            "Holds a Windows machine to the policies its admins pushed: finds what is out of order, fixes what they"
                + " opted into, and writes down every step.")
        .footer(
            "",
            "Exit codes: 0 compliant, fixed, or not for this machine; 1 findings remain;",
            "            2 not all could be judged; 3 stopped early; 64 wrong usage.");
    // Reading a command's annotations takes time: only the one that is asked for is made.
    boolean isKnown = args.length > 0 && COMMANDS.contains(args[0]);
    for (String name : isKnown ? List.of(args[0]) : COMMANDS) {
      root.addSubcommand(name, new CommandLine(command(name)));
    }
    CommandLine line = new CommandLine(root);
    line.setOut(writer(terminal.out()));
    line.setErr(writer(terminal.err()));
    line.setUsageHelpWidth(80);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.isColoured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler((e, command, parsed) -> stopped(e, args));
    line.setExecutionStrategy(this::execute);
    return line;
  }

  private int execute(CommandLine.ParseResult parsed) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      parsed.commandSpec().commandLine().usage(terminal.out());
      return ExitCode.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private Object command(String name) {
    return switch (name) {
      case "demo" -> new DemoCommand(terminal);
      case "check" -> new CheckCommand(terminal);
      case "plan" -> new PlanCommand(terminal);
      case "apply" -> new ApplyCommand(terminal);
      case "rollback" -> new RollbackCommand(terminal);
      case "history" -> new HistoryCommand(terminal);
      case "report" -> new ReportCommand(terminal);
      case "status" -> new StatusCommand(terminal);
      case "refresh" -> new RefreshCommand(terminal);
      case "policy" -> new PolicyCommand(terminal);
      case "quarantine" -> new QuarantineCommand(terminal);
      case "settings" -> new SettingsCommand(terminal);
      case "journal" -> new JournalCommand(terminal);
      case "capture" -> new CaptureCommand(terminal);
      default -> throw new IllegalArgumentException("There is no command " + name + ".");
    };
  }

  private int wrongUsage(CommandLine.ParameterException e, String[] args) {
    terminal.tell("fettle: " + WrongUsage.sentence(e));
    terminal.tell("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private int stopped(Exception e, String[] args) {
    terminal.out().flush();
    int exitCode =
        switch (e) {
          case Stop stop when stop.exitCode() == ExitCode.FINE -> nothingToDo(stop, args);
          case Stop stop -> told(String.valueOf(stop.getMessage()), stop.exitCode());
          case PolicyException bad -> badPolicy(bad);
          case BundleException refused ->
              told(String.valueOf(refused.getMessage()), ExitCode.STOPPED);
          case WindowsException refused ->
              told(String.valueOf(refused.getMessage()), ExitCode.STOPPED);
          case JournalException broken ->
              told(String.valueOf(broken.getMessage()), ExitCode.STOPPED);
          default ->
              told(
                  "An unexpected error ended the command: "
                      + e
                      + ". With --verbose it tells where.",
                  ExitCode.STOPPED);
        };
    if (Arrays.asList(args).contains("--verbose")) {
      terminal.trace(e);
    }
    return exitCode;
  }

  // The one line of output, but where a program waits for JSON.
  private int nothingToDo(Stop stop, String[] args) {
    if (Arrays.asList(args).contains("--json")) {
      return told(String.valueOf(stop.getMessage()), ExitCode.FINE);
    }
    terminal.print(Escapes.visible("fettle: " + stop.getMessage(), LONGEST_LINE));
    return ExitCode.FINE;
  }

  private int badPolicy(PolicyException bad) {
    bad.mistakes().forEach(mistake -> terminal.tell(mistake.toString()));
    int count = bad.mistakes().size();
    return told(
        count
            + (count == 1 ? " mistake" : " mistakes")
            + "; nothing was judged and nothing was changed.",
        ExitCode.STOPPED);
  }

  private int told(String sentence, int exitCode) {
    terminal.tell("fettle: " + sentence);
    return exitCode;
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(new java.io.OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
