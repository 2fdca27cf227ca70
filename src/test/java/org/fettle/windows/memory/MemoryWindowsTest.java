package org.fettle.windows.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.MachineFacts;
import org.fettle.windows.Processes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryWindowsTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\A\\B\\C");
  private static final String MACHINE =
      """
      machine: { name: LAP-0117, domain: contoso.com, windows: 10.0.19045, architecture: arm64 }
      users:
        - { sid: S-1-5-21-9-1, name: 'CONTOSO\\anna', self: true, environment: { Where: 'D:\\anna' } }
        - { sid: S-1-5-21-9-2, name: 'CONTOSO\\bo', session: locked }
      registry: { 'HKLM\\SOFTWARE\\Policies\\X': { Name: { dword: 1 } } }
      owned: { 'HKLM\\SOFTWARE\\Policies\\X\\Name': Group Policy, 'HKCU\\Software\\X\\(Default)': MDM }
      files: [ 'C:\\Program Files\\lync.exe' ]
      environment: { where: 'C:\\all', ProgramFiles: 'P:\\Programs' }
      processes: [ { name: lync.exe, id: 4120, owner: S-1-5-21-9-1 } ]
      """;

  private static MemoryWindows windows(String yaml) {
    return new MemoryWindows(MachineFile.read(yaml));
  }

  @Test
  void theFileSaysWhatTheMachineIs() {
    MemoryWindows windows = windows(MACHINE);
    assertThat(windows.facts())
        .isEqualTo(new MachineFacts("LAP-0117", Optional.of("contoso.com"), "10.0.19045", "arm64"));
    assertThat(windows.processes().running())
        .containsExactly(new Processes.Running("lync.exe", 4120, Optional.of("S-1-5-21-9-1")));
  }

  @Test
  void theClockStandsWhereTheFileSays() {
    MemoryWindows windows = windows("now: '2026-11-21T08:00:00.000Z'\n" + MACHINE);
    Instant now = Instant.parse("2026-11-21T08:00:00Z");
    assertThat(windows.now()).isEqualTo(now);
    assertThat(windows.as(windows.users().self().orElseThrow()).now()).isEqualTo(now);
    assertThat(windows.snapshot().toYaml()).contains("2026-11-21T08:00:00.000Z");
  }

  @Test
  void theClockIsTheRealOneWhereTheFileSaysNothing() {
    assertThat(windows(MACHINE).now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void withRightsEverybodyIsVisible() {
    MemoryWindows windows = windows(MACHINE);
    User anna = new User("S-1-5-21-9-1", "CONTOSO\\anna", User.Session.ACTIVE);
    User bo = new User("S-1-5-21-9-2", "CONTOSO\\bo", User.Session.LOCKED);
    assertThat(windows.users().isElevated()).isTrue();
    assertThat(windows.users().visible()).containsExactly(anna, bo);
    assertThat(windows.users().self()).contains(anna);
    assertThat(windows.user()).isEmpty();
    assertThat(windows.as(bo).user()).contains(bo);
  }

  @Test
  void withoutRightsOnlyOneselfIsVisible() {
    MemoryWindows windows = windows("elevated: false\n" + MACHINE);
    User bo = new User("S-1-5-21-9-2", "CONTOSO\\bo", User.Session.LOCKED);
    assertThat(windows.users().isElevated()).isFalse();
    assertThat(windows.users().visible()).extracting(User::sid).containsExactly("S-1-5-21-9-1");
    assertThatThrownBy(() -> windows.as(bo))
        .isInstanceOfSatisfying(WindowsException.class, e -> assertThat(e.code()).isEqualTo(5));
    assertThat(windows.as(windows.users().self().orElseThrow()).user()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\Program Files\\lync.exe, true",
    "c:\\PROGRAM FILES\\LYNC.EXE, true",
    "C:/Program Files/lync.exe, true",
    "C:\\Program Files, false",
    "C:\\Program Files\\lync, false"
  })
  void filesAreFoundWithoutCase(String path, boolean there) {
    assertThat(windows(MACHINE).files().isFile(path)).isEqualTo(there);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "%where%, C:\\all, D:\\anna",
        "%PROGRAMFILES%\\a, P:\\Programs\\a, P:\\Programs\\a",
        "%SystemRoot%, C:\\Windows, C:\\Windows",
        "%LocalAppData%, %LocalAppData%, C:\\Users\\anna\\AppData\\Local",
        "%unknown%windir%, %unknown%windir%, %unknown%windir%",
        "100%, 100%, 100%",
        "%% %1, %% %1, %% %1",
      })
  void variablesAreThoseOfWhoeverLooks(String text, String machine, String user) {
    MemoryWindows windows = windows(MACHINE);
    assertThat(windows.files().expand(text)).isEqualTo(machine);
    assertThat(windows.as(windows.users().self().orElseThrow()).files().expand(text))
        .isEqualTo(user);
  }

  @Test
  void anOwnerIsFoundThroughEveryAddressOfTheValue() {
    MemoryWindows windows = windows(MACHINE);
    Windows anna = windows.as(windows.users().self().orElseThrow());
    assertThat(windows.owners().owner(RegistryKey.parse("HKLM\\software\\policies\\x"), "NAME"))
        .contains("Group Policy");
    assertThat(windows.owners().owner(RegistryKey.parse("HKLM32\\SOFTWARE\\Policies\\X"), "Name"))
        .contains("Group Policy");
    assertThat(
            windows
                .owners()
                .owner(RegistryKey.parse("HKLM\\SOFTWARE\\WOW6432Node\\Policies\\X"), "Name"))
        .contains("Group Policy");
    assertThat(windows.owners().owner(RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\X"), ""))
        .isEmpty();
    assertThat(anna.owners().owner(RegistryKey.parse("HKCU\\Software\\X"), "")).contains("MDM");
  }

  @Test
  void changesAndTheirInversesLeaveTheMachineAsItWas() {
    MemoryWindows windows = windows(MACHINE);
    MachineFile before = windows.snapshot();
    List<Change> changes =
        new ArrayList<>(Changes.toSet(windows.registry(), KEY, "", RegistryValue.text("x")));
    changes.addAll(
        Changes.toRemove(windows.registry(), RegistryKey.parse("HKLM\\SOFTWARE\\Policies")));
    changes.forEach(windows::apply);
    assertThat(windows.snapshot()).isNotEqualTo(before);
    assertThat(windows.registry().value(KEY, "")).contains(RegistryValue.text("x"));
    Collections.reverse(changes);
    changes.forEach(change -> windows.apply(change.inverse()));
    assertThat(windows.snapshot()).isEqualTo(before);
    assertThat(windows.snapshot().toYaml()).isEqualTo(before.toYaml());
  }

  @Test
  void aFileIsSavedAfterEachChange(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "# Neglected.\n" + MACHINE);
    MemoryWindows windows = MemoryWindows.open(file);
    String before = "# Neglected.\n" + MachineFile.read(file).toYaml();
    List<Change> changes =
        new ArrayList<>(Changes.toSet(windows.registry(), KEY, "n", RegistryValue.dword(1)));
    for (Change change : changes) {
      windows.apply(change);
      assertThat(MachineFile.read(file)).isEqualTo(windows.snapshot());
    }
    Collections.reverse(changes);
    changes.forEach(change -> windows.apply(change.inverse()));
    assertThat(file).hasContent(before);
  }

  @Test
  void aUsersChangeIsSavedToo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), MACHINE);
    MemoryWindows windows = MemoryWindows.open(file);
    MemoryWindows anna = windows.as(windows.users().self().orElseThrow());
    Changes.toSet(
            anna.registry(), RegistryKey.parse("HKCU\\Software\\N"), "n", RegistryValue.dword(1))
        .forEach(anna::apply);
    assertThat(
            MemoryWindows.open(file)
                .registry()
                .value(RegistryKey.parse("HKU\\S-1-5-21-9-1\\Software\\N"), "n"))
        .contains(RegistryValue.dword(1));
  }

  @Test
  void aChangeThatCannotBeSavedIsTakenBack() {
    MemoryWindows windows =
        new MemoryWindows(
            MachineFile.read(MACHINE),
            InstantSource.system(),
            machine -> {
              throw WindowsException.broken("Cannot save.");
            });
    MachineFile before = windows.snapshot();
    Change change =
        Changes.toCreate(windows.registry(), RegistryKey.parse("HKLM\\SOFTWARE\\A")).getFirst();
    assertThatThrownBy(() -> windows.apply(change)).hasMessage("Cannot save.");
    assertThat(windows.snapshot()).isEqualTo(before);
    assertThat(windows.registry().exists(RegistryKey.parse("HKLM\\SOFTWARE\\A"))).isFalse();
  }

  @Test
  void whatIsOnTheDenyListIsNotWritten() {
    MemoryWindows windows =
        windows("registry: { 'HKLM\\SYSTEM\\CurrentControlSet\\Services': {} }");
    Change change =
        Changes.toCreate(
                windows.registry(),
                RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Services\\Evil"))
            .getFirst();
    assertThatThrownBy(() -> windows.apply(change))
        .isInstanceOfSatisfying(
            WindowsException.class,
            e -> assertThat(e.kind()).isEqualTo(WindowsException.Kind.FORBIDDEN));
  }
}
