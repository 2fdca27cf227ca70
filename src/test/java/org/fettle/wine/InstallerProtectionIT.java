package org.fettle.wine;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.wine.MsiTables.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service, the rights and the data of the installation package, as its tables say it: Wine acts
 * on none of rights, failure actions and delayed start.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The package is built on Linux.")
class InstallerProtectionIT {
  private static final String SYSTEM_AND_ADMINISTRATORS =
      "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

  private static MsiTables tables;
  @TempDir private static Path files;

  @BeforeAll
  static void build() throws Exception {
    Optional<String> missing = MsiPackage.prepare();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    tables = new MsiTables(MsiPackage.file());
    MsiTables.run("msiextract", "-C", files.toString(), MsiPackage.file().toString());
  }

  @Test
  void theServiceStartsDelayedAsItselfAndIsStartedAnewAfterAFailure() throws Exception {
    Row service = tables.row("ServiceInstall", "Service");
    assertThat(service.get("Name")).isEqualTo("Fettle");
    assertThat(service.number("ServiceType")).isEqualTo(0x10); // a process of its own
    assertThat(service.number("StartType")).isEqualTo(2); // automatic
    assertThat(service.get("StartName")).isEqualTo("LocalSystem");
    assertThat(service.get("Arguments")).isEmpty();
    assertThat(service.get("Component_")).isEqualTo("Service");
    assertThat(tables.row("Component", "Service").get("KeyPath")).isEqualTo("fettled.exe");
    Row control = tables.row("ServiceControl", "Service");
    // started by an installation, stopped by all, deleted by an uninstall; each is waited for
    assertThat(control.number("Event")).isEqualTo(0x01 | 0x02 | 0x20 | 0x80);
    assertThat(control.number("Wait")).isEqualTo(1);
    // SERVICE_CONFIG_… numbers: delayed start, failure actions without a crash, service SID,
    // preshutdown
    assertThat(tables.rows("MsiServiceConfig"))
        .allSatisfy(row -> {
          assertThat(row.get("Name")).isEqualTo("Fettle");
          assertThat(row.number("Event")).isEqualTo(1 | 4); // installed, repaired
          assertThat(row.get("Component_")).isEqualTo("Service");
        })
        .extracting(row -> row.get("ConfigType") + "=" + row.get("Argument"))
        .containsExactlyInAnyOrder("3=1", "4=1", "5=1", "7=60000");
  }

  @Test
  void theOnlyProgramItRunsIsWindowsOwnForTheFailureActions() throws Exception {
    Row action = tables.row("CustomAction", "RestartAfterFailure");
    // in a folder, later, as SYSTEM, and no reason to fail
    assertThat(action.number("Type")).isEqualTo(34 + 1024 + 2048 + 64);
    assertThat(action.get("Source")).isEqualTo("System64Folder");
    assertThat(action.get("Target"))
        .isEqualTo(
            "\"[System64Folder]sc.exe\" failure Fettle reset= 86400"
                + " actions= restart/5000/restart/30000/restart/300000");
    assertThat(tables.rows("CustomAction"))
        .filteredOn(row -> !row.get("Action").equals("RestartAfterFailure"))
        .allSatisfy(row -> assertThat(row.number("Type")).as(row.get("Action")).isEqualTo(51));
    assertThat(tables.rows("Binary")).isEmpty();
  }

