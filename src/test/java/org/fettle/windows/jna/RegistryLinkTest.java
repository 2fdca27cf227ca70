package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.windows.jna.RegistryContract.kind;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registry links that a user plants for a service to follow. */
@OnWindows
class RegistryLinkTest {
  private static final int CREATE_LINK_OPTION = 2;
  private static final int KEY_CREATE_LINK = 0x20;

  private static final User ATTACKER =
      new User("S-1-5-21-1-2-3-4711", "TEST\\mallory", User.Session.ACTIVE);
  private static final RegistryKey HIVE = RegistryKey.parse("HKU\\" + ATTACKER.sid());
  private static final RegistryKey TARGET = RegistryKey.parse("HKLM\\SOFTWARE\\FettleLinkTarget");
  private static final RegistryKey SOFTWARE = RegistryKey.parse("HKCU\\Software");

  private final JnaRegistry machine = new JnaRegistry(Optional.empty());
  private final JnaRegistry attackers = new JnaRegistry(Optional.of(ATTACKER));

  @BeforeEach
  void plant() {
    machine.create(HIVE);
    machine.create(HIVE.child("Software"));
    machine.create(TARGET);
    machine.create(TARGET.child("Below"));
    machine.set(TARGET, "Guarded", RegistryValue.text("as it was"));
  }

  @AfterEach
  void clear() {
    unlink("Link");
    clear(TARGET);
    clear(HIVE);
    machine.close();
    attackers.close();
  }

  private void clear(RegistryKey key) {
    machine.subkeys(key).forEach(name -> clear(key.child(name)));
    machine.values(key).keySet().forEach(name -> machine.unset(key, name));
    if (machine.exists(key)) {
      machine.remove(key);
    }
  }

  @Test
  void belowAHiveWithoutLinksEverythingCanBeWritten() {
    RegistryKey key = SOFTWARE.child("Contoso");
    attackers.create(key);
    attackers.create(key.child("Below"));
    attackers.set(key.child("Below"), "x", RegistryValue.dword(1));
    assertThat(machine.value(HIVE.child("Software\\Contoso\\Below"), "x"))
        .contains(RegistryValue.dword(1));

    attackers.unset(key.child("Below"), "x");
    attackers.remove(key.child("Below"));
    assertThat(attackers.exists(key.child("Below"))).isFalse();
  }

