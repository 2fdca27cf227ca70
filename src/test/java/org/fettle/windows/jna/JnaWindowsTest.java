package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.windows.jna.RegistryContract.kind;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.Kernel32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.PolFile;
import org.fettle.windows.Processes.Running;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.User;
import org.fettle.windows.User.Session;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JnaWindowsTest {
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whereThereIsNoWindowsItSaysSo() {
    assertThatThrownBy(JnaWindows::open)
        .isInstanceOf(WindowsException.class)
        .hasMessage("There is no Windows here that a 64-bit Java could look at.");
  }

  @Nested
  @OnWindows
  class TheRealOne {
    private static final User ANNA =
        new User("S-1-5-21-1004336348-1177238915-682003330-1104", "anna", Session.NONE);
    private static final User AWAY =
        new User("S-1-12-1-1111111111-2222222222-3333333333-444444444", "away", Session.NONE);

    private final JnaWindows windows = JnaWindows.open();
    private final Seeds seeds = new Seeds(Optional.empty());

    @AfterEach
    void close() {
      seeds.close();
      windows.close();
    }

    private void seedUsers() {
      seeds.key("HKU\\" + ANNA.sid() + "\\Software");
      seeds.value(
          JnaUsers.PROFILES.child(ANNA.sid()),
          "ProfileImagePath",
          RegistryValue.expandableText("%SystemDrive%\\Users\\anna"));
      seeds.value(
          JnaUsers.PROFILES.child(AWAY.sid()),
          "ProfileImagePath",
          RegistryValue.text("C:\\Users\\away"));
    }

    @Test
    void theOneWhoRunsThisIsSignedInAndElevated() {
      User self = windows.users().self().orElseThrow();

      assertThat(self.sid()).startsWith("S-1-5-21-");
      assertThat(self.name()).endsWith("\\" + System.getenv("USERNAME"));
      assertThat(self.session()).isEqualTo(Session.ACTIVE);
      assertThat(windows.users().isElevated()).isTrue();
      assertThat(windows.users().visible()).contains(self);
    }

    @Test
    void everyLoadedHiveAndEveryProfileIsAUser() {
      seedUsers();
      seeds.key("HKU\\" + ANNA.sid() + "_Classes");

      assertThat(windows.users().visible())
          .containsExactly(windows.users().self().orElseThrow(), AWAY, ANNA);
    }

    @Test
    void currentUserIsTheHiveOfWhoeverTheViewBelongsTo() {
      seedUsers();
      seeds.value(
          RegistryKey.parse("HKU\\" + ANNA.sid() + "\\Software\\Contoso"),
          "x",
          RegistryValue.text("Anna's"));
      RegistryKey key = RegistryKey.parse("HKCU\\Software\\Contoso");

      Windows annas = windows.as(ANNA);
      Windows own = windows.as(windows.users().self().orElseThrow());

      assertThat(annas.registry().value(key, "x")).contains(RegistryValue.text("Anna's"));
      assertThat(own.registry().exists(key)).isFalse();
      assertThat(annas.user()).contains(ANNA);
      assertThat(windows.user()).isEmpty();
      assertThat(windows.as(ANNA)).isSameAs(annas);
    }

    @Test
    void theHiveOfTheOwnAccountIsTheOneTheProcessSees() {
      RegistryKey key = RegistryKey.parse("HKCU\\Environment");
      Windows own = windows.as(windows.users().self().orElseThrow());

      assertThat(own.registry().value(key, "TEMP")).isPresent();
    }

    @Test
    void classesOfAUserAreInTheHiveOfTheirOwnWhereThereIsOne() {
      RegistryKey classes = RegistryKey.parse("HKCU\\Software\\Classes\\lync");
      String hive = "HKU\\" + ANNA.sid();
      seeds.value(
          RegistryKey.parse(hive + "\\Software\\Classes\\lync"), "", RegistryValue.text("a"));
      assertThat(windows.as(ANNA).registry().value(classes, "")).contains(RegistryValue.text("a"));

      seeds.value(RegistryKey.parse(hive + "_Classes\\lync"), "", RegistryValue.text("b"));
      windows.close();

      assertThat(windows.as(ANNA).registry().value(classes, "")).contains(RegistryValue.text("b"));
      assertThat(
              windows.registry().value(RegistryKey.parse(hive + "\\Software\\Classes\\lync"), ""))
          .contains(RegistryValue.text("b"));
    }

    @Test
    void classesRootOfAUserShowsTheirOwnClassesBeforeTheMachines() {
      seeds.value(
          RegistryKey.parse("HKLM\\SOFTWARE\\Classes\\fettle"), "", RegistryValue.text("machine"));
      seeds.value(
          RegistryKey.parse("HKLM\\SOFTWARE\\Classes\\fettle"), "x", RegistryValue.text("both"));
      seeds.value(
          RegistryKey.parse("HKU\\" + ANNA.sid() + "\\Software\\Classes\\fettle\\own"),
          "",
          RegistryValue.text("deeper"));
      seeds.value(
          RegistryKey.parse("HKU\\" + ANNA.sid() + "\\Software\\Classes\\fettle"),
          "",
          RegistryValue.text("Anna's"));
      RegistryKey key = RegistryKey.parse("HKCR\\fettle");

      assertThat(windows.registry().value(key, "")).contains(RegistryValue.text("machine"));
      assertThat(windows.registry().subkeys(key)).isEmpty();
      assertThat(windows.as(ANNA).registry().values(key))
          .containsExactly(
              java.util.Map.entry("", RegistryValue.text("Anna's")),
              java.util.Map.entry("x", RegistryValue.text("both")));
      assertThat(windows.as(ANNA).registry().subkeys(key)).containsExactly("own");
      assertThat(windows.as(ANNA).registry().exists(key.child("own"))).isTrue();
    }

    @Test
    void variablesAreReplacedAsWindowsDoesIt() {
      for (String text :
          List.of(
              "%windir%", "%NoSuch%windir%", "%%windir%%", "%", "100% %windir", "a%windir%b%x%")) {
        try (Memory expanded = new Memory(2_000)) {
          Kernel32.INSTANCE.ExpandEnvironmentStrings(text, expanded, 1_000);
          assertThat(windows.files().expand(text)).as(text).isEqualTo(expanded.getWideString(0));
        }
      }
    }

    @Test
    void aChangeIsMadeOnlyWhereTheMachineIsAsExpected() {
      RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE\\FettleChange");
      seeds.key(key.toString());
      List<Change> changes = Changes.toSet(windows.registry(), key, "x", RegistryValue.dword(1));
      changes.forEach(windows::apply);
      assertThat(windows.registry().value(key, "x")).contains(RegistryValue.dword(1));

      Change stale =
          new RegistryValueChange(key, "x", Optional.empty(), Optional.of(RegistryValue.dword(2)));
      assertThat(kind(() -> windows.apply(stale))).isEqualTo(Kind.CHANGED);

      changes.forEach(change -> windows.apply(change.inverse()));
      assertThat(windows.registry().values(key)).isEmpty();
    }

    @Test
    void aForbiddenKeyIsNotWritten() {
      RegistryKey key = RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Services\\Spooler");
      Change change =
          new RegistryValueChange(
              key, "FettleTest", Optional.empty(), Optional.of(RegistryValue.dword(1)));
      assertThat(kind(() -> windows.apply(change))).isEqualTo(Kind.FORBIDDEN);
      assertThat(windows.registry().value(key, "FettleTest")).isEmpty();
    }

    @Test
    void theMachineTellsItsNameVersionAndArchitecture() {
      assertThat(windows.facts().name()).isEqualToIgnoringCase(System.getenv("COMPUTERNAME"));
      assertThat(windows.facts().domain()).isEmpty();
      assertThat(windows.facts().windowsVersion()).matches("10\\.0\\.\\d{5}");
      assertThat(windows.facts().architecture()).isEqualTo("x64");
    }

    @Test
    void aRunningProgramIsListedWithItsOwnerUntilItEnds() throws Exception {
      // Waits for input, which does not come.
      Process cmd = new ProcessBuilder("cmd.exe", "/k").start();
      try {
        assertThat(windows.processes().running())
            .contains(new Running("cmd.exe", cmd.pid(), windows.users().self().map(User::sid)));
      } finally {
        cmd.destroyForcibly().waitFor();
      }
      assertThat(windows.processes().running())
          .extracting(Running::id)
          .doesNotContain(cmd.pid())
          .contains(ProcessHandle.current().pid());
    }

    @Test
    void aFileIsAFileWhicheverWayItIsWritten(@TempDir Path folder) throws IOException {
      Path deep = folder;
      for (int i = 0; i < 10; i++) {
        deep = deep.resolve("a folder with a longish name " + i);
      }
      Files.createDirectories(deep);
      Path file = Files.writeString(deep.resolve("datei-ü-日本.txt"), "x");

      assertThat(file.toString().length()).isGreaterThan(260);
      assertThat(windows.files().isFile(file.toString())).isTrue();
      assertThat(windows.files().isFile(file.toString().replace('\\', '/'))).isTrue();
      assertThat(windows.files().isFile(deep.toString())).isFalse();
      assertThat(windows.files().isFile(file + "x")).isFalse();
      assertThat(windows.files().isFile("C:\\windows\\system32\\..\\SYSTEM32\\cmd.exe")).isTrue();
    }

    @Test
    void whatIsNoPathOnADriveIsNoFile() {
      List.of("cmd.exe", "C:cmd.exe", "\\windows\\system32\\cmd.exe", "", "C:\\a\0b", "C:\\a<b>|c")
          .forEach(path -> assertThat(windows.files().isFile(path)).as(path).isFalse());
    }

    @Test
    void aNetworkPathIsNotEvenLookedAt() {
      List.of("\\\\server\\share\\x.exe", "//server/share/x.exe", "\\\\?\\C:\\x", "\\\\.\\pipe\\x")
          .forEach(path ->
              assertThat(kind(() -> windows.files().isFile(path)))
                  .as(path)
                  .isEqualTo(Kind.FORBIDDEN));
    }

    @Test
    void variablesAreThoseOfTheSubject() {
      seedUsers();
      seeds.value(
          RegistryKey.parse("HKU\\" + ANNA.sid() + "\\Environment"),
          "OneDrive",
          RegistryValue.expandableText("%USERPROFILE%\\OneDrive"));
      User self = windows.users().self().orElseThrow();

      assertThat(windows.files().expand("%ProgramFiles%\\x %windir% 100%"))
          .isEqualTo("C:\\Program Files\\x C:\\windows 100%");
      assertThat(windows.files().expand("%LOCALAPPDATA% %NoSuch%"))
          .isEqualTo("%LOCALAPPDATA% %NoSuch%");
      assertThat(windows.as(ANNA).files().expand("%localappdata%|%OneDrive%|%SystemRoot%"))
          .isEqualTo("C:\\Users\\anna\\AppData\\Local|C:\\Users\\anna\\OneDrive|C:\\windows");
      assertThat(windows.as(self).files().expand("%LOCALAPPDATA%"))
          .isEqualTo(System.getenv("LOCALAPPDATA"));
      assertThat(windows.as(AWAY).files().expand("%APPDATA%"))
          .isEqualTo("C:\\Users\\away\\AppData\\Roaming");
    }

    @Test
    void whatGroupPolicyAppliedIsOwnedByIt() {
      seeds.file(
          Path.of(System.getenv("ProgramData"), "ntuser.pol"),
          PolFile.of().dword("Software\\Policies\\Contoso", "Applied", 1).bytes());
      seeds.file(
          Path.of("C:\\windows\\system32\\GroupPolicy\\User\\Registry.pol"),
          PolFile.of().dword("Software\\Policies\\Contoso", "Local", 1).bytes());
      seeds.file(
          Path.of(System.getenv("USERPROFILE"), "ntuser.pol"),
          PolFile.of().dword("Software\\Policies\\Contoso", "Own", 1).bytes());
      RegistryKey machines = RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\Contoso");
      RegistryKey users = RegistryKey.parse("HKCU\\Software\\Policies\\Contoso");
      Windows own = windows.as(windows.users().self().orElseThrow());

      assertThat(windows.owners().owner(machines, "Applied")).contains("Group Policy");
      assertThat(windows.owners().owner(machines, "Local")).isEmpty();
      assertThat(own.owners().owner(users, "Local")).contains("Group Policy");
      assertThat(own.owners().owner(users, "Own")).contains("Group Policy");
      assertThat(own.owners().owner(users, "Applied")).isEmpty();
      assertThat(
              windows
                  .as(ANNA)
                  .owners()
                  .owner(RegistryKey.parse("HKU\\" + ANNA.sid() + "\\" + users.path()), "Local"))
          .contains("Group Policy");
    }

    @Test
    void aValueIsOwnedByWhateverNameAndFromWhateverViewItIsAskedFor() {
      seeds.file(
          Path.of(System.getenv("ProgramData"), "ntuser.pol"),
          PolFile.of()
              .dword("Software\\Policies\\Contoso", "Wide", 1)
              .dword("Software\\WOW6432Node\\Policies\\Contoso", "Narrow", 1)
              .dword("Software\\Fabrikam", "Wide", 1)
              .bytes());
      seeds.file(
          Path.of(System.getenv("USERPROFILE"), "ntuser.pol"),
          PolFile.of().dword("Software\\Policies\\Contoso", "Own", 1).bytes());
      String own = windows.users().self().orElseThrow().sid();

      for (String name : List.of("Wide", "Narrow")) {
        for (String key :
            List.of(
                "HKLM\\SOFTWARE\\Policies\\Contoso",
                "HKLM32\\SOFTWARE\\Policies\\Contoso",
                "HKLM\\SOFTWARE\\WOW6432Node\\Policies\\Contoso")) {
          assertThat(windows.owners().owner(RegistryKey.parse(key), name))
              .as(key + name)
              .contains("Group Policy");
        }
      }
      assertThat(windows.owners().owner(RegistryKey.parse("HKLM\\SOFTWARE\\Fabrikam"), "Wide"))
          .contains("Group Policy");
      assertThat(windows.owners().owner(RegistryKey.parse("HKLM32\\SOFTWARE\\Fabrikam"), "Wide"))
          .isEmpty();
      RegistryKey users = RegistryKey.parse("HKU\\" + own + "\\Software\\Policies\\Contoso");
      assertThat(windows.owners().owner(users, "Own")).contains("Group Policy");
      assertThat(windows.owners().owner(users, "Other")).isEmpty();
    }

    @Test
    void whatCannotBeToldCountsAsOwned() {
      String perhaps = "Perhaps Group Policy (only the user's own run can tell)";
      Windows annas = windows.as(ANNA);
      for (String path :
          List.of(
              "Software\\Policies\\Contoso",
              "Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System")) {
        RegistryKey bySid = RegistryKey.parse("HKU\\" + ANNA.sid() + '\\' + path);
        assertThat(annas.owners().owner(RegistryKey.parse("HKCU\\" + path), "x")).contains(perhaps);
        assertThat(annas.owners().owner(bySid, "x")).contains(perhaps);
        assertThat(windows.owners().owner(bySid, "x")).contains(perhaps);
      }
      assertThat(annas.owners().owner(RegistryKey.parse("HKCU\\Software\\Contoso"), "x")).isEmpty();
      assertThat(
              windows.owners().owner(RegistryKey.parse("HKU\\S-1-5-18\\Software\\Policies"), "x"))
          .isEmpty();
    }

    @Test
    void whatIsOwnedIsReadAnewAfterClosing() {
      Path archive = Path.of(System.getenv("ProgramData"), "ntuser.pol");
      RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\Contoso");
      seeds.file(archive, PolFile.of().dword("Software\\Policies\\Contoso", "Old", 1).bytes());
      assertThat(windows.owners().owner(key, "Old")).contains("Group Policy");

      seeds.file(archive, PolFile.of().dword("Software\\Policies\\Contoso", "New", 1).bytes());
      windows.close();

      assertThat(windows.owners().owner(key, "Old")).isEmpty();
      assertThat(windows.owners().owner(key, "New")).contains("Group Policy");
    }

    @Test
    void anArchiveThatCannotBeReadIsSaidAndNotTakenForEmpty() {
      seeds.file(Path.of(System.getenv("ProgramData"), "ntuser.pol"), new byte[] {1, 2, 3});

      assertThat(
              kind(() ->
                  windows.owners().owner(RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\X"), "y")))
          .isEqualTo(Kind.BROKEN);
    }

    @Test
    void whatManagementSetIsOwnedByItAndByItsPolicy() {
      RegistryKey manager = RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\PolicyManager");
      RegistryKey meaning = manager.child("default\\Security\\RecoveryEnvironmentAuthentication");
      seeds.value(
          meaning,
          "RegKeyPathRedirect",
          RegistryValue.text("Software\\Policies\\Microsoft\\WinRE"));
      seeds.value(
          meaning, "RegValueNameRedirect", RegistryValue.text("WinREAuthenticationRequirement"));
      RegistryKey set = manager.child("current\\device\\Security");
      seeds.value(set, "RecoveryEnvironmentAuthentication_ProviderSet", RegistryValue.dword(1));
      RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\Microsoft\\WinRE");

      assertThat(windows.owners().owner(key, "WinREAuthenticationRequirement"))
          .contains("MDM (Security/RecoveryEnvironmentAuthentication)");
      assertThat(windows.owners().owner(key, "Other")).isEmpty();

      seeds.value(set, "RecoveryEnvironmentAuthentication_ProviderSet", RegistryValue.dword(0));
      try (JnaWindows later = JnaWindows.open()) {
        assertThat(later.owners().owner(key, "WinREAuthenticationRequirement")).isEmpty();
      }
    }
  }
}
