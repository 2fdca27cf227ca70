package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installed service, as Windows' own service control starts, asks and stops it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "service");
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";
  private static final String DATA = "ProgramData/Fettle/";
  private static final String SERVICE = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Fettle";
  private static final int MANY = 800;

  private static WinePrefix windows;
  private static Installation installation;

  @BeforeAll
  static void install() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    windows = WinePrefix.make(LOGS);
    installation = Installation.in(windows.onDriveC("Program Files/Fettle"));
    Installation.createService(windows);
  }

  @AfterAll
  static void uninstall() throws IOException {
    if (windows != null) {
      windows.close();
    }
  }

  @Test
  @Order(0)
  void beforeItHasRunItsStatusSaysSo() throws Exception {
    Wine.Run status = fettle("status");
    assertThat(status.exitCode()).as(status.end()).isEqualTo(3);
    assertThat(status.end().replaceAll("\\s+", " "))
        .contains("The service has never run here: there is no")
        .contains("C:\\ProgramData\\Fettle\\state\\status.json")
        .contains("It is installed and does not run.");
  }

  @Test
  @Order(1)
  void withoutARuntimeItStopsWithACodeOfItsOwn() throws Exception {
    Files.delete(installation.runtime());
    windows.run("run", "sc", "start", "Fettle");
    List<String> state = untilIs("STOPPED");
    installation.linkRuntime();
    // ERROR_SERVICE_SPECIFIC_ERROR, and what the launcher says of a missing runtime
    assertThat(state)
        .anyMatch(line -> line.matches("\\s*WIN32_EXIT_CODE\\s*: 1066.*"))
        .anyMatch(line -> line.matches("\\s*SERVICE_EXIT_CODE\\s*: 102.*"));
  }

  @Test
  @Order(2)
  void itStartsJudgesFixesAndStops() throws Exception {
    offer("at: [startup]", "First");
    windows.ok("run", "sc", "start", "Fettle");
    untilIs("RUNNING");
    untilRuns(1);
    windows.has(KEY, "First", "REG_DWORD", "0x1");
    InstalledAgent.until(() -> fettle("status").end().contains("1 fixed"));
    Wine.Run status = fettle("status");
    assertThat(status.exitCode()).as(status.end()).isZero();
    assertThat(status.end())
        .contains("running; it starts by hand")
        .contains("service, in force since")
        .contains("fettle: the agent is well, no findings");
    assertThat(fettle("status", "--json").output()).contains("    \"state\" : \"running\",");
    windows.ok("run", "sc", "stop", "Fettle");
    untilIs("STOPPED");
    Wine.Run stopped = fettle("status");
    assertThat(stopped.exitCode()).as(stopped.end()).isEqualTo(1);
    assertThat(stopped.end()).contains("The service does not run: it was stopped at");
    assertThat(fettle("history").end()).as("the agent's own runs").contains("apply");
    assertThat(fettle("report").exitCode()).isZero();
    assertThat(concluded()).containsExactly(Outcome.FIXED);
    assertThat(log())
        .contains("The assignment service is in force.")
        .contains("1 fixed")
        .contains("The service has stopped.");
  }

  @Test
  @Order(3)
  void aStopDuringWorkLeavesNothingHalfDone() throws Exception {
    String[] names =
        IntStream.range(0, MANY).mapToObj("Value%03d"::formatted).toArray(String[]::new);
    offer("at: [startup]", names);
    int before = events().size();
    windows.ok("run", "sc", "start", "Fettle");
    InstalledAgent.until(
        () -> events().stream().skip(before).anyMatch(Event.Applied.class::isInstance));
    windows.ok("run", "sc", "stop", "Fettle");
    List<String> state = untilIs("STOPPED");
    assertThat(state).anyMatch(line -> line.matches("\\s*WIN32_EXIT_CODE\\s*: 0.*"));

    List<Event> run = events().stream().skip(before).toList();
    assertThat(run.getLast()).isInstanceOf(Event.RunEnded.class);
    long fixed = count(run, Outcome.FIXED);
    assertThat(fixed).isPositive().isLessThan(MANY);
    assertThat(count(run, Outcome.DEFERRED)).isEqualTo(MANY - fixed);
    // Exactly what the journal calls fixed is there.
    assertThat(
            windows.ok("run", "reg", "query", KEY).output().stream()
                .filter(line -> line.contains("    Value")))
        .hasSize((int) fixed);
  }

  @Test
  @Order(4)
  void aSecondStartDoesTheRestAndABadPolicyChangesNothing() throws Exception {
    int before = events().size();
    Files.writeString(windows.onDriveC(DATA + "policies/assignment.yaml"), "assignment: bad\n");
    aged();
    windows.ok("run", "sc", "start", "Fettle");
    InstalledAgent.until(
        () -> events().stream().skip(before).anyMatch(Event.RunEnded.class::isInstance));
    windows.ok("run", "sc", "stop", "Fettle");
    untilIs("STOPPED");
    assertThat(
            windows.ok("run", "reg", "query", KEY).output().stream()
                .filter(line -> line.contains("    Value")))
        .hasSize(MANY);
    assertThat(fettle("status").end())
        .contains("C:\\ProgramData\\Fettle\\policies offers is refused since");
    assertThat(log())
        .contains("the last good assignment, service, stays in force")
        .contains("policies\\assignment.yaml:");
  }

  @ParameterizedTest
  @Order(5)
  @ValueSource(
      strings = {
        "ProgramData/Fettle/policies",
        "ProgramData/Fettle/agent.yaml",
        "Program Files/Fettle/bin",
        "Program Files/Fettle/lib/jnidispatch.dll"
      })
  void whereOthersMayWriteItDoesNotStart(String name) throws Exception {
    int before = events().size();
    String log = log();
    Path place = windows.onDriveC(name);
    if (Files.notExists(place)) {
      Files.createFile(place);
    }
    Set<PosixFilePermission> only = Files.getPosixFilePermissions(place);
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    windows.run("run", "sc", "start", "Fettle");
    List<String> state = untilIs("STOPPED");
    Files.setPosixFilePermissions(place, only);
    assertThat(state)
        .anyMatch(line -> line.matches("\\s*WIN32_EXIT_CODE\\s*: 1066.*"))
        .anyMatch(line -> line.matches("\\s*SERVICE_EXIT_CODE\\s*: 3 .*"));
    assertThat(events()).hasSize(before);
    assertThat(log()).as("the log").isEqualTo(log);
  }

  @Test
  @Order(6)
  void aPathWithoutQuotationMarksIsMendedAtTheStart() throws Exception {
    offer("at: [logon]", "First");
    windows.ok("run", "sc", "delete", "Fettle");
    Installation.createService(windows, "C:\\Program Files\\Fettle\\bin\\fettled.exe");
    assertThat(path()).isEqualTo("C:\\Program Files\\Fettle\\bin\\fettled.exe");
    windows.ok("run", "sc", "start", "Fettle");
    untilIs("RUNNING");
    windows.ok("run", "sc", "stop", "Fettle");
    untilIs("STOPPED");
    assertThat(path()).isEqualTo("\"C:\\Program Files\\Fettle\\bin\\fettled.exe\"");
    assertThat(log())
        .contains("WARN  The path of the service Fettle, C:\\Program Files")
        .contains("INFO  C:\\Program Files\\Fettle\\bin\\fettled.exe is not signed.");
  }

  private static String path() throws Exception {
    return windows.ok("run", "reg", "query", SERVICE, "/v", "ImagePath").output().stream()
        .filter(line -> line.contains("ImagePath"))
        .map(line -> line.replaceFirst(" *ImagePath +REG_\\w+ +", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(6)
  void anAdministratorHasItWorkNow() throws Exception {
    offer("every: 4h, jitter: 2d", "First");
    windows.ok("run", "reg", "delete", KEY, "/v", "First", "/f");
    windows.ok("run", "sc", "start", "Fettle");
    untilIs("RUNNING");
    int before = events().size();
    windows.ok("run", "C:\\Program Files\\Fettle\\bin\\fettle.exe", "refresh");
    InstalledAgent.until(
        () -> events().stream().skip(before).anyMatch(Event.RunEnded.class::isInstance));
    windows.has(KEY, "First", "REG_DWORD", "0x1");
    windows.ok("run", "sc", "stop", "Fettle");
    untilIs("STOPPED");
    Wine.Run refused = windows.run("run", "C:\\Program Files\\Fettle\\bin\\fettle.exe", "refresh");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.output())
        .anyMatch(line -> line.startsWith("fettle: Cannot ask the service Fettle"));
  }

  private static Wine.Run fettle(String... words) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(installation.path("bin/fettle.exe").toString());
    all.addAll(List.of(words));
    return windows.run("run", all.toArray(String[]::new));
  }

  private static void offer(String schedule, String... names) throws IOException {
    StringBuilder rules =
        new StringBuilder("policy: contoso\nversion: 1.0.0\ntitle: Test\nrules:\n");
    for (String name : names) {
      rules.append(
          """
            - id: %s
              title: The value %s is set
              why: A test
              severity: low
              for: machine
              check:
                registry-value: { key: '%s', name: %s, value: { dword: 1 } }
          """
              .formatted(name.toLowerCase(java.util.Locale.ROOT), name, KEY, name));
    }
    Path folder = Files.createDirectories(windows.onDriveC(DATA + "policies"));
    Files.writeString(folder.resolve("contoso.yaml"), rules);
    Files.writeString(
        folder.resolve("assignment.yaml"),
        "assignment: service\npolicies:\n  - policy: contoso\n    fix:\n"
            + List.of(names).stream()
                .map(name -> "      " + name.toLowerCase(java.util.Locale.ROOT) + ": automatic\n")
                .collect(Collectors.joining())
            + "schedule: { "
            + schedule
            + " }\nbudget: { changes-per-day: 10000 }\n");
    aged();
  }

  /** As if it had been copied there a while ago. */
  private static void aged() throws IOException {
    try (var files = Files.list(windows.onDriveC(DATA + "policies"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(
            file, java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusSeconds(60)));
      }
    }
  }

  private static List<Event> events() {
    Path journal = windows.onDriveC(DATA + "state/journal");
    return Files.exists(journal)
        ? new JournalFiles(journal).entries().stream().map(Entry::event).toList()
        : List.of();
  }

  private static List<Outcome> concluded() {
    return events().stream()
        .filter(Event.Concluded.class::isInstance)
        .map(event -> ((Event.Concluded) event).outcome())
        .toList();
  }

  private static long count(List<Event> events, Outcome outcome) {
    return events.stream()
        .filter(event -> event instanceof Event.Concluded done && done.outcome() == outcome)
        .count();
  }

  private static String log() throws IOException {
    return Files.readString(windows.onDriveC(DATA + "state/service.log"));
  }

  private static void untilRuns(int runs) throws Exception {
    InstalledAgent.until(
        () -> events().stream().filter(Event.RunEnded.class::isInstance).count() >= runs);
  }

  private static List<String> untilIs(String state) throws Exception {
    List<List<String>> said = new ArrayList<>();
    InstalledAgent.until(() -> {
      said.add(windows.run("run", "sc", "query", "Fettle").output());
      return said.getLast().stream().anyMatch(line -> line.contains(state));
    });
    return said.getLast();
  }
}
