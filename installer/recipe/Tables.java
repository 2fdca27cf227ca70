import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * {@code Tables MSI STAGE TIME}: puts into the package what wixl 0.101 cannot say, or says wrongly;
 * last, the summary with a package code that follows from the content. The tables are those of the
 * Windows Installer reference.
 */
final class Tables {
  private static final String PROTECTED = "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
  private static final String AND_READ_BY_USERS = "(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;AC)";
  private static final String AND_OWN_FILES_READ_BY_USERS = "(A;OINP;0x1200a9;;;BU)";

  /** All that the agent makes below its data folder, the deepest first; REMOVEDATA=1 removes it. */
  private static final List<String> DATA =
      List.of(
          "state\\policies\\in-force\\assignments\\",
          "state\\policies\\in-force\\",
          "state\\policies\\previous\\assignments\\",
          "state\\policies\\previous\\",
          "state\\policies\\offered\\assignments\\",
          "state\\policies\\offered\\",
          "state\\policies\\",
          "state\\bundle\\",
          "state\\journal\\",
          "state\\",
          "policies\\assignments\\",
          "policies\\",
          "");

  private final Database database;

  private Tables(Database database) {
    this.database = database;
  }

  public static void main(String[] arguments) throws Exception {
    Database database = new Database(Path.of(arguments[0]));
    LocalDateTime time = OffsetDateTime.parse(arguments[2]).toLocalDateTime();
    new FileTables(database, Path.of(arguments[1]), time).complete();
    Tables tables = new Tables(database);
    tables.properties();
    tables.protection();
    tables.path();
    tables.service();
    tables.removal();
    tables.sequence();
    tables.corrections();
    database.write();
    database.summary(time);
  }

  /**
   * Of the properties of an elevated installation only those named here reach the part that has the
   * rights.
   */
  private void properties() {
    database.query(
        "UPDATE `Property` SET `Value`='%s' WHERE `Property`='SecureCustomProperties'",
        String.join(
            ";",
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
            "OLDSCHEDULE"));
    // 4: the registry value tells that it is there. 64: judged anew by a repair. 256: 64-bit.
    onlyIf("POLICYURL", "PolicyUrl");
    onlyIf("POLICYKEY", "PolicyKeys");
    onlyIf("POLICYDIR", "PolicyFolder");
    onlyIf("SCHEDULE", "Schedule");
  }

  private void onlyIf(String property, String component) {
    database.query(
        "UPDATE `Component` SET `Condition`='%s', `Attributes`=%d WHERE `Component`='%s'",
        property, 4 + 64 + 256, component);
  }

  /**
   * Nobody but SYSTEM and Administrators writes; policies, logs and journal are not even read by
   * others.
   */
  private void protection() {
    database.query(
        "CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL,"
            + " `LockObject` CHAR(72) NOT NULL, `Table` CHAR(32) NOT NULL, `SDDLText` CHAR(0) NOT NULL,"
            + " `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)");
    // Wherever INSTALLDIR is, and not only in Program Files.
    lock("INSTALLDIR", PROTECTED + AND_READ_BY_USERS);
    // agent.yaml, so that `fettle settings` can tell a person what is set.
    lock("DATADIR", PROTECTED + AND_OWN_FILES_READ_BY_USERS);
    for (String folder : List.of("POLICIESDIR", "STATEDIR", "JOURNALDIR", "COPIESDIR")) {
      lock(folder, PROTECTED);
    }
  }

  private void lock(String folder, String rights) {
    database.query(
        "INSERT INTO `MsiLockPermissionsEx` (`MsiLockPermissionsEx`,`LockObject`,`Table`,`SDDLText`)"
            + " VALUES ('%s','%s','CreateFolder','%s')",
        folder, folder, rights);
  }

  private void path() {
    database.query(
        "CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE,"
            + " `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)");
    // Set, taken away again by an uninstall, and the machine's own.
    database.query(
        "INSERT INTO `Environment` (`Environment`,`Name`,`Value`,`Component_`)"
            + " VALUES ('Path','=-*PATH','[~];[BINDIR]','Command')");
    at("WriteEnvironmentStrings", "", 5200);
    at("RemoveEnvironmentStrings", "", 3300);
  }

