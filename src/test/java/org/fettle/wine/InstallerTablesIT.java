package org.fettle.wine;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fettle.wine.MsiTables.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What the installation package is, takes and does when, as its tables say it. They are asserted
 * one by one, because wixl leaves out in silence what it does not know.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The package is built on Linux.")
class InstallerTablesIT {
  private static MsiTables tables;

  @BeforeAll
  static void build() throws Exception {
    Optional<String> missing = MsiPackage.prepare();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    tables = new MsiTables(MsiPackage.file());
  }

  @Test
  void itIsOneProductForEverAndEachVersionHasACodeOfItsOwn() throws Exception {
    assertThat(property("UpgradeCode")).isEqualTo("{" + MsiTables.UPGRADE_CODE + "}");
    assertThat(property("ProductVersion"))
        .isEqualTo(Installation.VERSION)
        .matches("\\d+\\.\\d+\\.\\d+");
    assertThat(property("ProductCode"))
        .isEqualTo("{" + MsiTables.guid("product " + Installation.VERSION) + "}");
    // Pinned: another way to derive it would make an upgrade of the same version another product.
    assertThat(MsiTables.guid("product 0.1.0")).isEqualTo("D77DB0C6-56D2-5D39-A24A-1C2369111D22");
  }

  @Test
  void theSummaryHasNoClockAndAPackageCodeOfTheContent() throws Exception {
    Map<String, String> summary =
        tables.rows("_SummaryInformation").stream()
            .collect(toMap(row -> row.get("PropertyId"), row -> row.get("Value")));
    assertThat(summary)
        .containsEntry("7", "x64;1033")
        .containsEntry("12", "2026/11/01 00:00:00")
        .containsEntry("13", "2026/11/01 00:00:00")
        .containsEntry("14", "500") // Windows Installer 5.0
        .containsEntry("15", "2"); // compressed, long names, asks for elevation
    assertThat(summary.get("9")).matches("\\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}}");
    assertThat(summary.get("9"))
        .isNotEqualTo("{" + MsiTables.guid("package ") + "}")
        .doesNotContain("00000000");
  }

  @Test
  void itIsForTheMachineAsksNoRebootAndLaysDownEveryFileAnew() throws Exception {
    assertThat(property("ALLUSERS")).isEqualTo("1");
    assertThat(property("REBOOT")).isEqualTo("ReallySuppress");
    assertThat(property("MSIRESTARTMANAGERCONTROL")).isEqualTo("Disable");
    assertThat(property("REINSTALLMODE")).isEqualTo("amus");
    assertThat(property("ARPNOMODIFY")).isEqualTo("1");
    assertThat(property("ARPCOMMENTS")).contains("ProgramData\\Fettle\\state");
    assertThat(property("Manufacturer")).isEqualTo("Fettle");
  }

  @Test
  void whatIsGivenOrRememberedReachesThePartWithTheRights() throws Exception {
    assertThat(property("SecureCustomProperties").split(";"))
        .containsExactlyInAnyOrder(
            "WIX_DOWNGRADE_DETECTED",
            "WIX_UPGRADE_DETECTED",
            "WINDOWSMAJOR",
            "INSTALLDIR",
            "POLICYURL",
            "POLICYKEY",
            "POLICYDIR",
            "SCHEDULE",
            "REMOVEDATA",
            "OLDINSTALLDIR",
            "OLDPOLICYURL",
            "OLDPOLICYKEY",
            "OLDPOLICYDIR",
            "OLDSCHEDULE");
    Map<String, String> remembered =
        Map.of(
            "INSTALLDIR", "InstallDir",
            "POLICYURL", "PolicyUrl",
            "POLICYKEY", "PolicyKeys",
            "POLICYDIR", "PolicyFolder",
            "SCHEDULE", "Schedule");
    for (Map.Entry<String, String> each : remembered.entrySet()) {
      String property = each.getKey();
      Row search = tables.row("AppSearch", "OLD" + property);
      Row place = tables.row("RegLocator", search.get("Signature_"));
      assertThat(place.get("Root")).isEqualTo("2"); // HKLM
      assertThat(place.get("Key")).isEqualTo("SOFTWARE\\Fettle");
      assertThat(place.get("Name")).isEqualTo(each.getValue());
      assertThat(place.get("Type")).isEqualTo("18"); // a raw value of the 64-bit view
      Row keeping = actionSetting(property, "[OLD" + property + "]");
      Row when = tables.row("InstallExecuteSequence", keeping.get("Action"));
      assertThat(when.get("Condition")).isEqualTo("OLD" + property + " AND NOT " + property);
      assertThat(when.number("Sequence"))
          .isBetween(tables.sequence("AppSearch") + 1, tables.sequence("LaunchConditions") - 1);
      assertThat(tables.registry("SOFTWARE\\Fettle", each.getValue()))
          .isEqualTo("[" + property + "]");
    }
    assertThat(tables.registry("SOFTWARE\\Fettle", "Version")).isEqualTo("[ProductVersion]");
  }

