package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The package on a fresh Windows, from the first installation to the last uninstall: one story in
 * steps, each of which finds what the one before has left.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "install");
  private static final String NEXT = "0.2.0";
  private static final String KEY = "HKLM\\SOFTWARE\\Fettle";
  private static final String URL = "https://policy.contoso.com/fleet.zip";
  private static final String EVENTS =
      "HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Fettle";
  private static final String PATH =
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
  private static final String PROGRAM = "Program Files/Fettle/";
  private static final String DATA = "ProgramData/Fettle/";

  /** Exit codes of Windows Installer as Wine passes them on: modulo 256. */
  private static final int REFUSED = 1603 % 256;

  /** Wine does not wait for the process of a service that says it has stopped. */
  private static WinePrefix windows;

  private static InstalledAgent agent;

  @BeforeAll
  static void freshWindows() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    missing = MsiPackage.prepare();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    windows = WinePrefix.make(LOGS);
    agent = new InstalledAgent(windows, LOGS);
  }

  @AfterAll
  static void drop() throws IOException {
    if (windows != null) {
      windows.close();
    }
  }

  @Test
  @Order(1)
  void badPropertiesAreRefusedAndNothingIsChanged() throws Exception {
    for (String bad :
        List.of(
            "POLICYURL=http://policy.contoso.com/fleet.zip",
            "POLICYURL=https://policy.contoso.com/a b",
            "POLICYKEY=secret",
            "POLICYDIR=policies",
            "REMOVEDATA=yes")) {
      assertThat(agent.install(MsiPackage.file(), bad)).as(bad).isEqualTo(REFUSED);
    }
    assertThat(windows.onDriveC(PROGRAM)).doesNotExist();
    assertThat(windows.onDriveC(DATA)).doesNotExist();
    windows.hasNot(KEY);
  }

  @Test
  @Order(2)
  void aFreshInstallationStartsTheServiceWithWhatItWasGiven() throws Exception {
    assertThat(agent.install(MsiPackage.file(), "POLICYURL=" + URL, "SCHEDULE=4h jitter 30m"))
        .isZero();
    agent.untilRunning();
    windows.has(KEY, "InstallDir", "REG_SZ", "C:\\Program Files\\Fettle\\");
    windows.has(KEY, "Version", "REG_SZ", Installation.VERSION);
    windows.has(KEY, "PolicyUrl", "REG_SZ", URL);
    windows.has(KEY, "Schedule", "REG_SZ", "4h jitter 30m");
    hasNoValue("PolicyKeys");
    hasNoValue("PolicyFolder");
    windows.has(EVENTS, "TypesSupported", "REG_DWORD", "0x7");
    if (Files.exists(windows.onDriveC(PROGRAM + "bin/fettle-events.dll"))) {
      String texts = "C:\\Program Files\\Fettle\\bin\\fettle-events.dll";
      windows.has(EVENTS, "EventMessageFile", "REG_EXPAND_SZ", texts);
    }
    assertThat(value(PATH, "PATH")).contains("C:\\Program Files\\Fettle\\bin\\");
    for (String file :
        List.of(
            "bin/fettled.exe",
            "lib/jnidispatch.dll",
            "runtime/release",
            "policies/lync-trust.yaml")) {
      assertThat(windows.onDriveC(PROGRAM + file)).exists();
    }
    assertThat(windows.onDriveC(DATA + "policies")).isDirectory();
    assertThat(agent.log()).contains("The service is up: Fettle ");
  }

  @Test
  @Order(3)
  void theCommandWorksFromWhereItLies() throws Exception {
    Wine.Run run =
        windows.ok(
            "run",
            "C:\\Program Files\\Fettle\\bin\\fettle.exe",
            "policy",
            "lint",
            "C:\\Program Files\\Fettle\\policies");
    assertThat(run.output()).last().asString().endsWith("no mistakes.");
  }

  @Test
  @Order(4)
  void repairBringsBackWhatWasDeletedAndDamaged() throws Exception {
    Path library = windows.onDriveC(PROGRAM + "lib/jnidispatch.dll");
    Path pack = windows.onDriveC(PROGRAM + "policies/lync-trust.yaml");
    byte[] whole = Files.readAllBytes(pack);
    Files.delete(library);
    Files.writeString(pack, "damaged");
    windows.ok("run", "reg", "delete", KEY, "/v", "Version", "/f");
    Files.writeString(windows.onDriveC(DATA + "policies/notes.yaml"), "# ours\n");
    agent.stop(); // started in the second of its stop, a service fails in Wine
    assertThat(agent.install(MsiPackage.file(), "REINSTALL=ALL", "REINSTALLMODE=amus")).isZero();
    assertThat(library).exists();
    assertThat(pack).hasBinaryContent(whole);
    windows.has(KEY, "Version", "REG_SZ", Installation.VERSION);
    windows.has(KEY, "PolicyUrl", "REG_SZ", URL);
    agent.untilRunning();
  }

  @Test
  @Order(5)
  void anUpgradeWithTheServiceRunningKeepsDataAndSettings() throws Exception {
    Path dropped = windows.onDriveC(PROGRAM + "policies/README.md");
    assertThat(dropped).exists();
    String before = agent.log();
    assertThat(agent.install(MsiPackage.ofVersion(NEXT))).isIn(0, InstalledAgent.IN_USE);
    agent.untilRunning();
    windows.has(KEY, "Version", "REG_SZ", NEXT);
    windows.has(KEY, "PolicyUrl", "REG_SZ", URL);
    windows.has(KEY, "Schedule", "REG_SZ", "4h jitter 30m");
    assertThat(windows.onDriveC(DATA + "policies/notes.yaml")).hasContent("# ours");
    assertThat(agent.log()).startsWith(before).hasSizeGreaterThan(before.length());
    assertThat(value(PATH, "PATH").split("Fettle", -1)).hasSize(2);
    assertThat(products()).containsExactly(NEXT);
  }

  @Test
  @Order(6)
  void anOlderVersionIsRefusedAndTheServiceGoesOn() throws Exception {
    assertThat(agent.install(MsiPackage.file())).isEqualTo(REFUSED);
    windows.has(KEY, "Version", "REG_SZ", NEXT);
    assertThat(products()).containsExactly(NEXT);
    agent.untilRunning();
  }

  @Test
  @Order(7)
  void uninstallTakesTheProgramAndLeavesTheData() throws Exception {
    assertThat(agent.uninstall()).isZero();
    isGone(PROGRAM);
    windows.hasNot(KEY);
    windows.hasNot(EVENTS);
    windows.hasNot("HKLM\\SYSTEM\\CurrentControlSet\\Services\\Fettle");
    assertThat(value(PATH, "PATH")).doesNotContain("Fettle");
    assertThat(windows.onDriveC(DATA + "policies/notes.yaml")).exists();
    assertThat(agent.log()).contains("The service has stopped.");
    assertThat(products()).isEmpty();
  }

  @Test
  @Order(8)
  void anotherFolderIsRememberedAndTheWordNoneForgets() throws Exception {
    assertThat(
            agent.install(
                MsiPackage.file(), "INSTALLDIR=C:\\Agents and more\\Fettle", "POLICYURL=" + URL))
        .isZero();
    agent.untilRunning();
    windows.has(KEY, "InstallDir", "REG_SZ", "C:\\Agents and more\\Fettle\\");
    assertThat(
            agent.install(MsiPackage.ofVersion(NEXT), "POLICYURL=none", "POLICYDIR=C:\\Policies"))
        .isIn(0, InstalledAgent.IN_USE);
    agent.untilRunning();
    windows.has(KEY, "InstallDir", "REG_SZ", "C:\\Agents and more\\Fettle\\");
    windows.has(KEY, "PolicyFolder", "REG_SZ", "C:\\Policies");
    hasNoValue("PolicyUrl");
    assertThat(windows.onDriveC("Agents and more/Fettle/bin/fettled.exe")).exists();
    isGone(PROGRAM);
  }

  @Test
  @Order(9)
  void uninstallWithRemoveDataLeavesNoFolder() throws Exception {
    agent.stop();
    // Windows removes all files of a folder by `*`, Wine takes that for a name. Folders go only
    // where a row names them.
    try (Stream<Path> all = Files.walk(windows.onDriveC(DATA))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThat(windows.onDriveC(DATA + "state/policies")).isDirectory();
    assertThat(agent.uninstall("REMOVEDATA=1")).isZero();
    isGone("Agents and more/Fettle");
    assertThat(windows.onDriveC(DATA)).doesNotExist();
  }

  /** The versions that Windows lists among its programs. */
  private static List<String> products() throws Exception {
    List<String> versions = new ArrayList<>();
    for (String key : windows.listed("Fettle")) {
      versions.add(value(key, "DisplayVersion"));
    }
    return versions;
  }

  private static String value(String key, String name) throws Exception {
    return windows.ok("run", "reg", "query", key, "/v", name).output().stream()
        .filter(line ->
            line.toLowerCase(Locale.ROOT).startsWith("    " + name.toLowerCase(Locale.ROOT) + " "))
        .map(line -> line.strip().split("\\s{4}", 3)[2])
        .findFirst()
        .orElseThrow();
  }

  /** Unless files in use were left to a reboot, of which Wine forgets some. */
  private static void isGone(String folder) {
    assertThat(!agent.wasInUse() && Files.exists(windows.onDriveC(folder))).as(folder).isFalse();
  }

  private static void hasNoValue(String name) throws Exception {
    assertThat(windows.run("run", "reg", "query", KEY, "/v", name).exitCode())
        .as(name)
        .isEqualTo(1);
  }
}