  @Test
  void aLinkLeadsReadersButNoWriter() {
    link("Link", "\\Registry\\Machine\\SOFTWARE\\FettleLinkTarget");
    RegistryKey link = SOFTWARE.child("Link");
    assertThat(attackers.value(link, "Guarded")).contains(RegistryValue.text("as it was"));

    assertThat(kind(() -> attackers.set(link, "Guarded", RegistryValue.text("overwritten"))))
        .isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> attackers.unset(link, "Guarded"))).isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> attackers.remove(link))).isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> attackers.create(link.child("New")))).isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> attackers.remove(link.child("Below")))).isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> attackers.set(link.child("Below"), "x", RegistryValue.dword(1))))
        .isEqualTo(Kind.FORBIDDEN);

    assertThat(machine.values(TARGET))
        .containsExactly(java.util.Map.entry("Guarded", RegistryValue.text("as it was")));
    assertThat(machine.subkeys(TARGET)).containsExactly("Below");
    assertThat(machine.values(TARGET.child("Below"))).isEmpty();
  }

  @Test
  void theSameHoldsForTheHiveAddressedByItsSid() {
    link("Link", "\\Registry\\Machine\\SOFTWARE\\FettleLinkTarget");

    assertThat(
            kind(() ->
                machine.set(HIVE.child("Software\\Link"), "Guarded", RegistryValue.text("no"))))
        .isEqualTo(Kind.FORBIDDEN);
  }

  @Test
  void aLinkToNothingDoesNotBringAKeyToLife() {
    link("Link", "\\Registry\\Machine\\SOFTWARE\\FettleLinkTarget\\Planted");

    assertThat(kind(() -> attackers.create(SOFTWARE.child("Link")))).isEqualTo(Kind.FORBIDDEN);

    assertThat(machine.exists(TARGET.child("Planted"))).isFalse();
    assertThat(kind(() -> attackers.create(SOFTWARE.child("Link\\New")))).isEqualTo(Kind.FORBIDDEN);
  }

  @Test
  void aHiveOfNoPersonIsNoBetter() {
    RegistryKey hive = RegistryKey.parse("HKU\\.DEFAULT\\Software\\FettleLinks");
    machine.create(hive);
    link(hive, "Link", "\\Registry\\Machine\\SOFTWARE\\FettleLinkTarget");
    try {
      assertThat(
              kind(() -> machine.set(hive.child("Link"), "Guarded", RegistryValue.text("planted"))))
          .isEqualTo(Kind.FORBIDDEN);
      assertThat(machine.value(TARGET, "Guarded")).contains(RegistryValue.text("as it was"));
    } finally {
      unlink(hive, "Link");
      clear(hive);
    }
  }

  @Test
  void aLinkOfTheMachineIsFollowedButNotToWhatIsNeverWritten() {
    RegistryKey home = RegistryKey.parse("HKLM\\SOFTWARE\\FettleLinks");
    RegistryKey link = home.child("Link");
    RegistryKey services = RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Services");
    machine.create(home);
    try {
      link(home, "Link", "\\Registry\\Machine\\SOFTWARE\\FettleLinkTarget");
      machine.set(link, "Guarded", RegistryValue.text("by the link"));
      assertThat(machine.value(TARGET, "Guarded")).contains(RegistryValue.text("by the link"));
      unlink(home, "Link");
      machine.close();

      link(home, "Link", "\\Registry\\Machine\\SYSTEM\\CurrentControlSet\\Services");
      assertThat(machine.exists(link)).isTrue();
      assertThat(kind(() -> machine.set(link, "Fettle", RegistryValue.dword(1))))
          .isEqualTo(Kind.FORBIDDEN);
      assertThat(kind(() -> machine.create(link.child("Fettle")))).isEqualTo(Kind.FORBIDDEN);
      assertThat(machine.value(services, "Fettle")).isEmpty();
      assertThat(machine.exists(services.child("Fettle"))).isFalse();
      unlink(home, "Link");
      machine.close();

      link(home, "Link", "\\Registry\\Machine\\SOFTWARE");
      assertThat(kind(() -> machine.create(link.child("Fettle")))).isEqualTo(Kind.FORBIDDEN);
      assertThat(machine.exists(RegistryKey.parse("HKLM\\SOFTWARE\\Fettle"))).isFalse();
      unlink(home, "Link");
      machine.close();

      link(home, "Link", "\\Registry\\User\\" + ATTACKER.sid() + "\\Software");
      assertThat(kind(() -> machine.set(link, "Fettle", RegistryValue.dword(1))))
          .isEqualTo(Kind.FORBIDDEN);
      assertThat(machine.value(HIVE.child("Software"), "Fettle")).isEmpty();
    } finally {
      unlink(home, "Link");
      clear(home);
    }
  }

  @Test
  void theSystemsOwnLinkIsFollowed() {
    RegistryKey key = RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Control\\FettleTest");
    machine.create(key);
    machine.set(key, "x", RegistryValue.dword(1));
    assertThat(machine.value(key, "x")).contains(RegistryValue.dword(1));
    clear(key);
    assertThat(machine.exists(key)).isFalse();
  }

  private static void link(String name, String target) {
    link(HIVE.child("Software"), name, target);
  }

  private static void link(RegistryKey home, String name, String target) {
    within(
        home,
        (parent, scratch) -> {
          int created =
              Advapi32Registry.RegCreateKeyExW(
                  parent,
                  scratch.text(name),
                  0,
                  0,
                  CREATE_LINK_OPTION,
                  Advapi32Registry.KEY_SET_VALUE | KEY_CREATE_LINK,
                  0,
                  scratch.handleAddress(),
                  0);
          long link = scratch.handle();
          byte[] path = target.getBytes(StandardCharsets.UTF_16LE);
          int set =
              Advapi32Registry.RegSetValueExW(
                  link,
                  scratch.text("SymbolicLinkValue"),
                  0,
                  Advapi32Registry.REG_LINK,
                  scratch.data(path),
                  path.length);
          Advapi32Registry.RegCloseKey(link);
          assertThat(created).isZero();
          assertThat(set).isZero();
        });
  }

  private static void unlink(String name) {
    unlink(HIVE.child("Software"), name);
  }

  private static void unlink(RegistryKey home, String name) {
    within(
        home,
        (parent, scratch) -> {
          int code =
              Advapi32Registry.RegOpenKeyExW(
                  parent,
                  scratch.text(name),
                  Advapi32Registry.REG_OPTION_OPEN_LINK,
                  Advapi32Registry.DELETE,
                  scratch.handleAddress());
          if (code == Advapi32Registry.SUCCESS) {
            long link = scratch.handle();
            Ntdll.NtDeleteKey(link);
            Advapi32Registry.RegCloseKey(link);
          }
        });
  }

  private interface WithParent {
    void run(long parent, Scratch scratch);
  }

  private static void within(RegistryKey home, WithParent act) {
    RegistryAddress address = new Addresses(Optional.empty(), hive -> false).of(home);
    Scratch scratch = new Scratch();
    Advapi32Registry.RegOpenKeyExW(
        address.root(),
        scratch.text(address.path()),
        0,
        Advapi32Registry.KEY_CREATE_SUB_KEY,
        scratch.handleAddress());
    long parent = scratch.handle();
    act.run(parent, scratch);
    Advapi32Registry.RegCloseKey(parent);
  }
}
