package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.service.TlsKeys;
import org.fettle.service.TlsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One machine of a fleet, from its installation to its end: policies are signed, served by HTTPS,
 * fetched, verified, held to, refused, halted and outlived. One story in steps, with nothing in it
 * that an administrator does not have.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "fleet");
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";

  @TempDir static Path admin;

  private static WinePrefix windows;
  private static InstalledAgent agent;
  private static TlsServer server;
  private static TlsKeys tls;
  private static Path privateKey;
  private static String publicKey;

  @BeforeAll
  static void freshWindows() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    missing = MsiPackage.prepare();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    windows = WinePrefix.make(LOGS);
    agent = new InstalledAgent(windows, LOGS);
    tls = TlsKeys.byAuthority(admin, "dns:localhost");
    server = new TlsServer(tls);
  }

  @AfterAll
  static void drop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (windows != null) {
      windows.close();
    }
  }

  @Test
  @Order(1)
  void theAdministratorMakesAKeyAndTheMachineKnowsTheCompanysRoot() throws Exception {
    desk("policy", "keygen", "--out", admin.resolve("keys").toString());
    try (Stream<Path> keys = Files.list(admin.resolve("keys"))) {
      List<Path> made = keys.sorted().toList();
      privateKey = made.getFirst();
      publicKey = Files.readString(made.getLast()).strip();
    }
    CompanyRoot.knownTo(windows, admin, tls.authority());
  }

  @Test
  @Order(2)
  void theInstalledAgentFetchesVerifiesJudgesAndFixes() throws Exception {
    serve(bundle(5));
    assertThat(
            agent.install(
                MsiPackage.file(),
                "POLICYURL=" + server.at("/fleet.zip"),
                "POLICYKEY=" + publicKey))
        .isZero();
    agent.untilRunning();
    untilRun(0);

    List<Event> events = agent.events(0);
    assertThat(events).filteredOn(Event.PolicyTaken.class::isInstance).hasSize(1);
    assertThat(outcomes(events)).containsExactly(Outcome.FIXED, Outcome.REPORTED);
    windows.has(KEY, "Greeting", "REG_SZ", "hello");
    assertThat(agent.log())
        .contains("The assignment everyone is in force.")
        .contains("serial 5")
        .contains("1 fixed, 1 reported");
    Wine.Run status = agent.fettle("status");
    status.output().forEach(System.out::println);
    assertThat(status.output()).anyMatch(line -> line.contains("fleet, serial 5"));
    assertThat(status.exitCode()).as("a finding remains").isEqualTo(1);
  }

  @Test
  @Order(3)
  void aSecondRunChangesNothing() throws Exception {
    int before = refreshed();
    assertThat(agent.events(before)).noneMatch(Event.Intended.class::isInstance);
    assertThat(outcomes(agent.events(before))).containsExactly(Outcome.COMPLIANT, Outcome.REPORTED);
  }

  @Test
  @Order(4)
  void aBundleThatWasTamperedWithIsRefusedAndTheGoodOneStays() throws Exception {
    byte[] tampered = bundle(6);
    tampered[tampered.length / 2] ^= 1;
    serve(tampered);
    int before = refreshed();
    assertThat(refusals(before)).hasSize(1);
    assertThat(outcomes(agent.events(before))).containsExactly(Outcome.COMPLIANT, Outcome.REPORTED);
    Wine.Run status = agent.fettle("status");
    status.output().forEach(System.out::println);
    assertThat(String.join("\n", status.output())).contains("fleet, serial 5").contains("refused");
    assertThat(status.exitCode()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void anOlderBundleIsRefused() throws Exception {
    serve(bundle(4));
    int before = refreshed();
    assertThat(refusals(before)).singleElement().asString().contains("older than 5");
    assertThat(agent.log()).contains("older than 5").contains("everyone, stays in force");
  }

  @Test
  @Order(6)
  void aHaltSwitchStopsEveryFixWithoutAServer() throws Exception {
    windows.ok("run", "reg", "delete", KEY, "/v", "Greeting", "/f");
    serve(bundle(6, "--paused"));
    int before = refreshed();
    assertThat(outcomes(agent.events(before))).contains(Outcome.DEFERRED);
    assertThat(agent.events(before)).noneMatch(Event.Intended.class::isInstance);
    assertThat(windows.run("run", "reg", "query", KEY, "/v", "Greeting").exitCode()).isEqualTo(1);
  }

  @Test
  @Order(7)
  void theNextBundleFixesAgain() throws Exception {
    serve(bundle(7));
    int before = refreshed();
    assertThat(outcomes(agent.events(before))).contains(Outcome.FIXED);
    windows.has(KEY, "Greeting", "REG_SZ", "hello");
  }

  @Test
  @Order(8)
  void anUpgradeWithoutTheServerKeepsWhatIsInForce() throws Exception {
    server.close();
    int before = agent.events(0).size();
    assertThat(agent.install(MsiPackage.ofVersion("0.1.1"))).isIn(0, InstalledAgent.IN_USE);
    agent.untilRunning();
    untilRun(before);
    assertThat(outcomes(agent.events(before))).containsExactly(Outcome.COMPLIANT, Outcome.REPORTED);
    Wine.Run settings = agent.fettle("settings");
    settings.output().forEach(System.out::println);
    assertThat(String.join(" ", settings.output())).contains(server.at("/fleet.zip").toString());
    assertThat(agent.fettle("status").output()).anyMatch(line -> line.contains("serial 7"));
  }

  @Test
  @Order(9)
  void theCommandLineGoesByTheBundleInForceToo() throws Exception {
    Wine.Run check = agent.fettle("check");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output()).last().asString().contains("1 finding (1 low), 1 compliant");
  }

  @Test
  @Order(10)
  void atTheEndTheJournalIsWholeAndStays() throws Exception {
    assertThat(agent.uninstall()).isZero();
    // Windows removes the archive of classes by `*`, which Wine takes for a name; and what was in
    // use during the upgrade Wine forgets.
    try (Stream<Path> left = Files.list(windows.onDriveC("Program Files/Fettle"))) {
      List<String> names = left.map(path -> path.getFileName().toString()).toList();
      assertThat(names).contains("cache").isSubsetOf("cache", agent.wasInUse() ? "bin" : "cache");
    }
    new JournalFiles(agent.data("state/journal")).requireWhole("the story is over");
  }

  /** The command line at the administrator's desk, which is no Windows. */
  private static void desk(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("agent/bin/fettle"));
    command.addAll(List.of(arguments));
    MsiTables.run(command.toArray(String[]::new));
  }

  private static byte[] bundle(int serial, String... more) throws Exception {
    Path folder = admin.resolve("fleet");
    Files.createDirectories(folder.resolve("assignments"));
    Files.writeString(
        folder.resolve("contoso.yaml"),
        """
        policy: contoso
        version: 1.0.0
        title: What Contoso wants
        rules:
          - id: greeting
            title: Machines greet
            why: It is a test
            severity: low
            for: machine
            check:
              registry-value: { key: '%1$s', name: Greeting, value: { text: hello } }
          - id: farewell
            title: Machines say farewell
            why: Nobody opts into this fix
            severity: low
            for: machine
            check:
              registry-value: { key: '%1$s', name: Farewell, value: { text: bye } }
        """
            .formatted(KEY));
    Files.writeString(
        folder.resolve("assignments/everyone.yaml"),
        """
        assignment: everyone
        policies:
          - policy: contoso
            fix: { greeting: automatic }
        schedule: { at: [startup, policy-change] }
        """);
    Path file = admin.resolve("fleet-" + serial + ".zip");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "policy",
                "bundle",
                folder.toString(),
                "--name",
                "fleet",
                "--serial",
                String.valueOf(serial),
                "--not-after",
                "2099-12-31",
                "--key",
                privateKey.toString(),
                "--out",
                file.toString()));
    arguments.addAll(List.of(more));
    desk(arguments.toArray(String[]::new));
    return Files.readAllBytes(file);
  }

  private static void serve(byte[] bundle) {
    server.answers(
        "HTTP/1.1 200 OK\nContent-Length: " + bundle.length + "\nConnection: close", bundle);
  }

  /** Has the service look and judge now; answers how many records the journal had before. */
  private static int refreshed() throws Exception {
    int before = agent.events(0).size();
    assertThat(agent.fettle("refresh").exitCode()).isZero();
    untilRun(before);
    return before;
  }

  private static void untilRun(int after) throws Exception {
    InstalledAgent.until(
        () -> agent.events(after).stream().anyMatch(Event.RunEnded.class::isInstance));
  }

  private static List<List<String>> refusals(int after) {
    return agent.events(after).stream()
        .filter(Event.PolicyRefused.class::isInstance)
        .map(event -> ((Event.PolicyRefused) event).reasons())
        .toList();
  }

  /** What became of the rules in the first run among these. */
  private static List<Outcome> outcomes(List<Event> events) {
    return events.stream()
        .takeWhile(event -> !(event instanceof Event.RunEnded))
        .filter(Event.Concluded.class::isInstance)
        .map(event -> ((Event.Concluded) event).outcome())
        .toList();
  }
}
