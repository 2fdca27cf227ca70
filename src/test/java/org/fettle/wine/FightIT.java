package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The installed service against another program that resets a value every second. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
class FightIT {
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final Path LOGS = Path.of("target", "wine-reports", "fight");
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";
  private static final String DATA = "ProgramData/Fettle/";

  @Test
  void itEndsWithinTheBudgetInOneReportAndNoFurtherWrites() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (WinePrefix windows = WinePrefix.make(LOGS);
        ExecutorService programs = Executors.newSingleThreadExecutor()) {
      fight(windows, programs);
    }
  }

  private static void fight(WinePrefix windows, ExecutorService programs) throws Exception {
    Installation.in(windows.onDriveC("Program Files/Fettle"));
    offer(windows);
    Installation.createService(windows);
    windows.ok("run", "sc", "start", "Fettle");
    Path journal = windows.onDriveC(DATA + "state/journal");
    InstalledAgent.until(PATIENCE, () -> count(journal, Outcome.FIXED) == 1);
    windows.has(KEY, "Fought", "REG_DWORD", "0x1");

    Path stop = windows.onDriveC("stop.txt");
    Future<Wine.Run> adversary =
        programs.submit(() -> windows.run("endpoint", "reset", "SOFTWARE\\Contoso", "Fought"));
    InstalledAgent.until(
        PATIENCE,
        () -> log(windows).contains("is set back again and again"),
        () ->
            "The other program has %s. %s The log of the service:\n%s"
                .formatted(
                    adversary.isDone() ? "ended: " + adversary.get().end() : "not ended.",
                    windows.run("run", "sc", "query", "Fettle").end(),
                    log(windows)));
    int size = events(journal).size();
    Thread.sleep(20_000);
    assertThat(adversary.isDone()).as("the other program has ended").isFalse();
    assertThat(events(journal)).as("the journal grows no more").hasSize(size);
    windows.has(KEY, "Fought", "REG_DWORD", "0x0");
    windows.ok("run", "sc", "stop", "Fettle");
    Files.createFile(stop);
    adversary.get();

    assertThat(count(journal, Outcome.BLOCKED)).isEqualTo(1);
    assertThat(
            events(journal).stream()
                .filter(event ->
                    event instanceof Event.Intended intended
                        && intended.purpose() == Event.Purpose.FIX)
                .filter(event -> ((Event.Intended) event).what().target().contains("Fought")))
        .hasSizeLessThanOrEqualTo(3);
    assertThat(log(windows).lines().filter(line -> line.contains("is set back again and again")))
        .hasSize(1);
  }

  private static void offer(WinePrefix windows) throws Exception {
    Path folder = Files.createDirectories(windows.onDriveC(DATA + "policies"));
    Files.writeString(
        folder.resolve("contoso.yaml"),
        """
        policy: contoso
        version: 1.0.0
        title: Test
        rules:
          - id: fought
            title: The value is set
            why: A test
            severity: low
            for: machine
            check:
              registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Fought, value: { dword: 1 } }
        """);
    Files.writeString(
        folder.resolve("assignment.yaml"),
        """
        assignment: fight
        policies:
          - policy: contoso
            fix: { fought: automatic }
        schedule: { at: [startup, registry-change] }
        """);
    for (String name : List.of("contoso.yaml", "assignment.yaml")) {
      Files.setLastModifiedTime(
          folder.resolve(name), FileTime.from(Instant.now().minusSeconds(60)));
    }
  }

  private static List<Event> events(Path journal) {
    return Files.exists(journal)
        ? new JournalFiles(journal).entries().stream().map(Entry::event).toList()
        : List.of();
  }

  private static long count(Path journal, Outcome outcome) {
    return events(journal).stream()
        .filter(event -> event instanceof Event.Concluded done && done.outcome() == outcome)
        .count();
  }

  private static String log(WinePrefix windows) throws Exception {
    return Files.readString(windows.onDriveC(DATA + "state/service.log"), UTF_8);
  }
}
