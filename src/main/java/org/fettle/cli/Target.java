package org.fettle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fettle.engine.Engine;
import org.fettle.engine.RunLock;
import org.fettle.engine.ThisProgram;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalException;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.report.AuditLog;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Windows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machine a command is about, and where its journal is kept. */
final class Target {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  @Option(
      names = "--machine",
      paramLabel = "FILE",
      description = "Use the machine in this file in place of this computer; works on any system.")
  @Nullable Path machineFile;

  @Option(
      names = "--assignment",
      paramLabel = "FILE",
      description = "The assignment: which policies apply and which fixes are opted into.")
  @Nullable Path assignmentFile;

  @Option(
      names = "--policies",
      paramLabel = "FOLDER",
      description = "Where to look for policies, beside the assignment's own folder.")
  List<Path> policyFolders = List.of();

  @Option(names = "--state", paramLabel = "FOLDER", description = "Where the journal is kept.")
  @Nullable Path stateFolder;

  @Option(names = "--verbose", description = "Tell more; where an error came from, too.")
  boolean verbose;

  /** A command's work with the engine. */
  interface Work {
    int with(Engine engine) throws PolicyException;
  }

  /** Runs the work with the machine and the journal open and the run lock held. */
  int withEngine(Work work) throws PolicyException {
    return withEngine(Optional.empty(), work);
  }

  /** The same, where the assignment is for this machine. */
  int withEngine(Assignment assignment, Work work) throws PolicyException {
    return withEngine(Optional.of(assignment), work);
  }

  @SuppressWarnings("try") // the locks are held, not used
  private int withEngine(Optional<Assignment> assignment, Work work) throws PolicyException {
    requireMachine();
    Path state = stateFolder();
    try (RunLock lock = lock(state);
        RunLock lockOfThisComputer = lockBeside(state);
        Windows machine = openMachine();
        Journal journal = Journal.open(journalFolder(), Clock.systemUTC())) {
      assignment.ifPresent(one -> stopUnlessFor(machine.facts(), one));
      System.setProperty("fettle.state", state.toString());
      journal.tell(new AuditLog()::tell);
      return work.with(
          new Engine(
              machine, journal, Clock.system(ZoneId.systemDefault()), ThisProgram.identity()));
    } catch (RunLock.Held e) {
      throw Stop.early(e.getMessage() + " Try again when it is done.");
    }
  }

  private static RunLock lock(Path state) throws RunLock.Held {
    try {
      return RunLock.take(state, LOCK_WAIT);
    } catch (JournalException e) {
      throw Stop.early(e.getMessage() + " Another folder is named with --state.");
    }
  }

  /**
   * The lock of this computer's own state folder, which a run with another one takes too: both
   * write the same machine. Null where there is no second lock to take.
   */
  private @Nullable RunLock lockBeside(Path state) throws RunLock.Held {
    if (machineFile != null) {
      return null;
    }
    Path own = ThisComputer.stateFolder();
    try {
      Files.createDirectories(own);
      return Files.isSameFile(state, own) ? null : RunLock.take(own, LOCK_WAIT);
    } catch (IOException e) {
      throw Stop.early("Cannot lock " + own + ": " + JournalFiles.reason(e) + ".");
    } catch (JournalException e) {
      throw Stop.early(String.valueOf(e.getMessage()));
    }
  }

  private static void stopUnlessFor(MachineFacts machine, Assignment assignment) {
    if (!assignment.forMachines().take(machine)) {
      List<String> wanted = new ArrayList<>();
      if (!assignment.forMachines().name().isEmpty()) {
        wanted.add("named " + String.join(" or ", assignment.forMachines().name()));
      }
      if (!assignment.forMachines().domain().isEmpty()) {
        wanted.add("in " + String.join(" or ", assignment.forMachines().domain()));
      }
      throw Stop.notHere(
          "not for this machine: the assignment "
              + assignment.id()
              + " is for machines "
              + String.join(" ", wanted)
              + ", and this is "
              + machine.name()
              + machine.domain().map(domain -> " in " + domain).orElse(" in no domain")
              + ". Nothing was judged.");
    }
  }

  /** The assignment, read whole, with its policies. */
  Assignment assignment() throws PolicyException {
    if (assignmentFile != null) {
      return EarlyAssignment.read(assignmentFile, policyFolders);
    }
    if (isThisComputer()) {
      return ThisComputer.policies().assignment(policyFolders);
    }
    Path beside = Path.of("assignment.yaml");
    if (!Files.isRegularFile(beside)) {
      throw Stop.usage(InstalledPolicies.NAME_ONE);
    }
    return EarlyAssignment.read(beside, policyFolders);
  }

  /** Stops what the bundle in force on this computer halts. */
  void requireNoPause() {
    if (isThisComputer()) {
      ThisComputer.policies().requireNoPause();
    }
  }

  private boolean isThisComputer() {
    return isWindows() && machineFile == null;
  }

  /** The journal's files, to be read. */
  JournalFiles journalFiles() {
    return new JournalFiles(journalFolder());
  }

  /** The machine: the one in the file, or this computer. */
  Windows openMachine() {
    requireMachine();
    return machineFile != null ? FileMachine.open(machineFile) : ThisComputer.open();
  }

  /** Stops what is about a machine that is not there, before anything is written for it. */
  private void requireMachine() {
    if (machineFile == null && !isWindows()) {
      throw Stop.early(
          "This is not Windows: name the machine to look at with --machine FILE, such as"
              + " policies/examples/neglected-laptop.yaml.");
    }
    if (machineFile != null && !Files.exists(machineFile)) {
      throw Stop.early("There is no machine file " + machineFile + ".");
    }
    if (machineFile != null && Files.isDirectory(machineFile)) {
      throw Stop.early(machineFile + " is a folder; name the machine file in it.");
    }
  }

  private Path journalFolder() {
    return stateFolder().resolve("journal");
  }

  /** Where the journal is, and what else is kept of the machine. */
  Path stateFolder() {
    if (stateFolder != null) {
      return stateFolder;
    }
    requireMachine();
    if (machineFile != null) {
      String name = machineFile.getFileName().toString();
      int dot = name.lastIndexOf('.');
      return machineFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".fettle");
    }
    return ThisComputer.stateFolder();
  }

  /** Whether this computer is what Fettle is for. */
  static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
