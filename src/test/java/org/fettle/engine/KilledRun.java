package org.fettle.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fettle.engine.Undo.Selection;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MemoryWindows;

/**
 * A command on a machine file with its journal beside it, as a program of its own that kills its
 * process at a given place. The tests use it in their own process too, where it lives on.
 */
final class KilledRun {
  static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

  private final Path folder;
  private final Place place;
  private final int number;
  private int records;
  private int writes;

  /** Where the process ends; counted from 1. */
  enum Place {
    NEVER,
    /** When the journal is about to write its record of that number since it was opened. */
    RECORD,
    BEFORE_WRITE,
    AFTER_WRITE,
    /** It lives on, but keeps everybody waiting in that write. */
    STUCK_IN_WRITE
  }

  /** What is run. */
  enum Command {
    /** Nothing but what any command begins with: what was interrupted is taken back. */
    RESTART,
    APPLY,
    /** All runs that stand, newest first. */
    ROLLBACK
  }

  /** A run in this folder, which holds the machine file. */
  KilledRun(Path folder, Place place, int number) {
    this.folder = folder;
    this.place = place;
    this.number = number;
  }

  public static void main(String[] args) throws Exception {
    new KilledRun(Path.of(args[0]), Place.valueOf(args[2]), Integer.parseInt(args[3]))
        .run(Command.valueOf(args[1]));
  }

  /** The program, to be started. */
  static ProcessBuilder program(Path folder, Command command, Place place, int number) {
    return java(
        KilledRun.class.getName(),
        folder.toString(),
        command.name(),
        place.name(),
        Integer.toString(number));
  }

  /** A Java of our own class path that starts fast. */
  static ProcessBuilder java(String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"));
    builder.command().addAll(List.of(arguments));
    return builder.redirectErrorStream(true);
  }

  @SuppressWarnings("try") // the lock is held, not used
  void run(Command command) throws IOException, PolicyException, RunLock.Held {
    try (RunLock lock = RunLock.take(folder, Duration.ZERO);
        Windows machine = MemoryWindows.open(folder.resolve("machine.yaml"));
        Journal journal = Journal.open(folder.resolve("journal"), (InstantSource) this::record)) {
      Engine engine =
          new Engine(
              new Unreliable(machine, this::write),
              journal,
              Clock.fixed(NOW, ZoneOffset.UTC),
              new Engine.Identity("tester", "0.0.0"));
      switch (command) {
        case RESTART -> {}
        case APPLY -> {
          Assignment assignment =
              PolicyFiles.readAssignment(folder.resolveSibling("assignment.yaml"), List.of());
          Planned planned = engine.plan(assignment, Trigger.AGENT, Progress.NONE);
          engine.apply(assignment, planned, Trigger.AGENT, Progress.NONE);
        }
        case ROLLBACK -> {
          for (Undo undo = undo(); undo.newestRun().isPresent(); undo = undo()) {
            engine.rollback(
                undo.standing(
                    new Selection(undo.newestRun().get(), Optional.empty(), Optional.empty())));
          }
        }
      }
    }
  }

  private Undo undo() {
    return new Undo(new JournalFiles(folder.resolve("journal")).entries());
  }

  private Instant record() {
    records++;
    dieAt(Place.RECORD, records);
    return NOW;
  }

  private void write(Windows machine, Change change) {
    writes++;
    dieAt(Place.BEFORE_WRITE, writes);
    if (place == Place.STUCK_IN_WRITE && writes == number) {
      stuck();
    }
    if (change.target().toLowerCase(Locale.ROOT).endsWith("refused")) {
      throw WindowsException.failed("write", change.target(), 5);
    }
    machine.apply(change);
    dieAt(Place.AFTER_WRITE, writes);
  }

  private void dieAt(Place here, int count) {
    if (here != place || count != number) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    stay();
  }

  private void stuck() {
    try {
      Files.createFile(folder.resolve("stuck"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    stay();
  }

  private static void stay() {
    try {
      TimeUnit.MINUTES.sleep(2);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("It should have been killed by now.");
  }
}