  /** What ServiceInstall has no columns for. */
  private void service() {
    database.query(
        "CREATE TABLE `MsiServiceConfig` (`MsiServiceConfig` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL,"
            + " `Event` INT NOT NULL, `ConfigType` LONG NOT NULL, `Argument` CHAR(0), `Component_` CHAR(72) NOT NULL"
            + " PRIMARY KEY `MsiServiceConfig`)");
    configure("DelayedStart", 3, "1");
    configure("RestartAfterErrorExit", 4, "1");
    configure("OwnSid", 5, "1");
    configure("PreshutdownMilliseconds", 7, "60000");
    at("MsiConfigureServices", "VersionMsi>=\"5.00\"", 5850);
    // Microsoft's page on MsiConfigureServices says that its table of failure actions does not work
    // as expected, and to have sc.exe set them.
    // In a folder (34), deferred (1024), as SYSTEM (2048), and no reason to fail (64).
    action(
        "RestartAfterFailure",
        34 + 64 + 1024 + 2048,
        "System64Folder",
        "\"[System64Folder]sc.exe\" failure Fettle reset= 86400 actions= restart/5000/restart/30000/restart/300000");
    at("RestartAfterFailure", "NOT REMOVE", 5860);
  }

  private void configure(String id, int type, String argument) {
    // Event 5: when it is installed and when it is repaired.
    database.query(
        "INSERT INTO `MsiServiceConfig` (`MsiServiceConfig`,`Name`,`Event`,`ConfigType`,`Argument`,`Component_`)"
            + " VALUES ('%s','Fettle',5,%d,'%s','Service')",
        id, type, argument);
  }

  /** What the agent makes while it runs: its cache always, its data for REMOVEDATA=1. */
  private void removal() {
    remove("Cache.files", "Cache", "*", "CACHEDIR");
    // A row means nothing while the property that names its folder is not set.
    for (int i = 0; i < DATA.size(); i++) {
      String property = "RemovedData%02d".formatted(i);
      action(property, 51, property, "[DATADIR]" + DATA.get(i));
      at(property, "REMOVEDATA=\"1\" AND REMOVE~=\"ALL\" AND NOT UPGRADINGPRODUCTCODE", 1020 + i);
      remove(property + ".files", "Data", "*", property);
      remove(property + ".folder", "Data", "", property);
    }
  }

  /** Of an uninstall (mode 2); without a name, the folder itself if it is empty. */
  private void remove(String id, String component, String name, String folder) {
    database.query(
        "INSERT INTO `RemoveFile` (`FileKey`,`Component_`,`FileName`,`DirProperty`,`InstallMode`)"
            + " VALUES ('%s','%s','%s','%s',2)",
        id, component, name, folder);
  }

  private void sequence() {
    // wixl puts it where a failed upgrade leaves nothing: behind InstallFinalize, or before
    // InstallInitialize.
    database.query(
        "UPDATE `InstallExecuteSequence` SET `Sequence`=1501 WHERE `Action`='RemoveExistingProducts'");
  }

  /**
   * wixl marks what sets a property as if it ran later, as SYSTEM, and writes an expandable value
   * as a plain one.
   */
  private void corrections() {
    database.query(
        "UPDATE `Registry` SET `Value`='#%%[INSTALLDIR]bin\\fettle-events.dll' WHERE `Registry`='%s'",
        "EventMessageFile");
    database.query("UPDATE `CustomAction` SET `Type`=51 WHERE `Type`=%d", 51 + 2048);
  }

  private void action(String id, int type, String source, String target) {
    database.query(
        "INSERT INTO `CustomAction` (`Action`,`Type`,`Source`,`Target`) VALUES ('%s',%d,'%s','%s')",
        id, type, source, target);
  }

  private void at(String action, String condition, int sequence) {
    if (condition.isEmpty()) {
      database.query(
          "INSERT INTO `InstallExecuteSequence` (`Action`,`Sequence`) VALUES ('%s',%d)",
          action, sequence);
    } else {
      database.query(
          "INSERT INTO `InstallExecuteSequence` (`Action`,`Condition`,`Sequence`) VALUES ('%s','%s',%d)",
          action, condition, sequence);
    }
  }
}
