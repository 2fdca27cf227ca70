package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fettle.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Vault, certificates, folders and hosts file as other programs left them, sick and healthy side by
 * side: Fettle names and mends exactly the sick ones, and a look that owes nothing to it agrees.
 */
class EndpointIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "endpoint");
  private static final Path CERTIFICATES = Path.of("src", "test", "resources", "certificates");
  private static final String LYNC = "Microsoft/Office/16.0/Lync/";
  private static final String HOSTS = "windows/system32/drivers/etc/hosts";
  private static final String HEALTHY_HOSTS =
      "127.0.0.1 localhost\r\n# Büro\r\n10.9.9.9 printer\r\n";
  private static final String OVERRIDE = "10.1.2.3\tlyncdiscover.contoso.com # old pool\r\n";
  private static final String POLICY =
      """
      policy: endpoint
      version: 1.0.0
      title: What a sign-in leaves behind
      rules:
        - id: certificate
          title: No client certificate is expired or of another address
          why: The client signs in with it.
          severity: high
          for: each-user
          check:
            certificate-absent:
              store: CurrentUser\\My
              issuer: CN=Communications Server
              state: [expired, for-another-account]
              account: ${user.sip-address}
        - id: cache
          title: No cache of another address
          why: It points at an old server.
          severity: medium
          for: each-user
          disruption: loses-cache
          check:
            folder-absent:
              path: '%LOCALAPPDATA%\\Microsoft\\Office\\16.0\\Lync\\sip_*'
              except: ['sip_${user.sip-address}']
        - id: credentials
          title: No stored password of another address
          why: It is tried at every sign-in.
          severity: medium
          for: each-user
          disruption: signs-out
          check:
            credential-absent:
              targets: ['Microsoft_OC1:uri=*']
              account-is-not: ['${user.sip-address}']
        - id: hosts
          title: Nobody overrides the sign-in servers' names
          why: The client goes to a server that is gone.
          severity: high
          for: machine
          check:
            text-file-line:
              path: '%SystemRoot%\\System32\\drivers\\etc\\hosts'
              absent: ['*lyncdiscover.contoso.com*']
      """;

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
  void exactlyTheSickPartsAreNamedMendedAndComeBackButForTheCredentials() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (WinePrefix windows = WinePrefix.make(LOGS)) {
      Path lync = plant(windows);
      List<String> certificates = certificates(windows);
      assertThat(certificates).hasSize(4);

      assertThat(
              findings(fettle(windows, 1, "check", "--json", "--assignment", assignment("", ""))))
          .containsExactlyInAnyOrder(
              "certificate",
              "cache",
              "credentials",
              "hosts",
              "certificate: 2",
              "cache: 1",
              "credentials: 2",
              "hosts: 1");
      isAsPlanted(windows, lync, certificates);

      // Not opted into as what cannot be taken back: reported, and not touched.
      String assignment = assignment("", "accept: [loses-cache, signs-out]");
      fettle(windows, 1, "apply", "--yes", "--assignment", assignment);
      assertThat(credentials(windows)).hasSize(5);
      fettle(windows, 0, "rollback", "--yes");
      isAsPlanted(windows, lync, certificates);

      assignment = assignment("irreversible: [credentials]", "accept: [loses-cache, signs-out]");
      fettle(windows, 0, "apply", "--yes", "--assignment", assignment);
      assertThat(credentials(windows)).containsExactlyElementsOf(healthyCredentials());
      assertThat(certificates(windows))
          .containsExactlyInAnyOrderElementsOf(
              certificates.stream().filter(line -> !isSick(line)).toList());
      assertThat(names(lync))
          .containsExactly("sip_anna@contoso.com", "sip_bo@contoso.com.fettle-1");
      assertThat(windows.read(HOSTS)).isEqualTo(bytes(HEALTHY_HOSTS));
      fettle(windows, 0, "check", "--assignment", assignment);

      Wine.Run back = fettle(windows, 0, "rollback", "--yes");
      assertThat(back.output())
          .filteredOn(line -> line.startsWith("Not taken back, because it cannot be:"))
          .hasSize(2);
      assertThat(credentials(windows)).containsExactlyElementsOf(healthyCredentials());
      assertThat(certificates(windows)).containsExactlyInAnyOrderElementsOf(certificates);
      assertThat(names(lync)).containsExactly("sip_anna@contoso.com", "sip_bo@contoso.com");
      assertThat(lync.resolve("sip_bo@contoso.com/EndpointConfiguration.cache")).hasContent("old");
      assertThat(windows.read(HOSTS)).isEqualTo(bytes(OVERRIDE + HEALTHY_HOSTS));
      fettle(windows, 0, "journal", "verify");
    }
  }

  /** Answers the folder of the client's caches. */
  private Path plant(WinePrefix windows) throws IOException, InterruptedException {
    windows.ok(
        "run",
        "reg",
        "add",
        "HKCU\\Software\\Microsoft\\Office\\16.0\\Lync",
        "/v",
        "ServerSipUri",
        "/d",
        "sip:anna@contoso.com");
    for (String line :
        Stream.concat(sickCredentials().stream(), healthyCredentials().stream()).toList()) {
      String[] parts = line.split("\\|", -1);
      windows.ok("endpoint", "credential", parts[0], parts[1], parts[2]);
    }
    certificate(windows, "anna", "key-1");
    certificate(windows, "anna-expired", "key-2");
    certificate(windows, "anna-old-address");
    certificate(windows, "anna-other-issuer-expired");
    Path local = windows.ofUser("AppData/Local").resolve(LYNC);
    for (String address : List.of("anna@contoso.com", "bo@contoso.com")) {
      Path cache = Files.createDirectories(local.resolve("sip_" + address));
      Files.writeString(cache.resolve("EndpointConfiguration.cache"), "old");
    }
    windows.write(HOSTS, bytes(OVERRIDE + HEALTHY_HOSTS));
    return local;
  }

  private void certificate(WinePrefix windows, String name, String... container)
      throws IOException, InterruptedException {
    String pem = Files.readString(CERTIFICATES.resolve(name + ".pem"));
    String base64 = pem.replaceAll("-----[^-]+-----|\\s", "");
    Path der = folder.resolve(name + ".der");
    Files.write(der, java.util.Base64.getDecoder().decode(base64));
    List<String> arguments = new ArrayList<>(List.of("certificate", "My", Wine.windowsPath(der)));
    arguments.addAll(List.of(container));
    windows.ok("endpoint", arguments.toArray(String[]::new));
  }

  private static List<String> sickCredentials() {
    return List.of(
        "Microsoft_OC1:uri=bo@contoso.com:specific:EWS:1|bo@contoso.com|s3cret-1",
        "Microsoft_OC1:uri=bo@contoso.com:specific:OCS:1|bo@contoso.com|s3cret-2");
  }

  /** As the program lists them, in its order. */
  private static List<String> healthyCredentials() {
    return List.of(
        "Contoso:bo|bo@contoso.com|s3cret-3",
        "Microsoft_OC1:uri=anna@contoso.com:specific:OCS:1|anna@contoso.com|s3cret-4",
        "git:https://contoso.com|bo@contoso.com|s3cret-5");
  }

  private void isAsPlanted(WinePrefix windows, Path lync, List<String> certificates)
      throws IOException, InterruptedException {
    assertThat(credentials(windows)).hasSize(5).containsAll(sickCredentials());
    assertThat(certificates(windows)).containsExactlyInAnyOrderElementsOf(certificates);
    assertThat(names(lync)).containsExactly("sip_anna@contoso.com", "sip_bo@contoso.com");
    assertThat(windows.read(HOSTS)).isEqualTo(bytes(OVERRIDE + HEALTHY_HOSTS));
  }

  private static List<String> credentials(WinePrefix windows)
      throws IOException, InterruptedException {
    return windows.ok("endpoint", "credentials").output().stream().sorted().toList();
  }

  private static List<String> certificates(WinePrefix windows)
      throws IOException, InterruptedException {
    return windows.ok("endpoint", "certificates", "My").output();
  }

  private boolean isSick(String listed) {
    return Stream.of("anna-expired", "anna-old-address")
        .anyMatch(name -> listed.startsWith(thumbprint(name) + "|"));
  }

  private String thumbprint(String name) {
    try {
      byte[] der = Files.readAllBytes(folder.resolve(name + ".der"));
      return java.util.HexFormat.of()
          .withUpperCase()
          .formatHex(java.security.MessageDigest.getInstance("SHA-1").digest(der));
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The rules that fail, and how many changes each would take. */
  private static List<String> findings(Wine.Run check) {
    JsonNode report = Json.mapper().readTree(String.join("\n", check.output()));
    List<String> found = new ArrayList<>();
    for (JsonNode finding : report.required("findings")) {
      int changes = finding.path("fix").size();
      if (finding.required("outcome").asString().equals("reported")) {
        found.add(finding.required("rule").asString());
        found.add(finding.required("rule").asString() + ": " + changes);
      }
    }
    return found;
  }

  private String assignment(String irreversible, String accept) throws IOException {
    Files.writeString(folder.resolve("endpoint.yaml"), POLICY);
    Path file = folder.resolve("assignment.yaml");
    Files.writeString(
        file,
        """
        assignment: endpoint
        policies:
          - policy: endpoint
            fix: { certificate: automatic, cache: manual, credentials: automatic, hosts: automatic }
            %s
            %s
        """
            .formatted(irreversible, accept));
    return Wine.windowsPath(file);
  }

  private Wine.Run fettle(WinePrefix windows, int exitCode, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", Wine.windowsPath(folder.resolve("state"))));
    Wine.Run run = windows.run("fettle", all.toArray(String[]::new));
    assertThat(run.exitCode())
        .as("fettle %s:\n%s", String.join(" ", all), run.end())
        .isEqualTo(exitCode);
    return run;
  }
}