  @Test
  void onlySystemAndAdministratorsWriteAndNobodyElseReadsWhatTheAgentKeeps() throws Exception {
    Map<String, String> rights =
        tables.rows("MsiLockPermissionsEx").stream()
            .peek(row -> assertThat(row.get("Table")).isEqualTo("CreateFolder"))
            .peek(row -> assertThat(row.get("Condition")).isEmpty())
            .collect(toMap(row -> row.get("LockObject"), row -> row.get("SDDLText")));
    assertThat(rights)
        .containsOnly(
            Map.entry(
                "INSTALLDIR",
                SYSTEM_AND_ADMINISTRATORS + "(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;AC)"),
            Map.entry("DATADIR", SYSTEM_AND_ADMINISTRATORS + "(A;OINP;0x1200a9;;;BU)"),
            Map.entry("POLICIESDIR", SYSTEM_AND_ADMINISTRATORS),
            Map.entry("STATEDIR", SYSTEM_AND_ADMINISTRATORS),
            Map.entry("JOURNALDIR", SYSTEM_AND_ADMINISTRATORS),
            Map.entry("COPIESDIR", SYSTEM_AND_ADMINISTRATORS));
    // The cache has the rights of the program folder.
    assertThat(tables.keys("CreateFolder"))
        .contains("CACHEDIR")
        .filteredOn(folder -> !folder.equals("CACHEDIR"))
        .containsExactlyInAnyOrderElementsOf(rights.keySet());
    assertThat(tables.names()).doesNotContain("LockPermissions"); // the two are refused together
    assertThat(tables.row("Directory", "DATADIR").get("Directory_Parent"))
        .isEqualTo("CommonAppDataFolder");
    assertThat(tables.row("Directory", "INSTALLDIR").get("Directory_Parent"))
        .isEqualTo("ProgramFiles64Folder");
  }

  @Test
  void theCommandIsFoundEverywhereAndTheEventSourceIsKnown() throws Exception {
    Row path = tables.row("Environment", "Path");
    assertThat(path.get("Name"))
        .isEqualTo("=-*PATH"); // set, removed by an uninstall, of the machine
    assertThat(path.get("Value")).isEqualTo("[~];[BINDIR]");
    String key = "SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Fettle";
    assertThat(tables.registry(key, "TypesSupported")).isEqualTo("#7");
    boolean hasMessages = Files.exists(files.resolve("Fettle/bin/fettle-events.dll"));
    assertThat(hasMessages).isEqualTo(Files.exists(Path.of("agent", "events", "build")));
    if (hasMessages) {
      assertThat(tables.registry(key, "EventMessageFile"))
          .isEqualTo("#%[INSTALLDIR]bin\\fettle-events.dll");
    }
    assertThat(tables.rows("Registry"))
        .allSatisfy(row -> assertThat(row.get("Root")).isEqualTo("2"));
  }

  @Test
  void dataIsRemovedOnlyWhenThatIsAskedForAndNeverByAnUpgrade() throws Exception {
    Set<String> folders = new HashSet<>();
    for (Row row : tables.rows("RemoveFile")) {
      if (row.get("FileKey").equals("Cache.files")) {
        continue;
      }
      String property = row.get("DirProperty");
      assertThat(row.number("InstallMode")).isEqualTo(2); // by an uninstall
      assertThat(row.get("Component_")).isEqualTo("Data");
      // Not a folder of the package: a row counts only once the property is set.
      assertThat(tables.keys("Directory")).doesNotContain(property);
      Row setting = tables.row("CustomAction", property);
      assertThat(setting.get("Target"))
          .startsWith("[DATADIR]")
          .endsWith(setting.get("Target").equals("[DATADIR]") ? "]" : "\\");
      folders.add(setting.get("Target"));
      Row when = tables.row("InstallExecuteSequence", property);
      assertThat(when.get("Condition"))
          .isEqualTo("REMOVEDATA=\"1\" AND REMOVE~=\"ALL\" AND NOT UPGRADINGPRODUCTCODE");
      assertThat(when.number("Sequence"))
          .isBetween(tables.sequence("CostFinalize") + 1, tables.sequence("RemoveFiles") - 1);
    }
    assertThat(folders)
        .contains(
            "[DATADIR]", "[DATADIR]policies\\", "[DATADIR]state\\", "[DATADIR]state\\journal\\");
  }

  @Test
  void theCacheIsInTheProtectedProgramFolderAndGoesWithIt() throws Exception {
    assertThat(tables.row("Directory", "CACHEDIR").get("Directory_Parent")).isEqualTo("INSTALLDIR");
    assertThat(tables.keys("CreateFolder")).contains("CACHEDIR");
    Row files = tables.row("RemoveFile", "Cache.files");
    assertThat(files.get("DirProperty")).isEqualTo("CACHEDIR");
    assertThat(files.get("FileName")).isEqualTo("*");
    assertThat(files.number("InstallMode")).isEqualTo(2);
  }
}
