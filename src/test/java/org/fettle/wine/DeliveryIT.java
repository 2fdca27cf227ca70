package org.fettle.wine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Event;
import org.fettle.policy.bundle.BundleWriter;
import org.fettle.policy.bundle.SigningKey;
import org.fettle.service.ConnectProxy;
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
 * The installed service takes its bundle from a share, which is out of reach for a while, and then,
 * by other settings, through the proxy that is set for its account.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveryIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "delivery");
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";
  private static final String HOST = "policies.contoso.example";
  private static final SigningKey SIGNING = SigningKey.generate();

  @TempDir static Path admin;

  private static WinePrefix windows;
  private static InstalledAgent agent;
  private static TlsServer server;
  private static ConnectProxy proxy;

  /** What Wine takes for {@code \\files\policies}. */
  private static Path share;

  @BeforeAll
  static void freshWindows() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    windows = WinePrefix.make(LOGS);
    agent = new InstalledAgent(windows, LOGS);
    Installation.in(windows.onDriveC("Program Files/Fettle"));
    Installation.createService(windows);
    TlsKeys tls = TlsKeys.byAuthority(admin, "dns:" + HOST);
    CompanyRoot.knownTo(windows, admin, tls.authority());
    server = new TlsServer(tls);
    proxy = new ConnectProxy(HOST);
    share = windows.onDriveC("../dosdevices/unc/files/policies").normalize();
    Files.createDirectories(share.getParent());
    Files.createDirectories(admin.resolve("fleet"));
  }

  @AfterAll
  static void drop() throws IOException {
    System.out.println(agent.log());
    if (windows != null) {
      windows.close();
    }
    if (server != null) {
      server.close();
    }
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  @Order(1)
  void aBundleOnAShareIsTakenAndHeldTo() throws Exception {
    windows.regedit(
        """
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Fettle]
        "PolicyFolder"="\\\\\\\\files\\\\policies\\\\fleet"
        "PolicyKeys"="%s"
        """
            .formatted(SIGNING.publicKey().text()));
    offer(5);
    Files.createSymbolicLink(share, admin);
    windows.ok("run", "sc", "start", "Fettle");
    untilTaken(5, "\\\\files\\policies\\fleet");
    InstalledAgent.until(() -> greeting().contains("serial 5"));
    Wine.Run status = agent.fettle("status");
    status.output().forEach(System.out::println);
    assertThat(status.end()).contains("\\\\files\\policies\\fleet").contains("fleet, serial 5");
    assertThat(status.exitCode()).as(status.end()).isZero();
  }

  @Test
  @Order(2)
  void whileTheShareIsGoneTheLastGoodOneStaysInForceAndTheReasonIsTold() throws Exception {
    Files.delete(share);
    windows.ok("run", "reg", "delete", KEY, "/v", "Greeting", "/f");
    refreshAndRun();
    assertThat(greeting()).as("it is still held to").contains("serial 5");
    assertThat(agent.log()).contains("\\\\files\\policies\\fleet: not found.");
    Wine.Run status = agent.fettle("status");
    status.output().forEach(System.out::println);
    assertThat(status.end()).contains("fleet, serial 5");
  }

  @Test
  @Order(3)
  void aServiceThatStartsWithoutTheShareGoesOnByTheLastGoodOne() throws Exception {
    agent.stop();
    windows.ok("run", "reg", "delete", KEY, "/v", "Greeting", "/f");
    windows.ok("run", "sc", "start", "Fettle");
    InstalledAgent.until(() -> greeting().contains("serial 5"));
  }

  @Test
  @Order(4)
  void aNewerOneIsTakenWhenTheShareIsBack() throws Exception {
    offer(6);
    Files.createSymbolicLink(share, admin);
    assertThat(agent.fettle("refresh").exitCode()).isZero();
    untilTaken(6, "\\\\files\\policies\\fleet");
    InstalledAgent.until(() -> greeting().contains("serial 6"));
    assertThat(takings()).as("each taking is written down once").hasSize(2);
  }

  @Test
  @Order(5)
  void theProxyOfTheAccountLeadsToAServerThatItAloneKnows() throws Exception {
    server.answers(
        "HTTP/1.1 200 OK\nContent-Length: " + bundle(7).length + "\nConnection: close", bundle(7));
    windows.regedit(
        """
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Fettle]
        "PolicyFolder"=-
        "PolicyUrl"="%s"

        [HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections]
        "DefaultConnectionSettings"=hex:%s
        """
            .formatted(server.at(HOST, "/fleet.zip"), proxySettings()));
    assertThat(agent.fettle("refresh").exitCode()).isZero();
    untilTaken(7, server.at(HOST, "/fleet.zip").toString());
    assertThat(proxy.requests())
        .isNotEmpty()
        .containsOnly("CONNECT " + server.at(HOST, "").getAuthority() + " HTTP/1.1");
    InstalledAgent.until(() -> greeting().contains("serial 7"));
  }

  @Test
  @Order(6)
  void aProxyThatIsGoneIsToldAndNothingGoesRoundIt() throws Exception {
    proxy.close();
    int asked = server.requests().size();
    refreshAndRun();
    assertThat(agent.log()).contains("The server cannot be connected to");
    assertThat(server.requests()).hasSize(asked);
    assertThat(agent.fettle("status").end()).contains("fleet, serial 7");
    agent.stop();
  }

  /**
   * The proxy as Internet Explorer, and whoever asks WinHttpGetIEProxyConfigForCurrentUser, finds
   * it; Wine looks at nothing else. Three numbers (format, count of changes, DIRECT and PROXY), and
   * three texts with their lengths: the proxy, whom to ask without it, the script.
   */
  private static String proxySettings() {
    ByteArrayOutputStream settings = new ByteArrayOutputStream();
    for (int number : new int[] {0x46, 1, 1 | 2}) {
      settings.writeBytes(number(number));
    }
    String address = "127.0.0.1:" + proxy.address().getPort();
    for (String text : List.of(address, "<local>", "")) {
      settings.writeBytes(number(text.length()));
      settings.writeBytes(text.getBytes(US_ASCII));
    }
    settings.writeBytes(new byte[32]);
    return HexFormat.ofDelimiter(",").formatHex(settings.toByteArray());
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static void offer(int serial) throws Exception {
    Path file = Files.write(admin.resolve("fleet/fleet.zip"), bundle(serial));
    // As if it had been copied there a while ago.
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600 - serial)));
  }

  private static byte[] bundle(int serial) throws Exception {
    String policy =
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
              registry-value: { key: '%s', name: Greeting, value: { text: serial %d } }
        """
            .formatted(KEY, serial);
    String assignment =
        """
        assignment: everyone
        policies:
          - policy: contoso
            fix: { greeting: automatic }
        schedule: { at: [startup, policy-change] }
        budget: { attempts-per-rule: 20 }
        """;
    BundleWriter.Terms terms =
        new BundleWriter.Terms(
            "fleet",
            serial,
            Instant.parse("2026-11-20T08:00:00Z"),
            Instant.parse("2099-12-31T00:00:00Z"),
            false);
    return BundleWriter.signed(
        "fleet.zip",
        BundleWriter.unsigned(
            terms,
            Map.of(
                "contoso.yaml",
                policy.getBytes(UTF_8),
                "assignments/everyone.yaml",
                assignment.getBytes(UTF_8))),
        SIGNING);
  }

  private static String greeting() throws Exception {
    return windows.run("run", "reg", "query", KEY, "/v", "Greeting").end();
  }

  private static List<Event.PolicyTaken> takings() {
    return agent.events(0).stream()
        .filter(Event.PolicyTaken.class::isInstance)
        .map(Event.PolicyTaken.class::cast)
        .toList();
  }

  private static void untilTaken(long serial, String source) throws Exception {
    InstalledAgent.until(() ->
        takings().stream()
            .anyMatch(taken -> taken.serial() == serial && taken.source().equals(source)));
  }

  /** Has the service look and judge now. */
  private static void refreshAndRun() throws Exception {
    int before = agent.events(0).size();
    assertThat(agent.fettle("refresh").exitCode()).isZero();
    InstalledAgent.until(
        () -> agent.events(before).stream().anyMatch(Event.RunEnded.class::isInstance));
  }
}
