package org.fettle.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fettle.journal.Event.Command;
import org.fettle.journal.JournalFiles;
import org.fettle.report.AgentStatus;
import org.fettle.report.AgentStatusFile;
import org.fettle.report.JournalRuns;
import org.fettle.report.JsonStatus;
import org.fettle.report.RunReport;
import org.fettle.report.ServiceSeen;
import org.fettle.report.StatusReport;
import org.fettle.report.StatusText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "status",
    description = {
      "Tell how the agent of this computer is: the service, its last and next run, the policy in"
          + " force, what is out of order, and what troubles it. An administrator's command.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all is well and nothing is out of order; 1 there is a problem, or",
      "            findings of the last run remain; 2 something is not known yet or",
      "            could not be judged; 3 nothing can be told: no rights, or the",
      "            service has never run; 64 wrong usage.",
      "A problem is: the service does not run; no policy is in force, or one without a",
      "schedule; what is offered is refused, or out of reach for a day; a run is an",
      "hour late or was left out; a task failed; something fights a fix; something",
      "guards this computer less than it must."
    },
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Option(
      names = "--machine",
      paramLabel = "FILE",
      description = "Tell of the machine in this file: its last run, by its journal.")
  @Nullable Path machineFile;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "Tell by the files of this folder alone, such as one brought from another computer.")
  @Nullable Path stateFolder;

  @Option(names = "--json", description = "Print as JSON.")
  boolean json;

  @Option(names = "--verbose", description = "Tell where an error came from, too.")
  boolean verbose;

  @Mixin Help help = new Help();

  StatusCommand(Terminal terminal) {
    this(terminal, InstantSource.system());
  }

  StatusCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    StatusReport report =
        machineFile == null && stateFolder == null ? ofThisComputer() : ofFiles(folder());
    terminal.print(json ? JsonStatus.of(report) : StatusText.of(report, terminal.style()));
    return report.exitCode();
  }

  private StatusReport ofThisComputer() {
    if (!Target.isWindows()) {
      throw Stop.early(
          "This is not Windows: name a machine with --machine FILE, or the state folder of one with"
              + " --state FOLDER.");
    }
    AgentStatusFile file = new AgentStatusFile(ThisComputer.agentFolder());
    Optional<AgentStatus> status = read(file);
    ServiceSeen service = ThisComputer.service();
    if (status.isEmpty()) {
      throw Stop.early(
          "The service has never run here: there is no " + file.path() + "." + now(service));
    }
    return StatusReport.of(status.get(), service, clock.instant());
  }

  private static String now(ServiceSeen service) {
    return switch (service) {
      case ServiceSeen.Found found when found.service().running() ->
          " It is starting now, or cannot write there.";
      case ServiceSeen.Found found -> " It is installed and does not run.";
      case ServiceSeen.Missing missing -> " There is no service Fettle on this computer.";
      case ServiceSeen.Unknown unknown -> " " + unknown.reason();
      case ServiceSeen.NotAsked notAsked -> "";
    };
  }

  private StatusReport ofFiles(Path folder) {
    Optional<AgentStatus> status = read(new AgentStatusFile(folder));
    if (status.isPresent()) {
      return StatusReport.of(status.get(), new ServiceSeen.NotAsked(), clock.instant());
    }
    Optional<RunReport> last =
        new JournalRuns(new JournalFiles(folder.resolve("journal")))
            .newestFor(Command.CHECK, Command.APPLY);
    return StatusReport.of(
        last.orElseThrow(() ->
            Stop.early("Nothing is known of it: in " + folder + " is neither a status nor a run.")),
        clock.instant());
  }

  private static Optional<AgentStatus> read(AgentStatusFile file) {
    try {
      return file.read();
    } catch (AccessDeniedException e) {
      throw Stop.early(
          "Only administrators may read "
              + file.path()
              + ": start the command as one, such as from a terminal that was opened with \"Run as"
              + " administrator\".");
    } catch (IOException e) {
      throw Stop.early("Cannot read " + file.path() + ": " + JournalFiles.reason(e) + ".");
    }
  }

  private Path folder() {
    Target target = new Target();
    target.machineFile = machineFile;
    target.stateFolder = stateFolder;
    return target.stateFolder();
  }
}
