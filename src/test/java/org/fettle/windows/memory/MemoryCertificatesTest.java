package org.fettle.windows.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.fettle.json.FileFormatException;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateChange;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Pem;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCertificatesTest {
  private static final CertificateStore MY = CertificateStore.parse("CurrentUser\\My");
  private static final CertificateStore ROOT = CertificateStore.parse("LocalMachine\\Root");
  private static final Certificate ANNA =
      new Certificate(Pem.certificate("anna").encoded(), "AgAAAAEAAAAAAAAA", true);

  private static final String MACHINE =
      """
      users:
        - sid: S-1-5-21-9-1
          self: true
          certificates:
            my:
              - { pem: '%s', private-key: true, properties: AgAAAAEAAAAAAAAA }
        - { sid: S-1-5-21-9-2, name: ben }
      certificates:
        Root:
          - { pem: '%s', private-key: false }
        CA: []
      """
          .formatted(line("anna"), line("root"));

  private final MemoryWindows machine = new MemoryWindows(MachineFile.read(MACHINE));
  private final Windows anna = view(machine, "S-1-5-21-9-1");

  private static String line(String name) {
    return Pem.of(name).replace("\n", " ");
  }

  private static Windows view(MemoryWindows machine, String sid) {
    return machine.as(new User(sid, sid, User.Session.ACTIVE));
  }

  private static CertificateChange removal(CertificateStore store, Certificate certificate) {
    return new CertificateChange(store, Optional.of(certificate), Optional.empty());
  }

  @Test
  void aStoreHoldsWhatTheFileSaysWhateverTheCaseOfItsName() {
    assertThat(anna.certificates().in(MY)).containsExactly(ANNA);
    assertThat(anna.certificates().in(ROOT)).containsExactly(Pem.certificate("root"));
    assertThat(anna.certificates().in(CertificateStore.parse("CurrentUser\\Root"))).isEmpty();
    assertThat(view(machine, "S-1-5-21-9-2").certificates().in(MY)).isEmpty();
  }

  @Test
  void aRemovalIsTakenBackExactly() {
    MachineFile before = machine.snapshot();
    CertificateChange change = removal(MY, ANNA);

    anna.apply(change);

    assertThat(machine.snapshot()).isNotEqualTo(before);
    assertThat(anna.certificates().in(MY)).isEmpty();
    assertThat(change.isDone(anna)).isTrue();
    assertThat(change.fits(anna)).isFalse();

    anna.apply(change.inverse());

    assertThat(machine.snapshot()).isEqualTo(before);
    assertThat(anna.certificates().in(MY)).containsExactly(ANNA);
  }

  @Test
  void whatSomebodyElseRemovedOrPutInIsAChangedMachine() {
    Certificate expired = Pem.certificate("anna-expired");
    assertThatThrownBy(() -> anna.apply(removal(MY, expired)))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED)
        .hasMessageContaining("CurrentUser\\My\\" + expired.thumbprint() + " has changed");
    assertThatThrownBy(() -> anna.apply(removal(MY, ANNA).inverse()))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
  }

  @Test
  void aStoreOfTheDenyListIsNotWritten() {
    CertificateStore disallowed = CertificateStore.parse("LocalMachine\\Disallowed");
    assertThatThrownBy(() -> machine.apply(removal(disallowed, ANNA)))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.FORBIDDEN)
        .hasMessage(
            "LocalMachine\\Disallowed\\"
                + ANNA.thumbprint()
                + " is never written: it holds what must not be trusted, and taking one out would"
                + " trust it.");
  }

  @Test
  void withoutRightsTheMachinesStoresAreOnlyRead() {
    MemoryWindows limited = new MemoryWindows(MachineFile.read("elevated: false\n" + MACHINE));
    Windows own = view(limited, "S-1-5-21-9-1");
    Certificate root = Pem.certificate("root");

    assertThat(own.certificates().in(ROOT)).containsExactly(root);
    assertThat(removal(ROOT, root).needsRights(own.user())).isTrue();
    assertThat(removal(MY, ANNA).needsRights(own.user())).isFalse();
    assertThatThrownBy(() -> own.apply(removal(ROOT, root)))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.DENIED);
    own.apply(removal(MY, ANNA));
    assertThat(own.certificates().in(MY)).isEmpty();
  }

  @Test
  void aUsersStoreIsNotTheMachines() {
    assertThatThrownBy(() -> machine.certificates().in(MY))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.FORBIDDEN);
  }

  @Test
  void aFileThatCannotBeSavedLeavesTheStoreAsItWas() {
    MemoryWindows unsaved =
        new MemoryWindows(
            MachineFile.read(MACHINE),
            InstantSource.system(),
            file -> {
              throw WindowsException.broken("The disk is full.");
            });
    Windows own = view(unsaved, "S-1-5-21-9-1");

    assertThatThrownBy(() -> own.apply(removal(MY, ANNA))).hasMessage("The disk is full.");
    assertThat(own.certificates().in(MY)).containsExactly(ANNA);
  }

  @Test
  void theFileIsReadBackAsItIsWritten(@TempDir Path folder) throws IOException {
    MachineFile file = MachineFile.read(MACHINE);
    assertThat(file.toYaml())
        .contains("    My:\n    - pem: \"-----BEGIN CERTIFICATE-----\\nMII")
        .contains("      private-key: true\n      properties: AgAAAAEAAAAAAAAA\n")
        .doesNotContain("private-key: false", "CA:");
    assertThat(MachineFile.read(file.toYaml())).isEqualTo(file);
    Files.writeString(folder.resolve("m.yaml"), MACHINE);
    MemoryWindows saved = MemoryWindows.open(folder.resolve("m.yaml"));
    view(saved, "S-1-5-21-9-1").apply(removal(MY, ANNA));
    assertThat(MachineFile.read(folder.resolve("m.yaml"))).isEqualTo(saved.snapshot());
  }

  @Test
  void aFileWithAMistakeInAStoreIsRefused() {
    for (String mistake :
        List.of(
            "certificates: { Root: [ { pem: contoso } ] }",
            "certificates: { 'Root\\.Default': [ { pem: '" + line("root") + "' } ] }",
            "certificates: { Root: [ { pem: '" + line("root") + "', properties: '-' } ] }",
            "certificates: { Root: [ { pem: '%1$s' }, { pem: '%1$s' } ] }".formatted(line("root")),
            "certificates: { Root: [ { pem: '%1$s' } ], root: [ { pem: '%1$s' } ] }"
                .formatted(line("root")))) {
      assertThatThrownBy(() -> MachineFile.read(mistake))
          .as(mistake)
          .isInstanceOf(FileFormatException.class);
    }
  }
}
