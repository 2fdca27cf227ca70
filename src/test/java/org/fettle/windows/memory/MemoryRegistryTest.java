package org.fettle.windows.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryRegistryTest {
  private static final RegistryValue ONE = RegistryValue.dword(1);
  private static final RegistryValue TWO = RegistryValue.dword(2);
  private static final User ANNA = new User("S-1-5-21-9-1", "CONTOSO\\anna", User.Session.ACTIVE);
  private static final String PEOPLE =
      """
      users:
        - { sid: S-1-5-21-9-1, name: 'CONTOSO\\anna', self: true }
        - { sid: S-1-5-21-9-2, registry: { 'Software\\Theirs': { n: { dword: 1 } } } }
        - { sid: S-1-5-21-9-3, session: none }
      """;

  private static MemoryWindows windows(String yaml) {
    return new MemoryWindows(MachineFile.read(yaml));
  }

  private static MemoryRegistry registry(String yaml) {
    return windows(yaml).registry();
  }

  private static RegistryKey key(String text) {
    return RegistryKey.parse(text);
  }

  private static void assertRefused(ThrowingCallable act, int code) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(WindowsException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  // Reading

  @Test
  void namesAreComparedWithoutCaseAndKeepTheirSpelling() {
    MemoryRegistry registry =
        registry("registry: { 'HKLM\\SOFTWARE\\Foo': { Name: { dword: 1 } } }");
    assertThat(registry.value(key("HKLM\\software\\FOO"), "NAME")).contains(ONE);
    registry.set(key("HKLM\\software\\foo"), "nAME", TWO);
    assertThat(registry.values(key("HKLM\\SOFTWARE\\Foo")))
        .containsExactlyEntriesOf(java.util.Map.of("Name", TWO));
    assertThat(registry.subkeys(key("HKLM\\SOFTWARE"))).contains("Foo");
  }

  @Test
  void namesComeInTheOrderOfTheirUpperCaseSpelling() {
    MemoryRegistry registry =
        registry(
            "registry: { 'HKLM\\SOFTWARE\\A': { b: {dword: 1}, _: {dword: 1}, C: {dword: 1}, '': {dword: 1} }, 'HKLM\\SOFTWARE\\A\\b': {}, 'HKLM\\SOFTWARE\\A\\_': {}, 'HKLM\\SOFTWARE\\A\\A': {} }");
    assertThat(registry.values(key("HKLM\\SOFTWARE\\A")).keySet())
        .containsExactly("", "b", "C", "_");
    assertThat(registry.subkeys(key("HKLM\\SOFTWARE\\A"))).containsExactly("A", "b", "_");
  }

  @Test
  void whatIsAbsentIsEmptyAndNoError() {
    MemoryRegistry registry = registry("");
    RegistryKey absent = key("HKLM\\SOFTWARE\\Absent\\Below");
    assertThat(registry.value(absent, "a")).isEmpty();
    assertThat(registry.exists(absent)).isFalse();
    assertThat(registry.subkeys(absent)).isEmpty();
    assertThat(registry.values(absent)).isEmpty();
    assertThat(registry.lastWritten(absent)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HKLM",
        "HKLM\\SOFTWARE",
        "HKLM\\SYSTEM",
        "HKU",
        "HKLM32\\SOFTWARE",
        "HKCR",
        "HKU\\S-1-5-21-1-2-3-1001\\Software"
      })
  void rootsAreAlwaysThere(String root) {
    assertThat(registry("").exists(key(root))).isTrue();
  }

  // Writing

  @Test
  void aValueCannotBeSetInAMissingKey() {
    assertRefused(() -> registry("").set(key("HKLM\\SOFTWARE\\Absent"), "a", ONE), 2);
  }

  @Test
  void aKeyCannotBeMadeInAMissingOne() {
    assertRefused(() -> registry("").create(key("HKLM\\SOFTWARE\\Absent\\Below")), 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HKLM\\New", "HKU\\S-1-5-21-9-9", "HKU\\New_Classes\\a"})
  void noKeyIsMadeWhereHivesAreLoaded(String text) {
    assertThatThrownBy(() -> registry("").create(key(text))).isInstanceOf(WindowsException.class);
  }

  @Test
  void anAbsentValueOrKeyCannotBeRemoved() {
    MemoryRegistry registry = registry("registry: { 'HKLM\\SOFTWARE\\A': {} }");
    assertRefused(() -> registry.unset(key("HKLM\\SOFTWARE\\A"), "a"), 2);
    assertRefused(() -> registry.unset(key("HKLM\\SOFTWARE\\B"), "a"), 2);
    assertRefused(() -> registry.remove(key("HKLM\\SOFTWARE\\B")), 2);
  }

  @Test
  void onlyAnEmptyKeyIsRemoved() {
    MemoryRegistry registry = registry("registry: { 'HKLM\\SOFTWARE\\A\\B': { n: { dword: 1 } } }");
    for (String full : List.of("HKLM\\SOFTWARE\\A", "HKLM\\SOFTWARE\\A\\B")) {
      assertThatThrownBy(() -> registry.remove(key(full)))
          .hasMessage("Cannot remove " + full + ": it is not empty.");
    }
    registry.unset(key("HKLM\\SOFTWARE\\A\\B"), "N");
    registry.remove(key("HKLM\\SOFTWARE\\A\\B"));
    registry.remove(key("HKLM\\SOFTWARE\\A"));
    assertThat(registry.exists(key("HKLM\\SOFTWARE\\A"))).isFalse();
    assertRefused(() -> registry.remove(key("HKLM\\SYSTEM")), 5);
    assertRefused(() -> registry.remove(key("HKLM")), 5);
  }

  @Test
  void aValueNameHasItsLimit() {
    MemoryRegistry registry = registry("");
    registry.set(key("HKLM\\SOFTWARE"), "n".repeat(16_383), ONE);
    assertRefused(() -> registry.set(key("HKLM\\SOFTWARE"), "n".repeat(16_384), ONE), 87);
  }

  @Test
  void aKeyTellsWhenItWasWritten() {
    Instant[] now = {Instant.parse("2026-11-01T08:00:00Z")};
    MemoryRegistry registry =
        new MemoryWindows(
                MachineFile.read("registry: { 'HKLM\\SOFTWARE\\A': {} }"),
                () -> now[0],
                machine -> {})
            .registry();
    now[0] = now[0].plusSeconds(1);
    registry.set(key("HKLM\\SOFTWARE\\A"), "a", ONE);
    assertThat(registry.lastWritten(key("HKLM\\SOFTWARE\\A"))).contains(now[0]);
    assertThat(registry.lastWritten(key("HKLM\\SOFTWARE"))).contains(now[0].minusSeconds(1));
    now[0] = now[0].plusSeconds(1);
    registry.create(key("HKLM\\SOFTWARE\\A\\B"));
    assertThat(registry.lastWritten(key("HKLM\\SOFTWARE\\A"))).contains(now[0]);
  }

  // Rights

  @Test
  void aDeniedKeyIsNeitherReadNorWrittenNorAnythingBelow() {
    MemoryRegistry registry =
        registry(
            "{ registry: { 'HKLM\\SOFTWARE\\Locked\\Below': { n: { dword: 1 } } }, denied: [ 'HKLM\\software\\locked' ] }");
    for (String text : List.of("HKLM\\SOFTWARE\\Locked", "HKLM\\SOFTWARE\\LOCKED\\Below")) {
      assertRefused(() -> registry.value(key(text), "n"), 5);
      assertRefused(() -> registry.exists(key(text)), 5);
      assertRefused(() -> registry.subkeys(key(text)), 5);
      assertRefused(() -> registry.values(key(text)), 5);
      assertRefused(() -> registry.lastWritten(key(text)), 5);
      assertRefused(() -> registry.set(key(text), "n", TWO), 5);
      assertRefused(() -> registry.unset(key(text), "n"), 5);
      assertRefused(() -> registry.remove(key(text)), 5);
      assertRefused(() -> registry.create(key(text).child("New")), 5);
    }
    assertThat(registry.subkeys(key("HKLM\\SOFTWARE"))).contains("Locked");
    assertThat(registry.exists(key("HKLM\\SOFTWARE\\Locked2"))).isFalse();
  }

  @Test
  void withoutRightsOnlyOnesOwnHiveIsWritten() {
    MemoryWindows windows = windows("elevated: false\n" + PEOPLE);
    MemoryRegistry mine = windows.as(ANNA).registry();
    mine.set(key("HKCU\\Software"), "n", ONE);
    assertRefused(() -> mine.set(key("HKLM\\SOFTWARE"), "n", ONE), 5);
    assertRefused(() -> mine.create(key("HKLM\\SOFTWARE\\New")), 5);
    assertThat(mine.value(key("HKLM\\SOFTWARE"), "n")).isEmpty();
    assertRefused(() -> mine.set(key("HKU\\S-1-5-21-9-2\\Software"), "n", ONE), 5);
    assertRefused(() -> mine.exists(key("HKU\\S-1-5-21-9-2\\Software")), 5);
    assertRefused(() -> mine.create(key("HKCR\\.new")), 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Software\\Policies", "Software\\Microsoft\\Windows\\CurrentVersion\\Policies"})
  void aUserWithoutRightsOnlyReadsWhatPoliciesSay(String path) {
    String registry = "registry: { 'HKCU\\" + path + "\\A': { n: { dword: 1 } } }\n";
    RegistryKey key = key("HKCU\\" + path + "\\A");
    MemoryRegistry without = windows("elevated: false\n" + PEOPLE + registry).as(ANNA).registry();
    assertThat(without.value(key, "n")).contains(ONE);
    assertRefused(() -> without.set(key, "n", TWO), 5);
    MemoryRegistry with = windows(PEOPLE + registry).as(ANNA).registry();
    with.set(key, "n", TWO);
    assertThat(with.value(key, "n")).contains(TWO);
  }

  // Users

  @Test
  void hkcuIsTheHiveOfWhoeverLooks() {
    MemoryWindows windows = windows(PEOPLE);
    windows.as(ANNA).registry().set(key("HKCU\\Software"), "n", ONE);
    assertThat(windows.registry().value(key("HKU\\s-1-5-21-9-1\\Software"), "n")).contains(ONE);
    User other = windows.users().visible().get(1);
    assertThat(windows.as(other).registry().exists(key("HKCU\\Software\\Theirs"))).isTrue();
    assertThat(windows.as(other).registry().value(key("HKCU\\Software"), "n")).isEmpty();
  }

  @Test
  void theMachineItselfHasNoHkcu() {
    assertThatThrownBy(() -> registry("").exists(key("HKCU\\Software")))
        .isInstanceOfSatisfying(
            WindowsException.class,
            e -> assertThat(e.kind()).isEqualTo(WindowsException.Kind.FORBIDDEN))
        .hasMessageContaining("for: each-user");
  }

  @Test
  void theHiveOfSomebodyAwayIsNotThere() {
    MemoryWindows windows = windows(PEOPLE);
    User away = windows.users().visible().get(2);
    MemoryRegistry registry = windows.as(away).registry();
    assertThat(registry.exists(key("HKCU\\Software"))).isFalse();
    assertRefused(() -> registry.create(key("HKCU\\Software\\A")), 2);
    assertThat(windows.registry().subkeys(key("HKU")))
        .containsExactly("S-1-5-21-9-1", "S-1-5-21-9-2");
  }

  // Classes

  @Test
  void hkcrShowsTheUsersClassesOverTheMachines() {
    MemoryWindows windows =
        windows(
            """
            registry:
              'HKLM\\SOFTWARE\\Classes\\.a': { '': { text: machine }, only: { text: machine } }
              'HKLM\\SOFTWARE\\Classes\\.m': {}
              'HKCU\\Software\\Classes\\.a': { '': { text: user } }
              'HKCU\\Software\\Classes\\.u': {}
            """);
    MemoryRegistry user = windows.as(windows.users().self().orElseThrow()).registry();
    assertThat(user.value(key("HKCR\\.a"), "")).contains(RegistryValue.text("user"));
    assertThat(user.value(key("HKCR\\.a"), "only")).contains(RegistryValue.text("machine"));
    assertThat(user.values(key("HKCR\\.a")))
        .hasSize(2)
        .containsEntry("", RegistryValue.text("user"));
    assertThat(user.subkeys(key("HKCR"))).containsExactly(".a", ".m", ".u");
    assertThat(user.exists(key("HKCR\\.u"))).isTrue();
    MemoryRegistry machine = windows.registry();
    assertThat(machine.value(key("HKCR\\.a"), "")).contains(RegistryValue.text("machine"));
    assertThat(machine.exists(key("HKCR\\.u"))).isFalse();
  }

  @Test
  void whatIsWrittenToHkcrLandsInTheMachinesClasses() {
    MemoryWindows windows = windows("");
    MemoryRegistry user = windows.as(windows.users().self().orElseThrow()).registry();
    user.create(key("HKCR\\.new"));
    user.set(key("HKCR\\.new"), "", ONE);
    assertThat(windows.registry().value(key("HKLM\\SOFTWARE\\Classes\\.new"), "")).contains(ONE);
    assertThat(user.exists(key("HKCU\\Software\\Classes\\.new"))).isFalse();
  }

  @Test
  void aUsersClassesAreOneHiveWithTwoAddresses() {
    MemoryWindows windows = windows("");
    MemoryRegistry machine = windows.registry();
    machine.create(key("HKU\\S-1-5-21-1-2-3-1001_Classes\\.new"));
    MemoryRegistry user = windows.as(windows.users().self().orElseThrow()).registry();
    assertThat(user.exists(key("HKCU\\Software\\Classes\\.new"))).isTrue();
    assertThat(machine.exists(key("HKU\\S-1-5-21-1-2-3-1001\\SOFTWARE\\CLASSES\\.new"))).isTrue();
  }

  // Views

  @ParameterizedTest
  @CsvSource({
    "HKLM32\\SOFTWARE\\Contoso, HKLM\\SOFTWARE\\WOW6432Node\\Contoso",
    "HKLM32\\software\\wow6432node\\Contoso, HKLM\\SOFTWARE\\WOW6432Node\\Contoso",
    "HKLM32\\SOFTWARE\\Policies\\Contoso, HKLM\\SOFTWARE\\Policies\\Contoso",
    "HKLM32\\SOFTWARE\\PoliciesNot, HKLM\\SOFTWARE\\WOW6432Node\\PoliciesNot",
    "HKLM32\\SOFTWARE\\Microsoft\\SystemCertificates\\My, HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\My",
    "HKLM32\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList, HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList",
    "HKLM32\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon, HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
    "HKLM32\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\X, HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\X",
    "HKLM32\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\X, HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\X",
    "HKLM32\\SOFTWARE\\Classes\\.a, HKLM\\SOFTWARE\\Classes\\.a",
    "HKLM32\\SOFTWARE\\Classes\\CLSID\\{1}, HKLM\\SOFTWARE\\Classes\\WOW6432Node\\CLSID\\{1}",
    "HKCR32\\Interface\\{1}, HKLM\\SOFTWARE\\Classes\\WOW6432Node\\Interface\\{1}",
    "HKCU32\\Software\\Contoso, HKU\\S-1\\Software\\Contoso",
    "HKCU32\\Software\\Classes\\CLSID\\{1}, HKU\\S-1\\Software\\Classes\\WOW6432Node\\CLSID\\{1}",
    "HKU32\\S-1_Classes\\CLSID, HKU\\S-1\\Software\\Classes\\WOW6432Node\\CLSID",
    "HKLM32\\SYSTEM\\CurrentControlSet, HKLM\\SYSTEM\\CurrentControlSet",
  })
  void theNarrowViewLiesWhereWindowsPutsIt(String narrow, String real) {
    assertThat(new Addresses(Optional.of("S-1"), true).real(key(narrow))).isEqualTo(key(real));
  }

  @Test
  void aNarrowWindowsHasOneView() {
    assertThat(new Addresses(Optional.empty(), false).real(key("HKLM32\\SOFTWARE\\A")))
        .isEqualTo(key("HKLM\\SOFTWARE\\A"));
    MemoryRegistry registry = registry("machine: { architecture: x86 }");
    registry.create(key("HKLM32\\SOFTWARE\\A"));
    assertThat(registry.subkeys(key("HKLM\\SOFTWARE"))).containsExactly("A", "Classes");
  }

  @Test
  void theTwoViewsAreTwoKeys() {
    MemoryRegistry registry =
        registry(
            "registry: { 'HKLM\\SOFTWARE\\A': { n: { dword: 1 } }, 'HKLM\\SOFTWARE\\WOW6432Node\\A': { n: { dword: 2 } } }");
    assertThat(registry.value(key("HKLM\\SOFTWARE\\A"), "n")).contains(ONE);
    assertThat(registry.value(key("HKLM32\\SOFTWARE\\A"), "n")).contains(TWO);
    assertThat(registry.subkeys(key("HKLM32\\SOFTWARE"))).containsExactly("A");
  }
}