  @Test
  void whatIsNotSetIsNotWrittenAndTheWordNoneForgets() throws Exception {
    for (Map.Entry<String, String> each :
        Map.of(
                "PolicyUrl",
                "POLICYURL",
                "PolicyKeys",
                "POLICYKEY",
                "PolicyFolder",
                "POLICYDIR",
                "Schedule",
                "SCHEDULE")
            .entrySet()) {
      Row component = tables.row("Component", each.getKey());
      assertThat(component.get("Condition")).isEqualTo(each.getValue());
      // registry key path, judged anew by a repair, 64-bit
      assertThat(component.number("Attributes")).isEqualTo(4 + 64 + 256);
      Row forgetting = actionSetting(each.getValue(), "{[NOTHING]}");
      Row when = tables.row("InstallExecuteSequence", forgetting.get("Action"));
      assertThat(when.get("Condition")).isEqualTo(each.getValue() + "=\"none\"");
      assertThat(when.number("Sequence"))
          .isBetween(tables.sequence("LaunchConditions") + 1, tables.sequence("CostInitialize"));
    }
  }

  @Test
  void wrongPropertiesAndOldWindowsAreRefusedBeforeAnythingIsDone() throws Exception {
    assertThat(tables.rows("LaunchCondition").stream().map(row -> row.get("Condition")))
        .containsExactlyInAnyOrder(
            "NOT WIX_DOWNGRADE_DETECTED",
            "Installed OR (VersionNT64 AND WINDOWSMAJOR)",
            "REMOVE OR NOT POLICYURL OR POLICYURL=\"none\" OR (POLICYURL ~<< \"https://\" AND NOT POLICYURL >< \" \""
                + " AND NOT POLICYURL ~= \"https://\")",
            "REMOVE OR NOT POLICYKEY OR POLICYKEY=\"none\" OR POLICYKEY >< \":MCowBQYDK2VwAyEA\"",
            "REMOVE OR NOT POLICYDIR OR POLICYDIR=\"none\" OR POLICYDIR << \"\\\\\" OR POLICYDIR >< \":\\\"",
            "NOT REMOVEDATA OR REMOVEDATA=\"1\"");
    assertThat(tables.rows("LaunchCondition"))
        .allSatisfy(row -> assertThat(row.get("Description")).endsWith("."));
    assertThat(tables.sequence("LaunchConditions")).isLessThan(tables.sequence("CostInitialize"));
  }

