package org.fettle.wine;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;

/**
 * The agent as Windows Installer lays it down in a Windows of its own, updates it and removes it.
 */
final class InstalledAgent {
  private static final String PROGRAM = "C:\\Program Files\\Fettle\\bin\\fettle.exe";

  /**
   * ERROR_SUCCESS_REBOOT_REQUIRED as Wine passes it on, modulo 256: it does not wait for the
   * process of a service that says it has stopped.
   */
  static final int IN_USE = 3010 % 256;

  private static final Path DATA = Path.of("ProgramData", "Fettle");

  private final WinePrefix windows;
  private final Path logs;
  private int calls;
  private boolean wasInUse;

  /** One whose installer logs are kept in that folder. */
  InstalledAgent(WinePrefix windows, Path logs) {
    this.windows = windows;
    this.logs = logs;
  }

  /** Calls Windows Installer, silently, and answers its exit code, modulo 256. */
  int msiexec(List<String> what) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("msiexec"));
    arguments.addAll(what);
    calls++;
    Path log = logs.resolve("msiexec-%02d.txt".formatted(calls));
    arguments.addAll(List.of("/qn", "/norestart", "/l*v", Wine.windowsPath(log)));
    Wine.Run run = windows.run("run", arguments.toArray(String[]::new));
    wasInUse |= run.exitCode() == IN_USE;
    System.out.println("msiexec " + String.join(" ", what) + " -> " + run.exitCode());
    return run.exitCode();
  }

  /** Whether files in use were ever left to a reboot, of which Wine forgets some. */
  boolean wasInUse() {
    return wasInUse;
  }

  /** Installs a package, or repairs or upgrades what there is. */
  int install(Path msi, String... properties) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("/i", Wine.windowsPath(msi)));
    arguments.addAll(List.of(properties));
    return msiexec(arguments);
  }

  /** Removes it. */
  int uninstall(String... properties) throws Exception {
    // Where Windows would rename what a process that is about to end still holds, Wine leaves it:
    // so that is waited for.
    stop();
    String key = windows.listed("Fettle").getFirst();
    List<String> arguments = new ArrayList<>(List.of("/x", key.substring(key.indexOf('{'))));
    arguments.addAll(List.of(properties));
    return msiexec(arguments);
  }

  /** Runs its command line. */
  Wine.Run fettle(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(List.of(arguments));
    Wine.Run run = windows.run("run", command.toArray(String[]::new));
    System.out.println("fettle " + String.join(" ", arguments) + " -> " + run.exitCode());
    return run;
  }

  /** Waits until Windows says that the service runs. */
  void untilRunning() throws Exception {
    until(() ->
        windows.run("run", "sc", "query", "Fettle").output().stream()
            .anyMatch(line -> line.contains("RUNNING")));
  }

  /** Stops the service, and waits for the end of its process. */
  void stop() throws Exception {
    windows.run("run", "sc", "stop", "Fettle"); // fails where it has stopped before
    until(() -> windows.processes("fettled.exe") == 0);
  }

  /** What the service wrote for people. */
  String log() throws IOException {
    return Files.readString(data("state/service.log"));
  }

  /** All that it wrote into its journal, after the first so many. */
  List<Event> events(int skipped) {
    Path journal = data("state/journal");
    return Files.exists(journal)
        ? new JournalFiles(journal).entries().stream().skip(skipped).map(Entry::event).toList()
        : List.of();
  }

  /** A path in the folder of its data. */
  Path data(String path) {
    return windows.onDriveC(DATA.resolve(path).toString());
  }

  /** Waits for something, a minute at most. */
  static void until(Callable<Boolean> condition) throws Exception {
    until(Duration.ofSeconds(60), condition);
  }

  /** Waits for something, for no longer than that. */
  static void until(Duration patience, Callable<Boolean> condition) throws Exception {
    until(patience, condition, () -> "");
  }

  /**
   * Waits for something, for no longer than that.
   *
   * @param story what is told where it does not come to pass
   */
  static void until(Duration patience, Callable<Boolean> condition, Callable<String> story)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        fail("It took longer than %s s. %s".formatted(patience.toSeconds(), story.call()));
      }
      Thread.sleep(100);
    }
  }
}