  @Test
  void anUpgradeRemovesTheOldOneInsideTheSameTransaction() throws Exception {
    assertThat(tables.sequence("RemoveExistingProducts"))
        .isEqualTo(tables.sequence("InstallInitialize") + 1)
        .isLessThan(tables.sequence("InstallFinalize"));
    Map<String, Row> upgrades =
        tables.rows("Upgrade").stream()
            .collect(toMap(row -> row.get("ActionProperty"), row -> row));
    assertThat(upgrades.keySet())
        .containsExactlyInAnyOrder("WIX_UPGRADE_DETECTED", "WIX_DOWNGRADE_DETECTED");
    assertThat(upgrades.values())
        .allSatisfy(row -> assertThat(row.get("UpgradeCode")).contains(MsiTables.UPGRADE_CODE));
    Row older = upgrades.get("WIX_UPGRADE_DETECTED");
    assertThat(older.get("VersionMax")).isEqualTo(Installation.VERSION);
    assertThat(older.number("Attributes"))
        .isEqualTo(1); // not this version itself, and features are kept
    Row newer = upgrades.get("WIX_DOWNGRADE_DETECTED");
    assertThat(newer.get("VersionMin")).isEqualTo(Installation.VERSION);
    assertThat(newer.number("Attributes")).isEqualTo(2); // only found, not removed
  }

  @Test
  void theActionsStandInTheOrderThatWindowsInstallerDemands() throws Exception {
    assertThat(
            Stream.of(
                    "FindRelatedProducts",
                    "AppSearch",
                    "LaunchConditions",
                    "CostInitialize",
                    "FileCost",
                    "CostFinalize",
                    "InstallValidate",
                    "InstallInitialize",
                    "RemoveExistingProducts",
                    "ProcessComponents",
                    "StopServices",
                    "DeleteServices",
                    "RemoveRegistryValues",
                    "RemoveEnvironmentStrings",
                    "RemoveFiles",
                    "RemoveFolders",
                    "CreateFolders",
                    "InstallFiles",
                    "WriteRegistryValues",
                    "WriteEnvironmentStrings",
                    "InstallServices",
                    "MsiConfigureServices",
                    "RestartAfterFailure",
                    "StartServices",
                    "RegisterProduct",
                    "PublishFeatures",
                    "PublishProduct",
                    "InstallFinalize")
                .map(tables::sequence))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceFromTableToTableIsThere() throws Exception {
    assertThat(tables.row("Directory", "TARGETDIR").get("DefaultDir")).isEqualTo("SourceDir");
    assertThat(tables.row("Directory", "System64Folder").get("DefaultDir")).isEqualTo(".");
    refers("File", "Component_", "Component");
    refers("Component", "Directory_", "Directory");
    refers("Directory", "Directory_Parent", "Directory");
    refers("FeatureComponents", "Component_", "Component");
    refers("FeatureComponents", "Feature_", "Feature");
    refers("Registry", "Component_", "Component");
    refers("CreateFolder", "Component_", "Component");
    refers("CreateFolder", "Directory_", "Directory");
    refers("ServiceInstall", "Component_", "Component");
    refers("ServiceControl", "Component_", "Component");
    refers("MsiServiceConfig", "Component_", "Component");
    refers("Environment", "Component_", "Component");
    refers("RemoveFile", "Component_", "Component");
    refers("MsiFileHash", "File_", "File");
    refers("MsiLockPermissionsEx", "LockObject", "CreateFolder");
    refers("AppSearch", "Signature_", "RegLocator");
  }

  private static void refers(String table, String column, String to) throws Exception {
    Set<String> keys = new HashSet<>(tables.keys(to));
    assertThat(tables.rows(table))
        .isNotEmpty()
        .filteredOn(row -> !row.get(column).isEmpty())
        .allSatisfy(row -> assertThat(keys).as(table + "." + column).contains(row.get(column)));
  }

  private static String property(String name) throws Exception {
    return tables.row("Property", name).get("Value");
  }

  private static Row actionSetting(String property, String value) throws Exception {
    List<Row> actions =
        tables.rows("CustomAction").stream()
            .filter(row -> row.get("Source").equals(property) && row.get("Target").equals(value))
            .toList();
    assertThat(actions).as(property + " = " + value).hasSize(1);
    return actions.getFirst();
  }
}
