package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateChange;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Pem;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnWindows
class JnaCertificatesTest {
  private static final CertificateStore MY = CertificateStore.parse("CurrentUser\\My");
  private static final CertificateStore MACHINE_MY = CertificateStore.parse("LocalMachine\\My");
  private static final CertificateStore MACHINE_CA = CertificateStore.parse("LocalMachine\\CA");
  private static final String CONTAINER = "fettle-test";

  private final JnaWindows machine = JnaWindows.open();
  private final Windows self = machine.as(machine.users().self().orElseThrow());
  private final Certificate anna = Pem.certificate("anna");

  @AfterEach
  void cleanUp() {
    for (CertificateStore store : List.of(MY, MACHINE_MY, MACHINE_CA)) {
      StoreCalls.remove(store, anna.thumbprint());
    }
    own("CN=Fettle Test").ifPresent(certificate -> StoreCalls.remove(MY, certificate.thumbprint()));
    StoreCalls.dropKey(CONTAINER);
    machine.close();
  }

  @Test
  void aRemovedCertificateOpensItsKeyAgainOnceItIsBack() {
    StoreCalls.putWithNewKey(MY, CONTAINER, "CN=Fettle Test");
    Certificate certificate = own("CN=Fettle Test").orElseThrow();
    StoreCalls.setText(MY, certificate.thumbprint(), StoreCalls.FRIENDLY_NAME, "Lync");
    Certificate named = own("CN=Fettle Test").orElseThrow();
    Set<String> stored = storedInRegistry(named);
    assertThat(StoreCalls.opensKey(MY, named.thumbprint())).isTrue();

    CertificateChange change = new CertificateChange(MY, Optional.of(named), Optional.empty());
    self.apply(change);

    assertThat(StoreCalls.has(MY, named.thumbprint())).isFalse();
    assertThat(change.isDone(self)).isTrue();

    self.apply(change.inverse());

    assertThat(StoreCalls.opensKey(MY, named.thumbprint())).isTrue();
    assertThat(StoreCalls.property(MY, named.thumbprint(), StoreCalls.FRIENDLY_NAME))
        .isEqualTo("Lync\0".getBytes(StandardCharsets.UTF_16LE));
    assertThat(own("CN=Fettle Test")).contains(named);
    assertThat(named.hasPrivateKey()).isTrue();
    assertThat(storedInRegistry(named)).isEqualTo(stored).hasSizeGreaterThan(2);
  }

  @Test
  void whatTheMachineHoldsIsNotTheUsers() {
    StoreCalls.put(MACHINE_MY, anna);

    assertThat(self.certificates().in(MACHINE_MY))
        .extracting(Certificate::encoded)
        .contains(anna.encoded());
    assertThat(self.certificates().in(MY)).isEmpty();
  }

  @Test
  void whatBothHoldIsTakenFromTheRightOne() {
    StoreCalls.put(MY, anna);
    StoreCalls.put(MACHINE_MY, anna);
    Certificate own = self.certificates().in(MY).getFirst();

    self.apply(new CertificateChange(MY, Optional.of(own), Optional.empty()));

    assertThat(self.certificates().in(MY)).isEmpty();
    assertThat(StoreCalls.has(MACHINE_MY, anna.thumbprint())).isTrue();
  }

  @Test
  void aCertificateIsAddedToAStoreOfTheMachine() {
    CertificateChange change =
        new CertificateChange(MACHINE_CA, Optional.empty(), Optional.of(anna));
    machine.apply(change);

    assertThat(StoreCalls.has(MACHINE_CA, anna.thumbprint())).isTrue();
    assertThat(change.isDone(machine)).isTrue();
    assertThatThrownBy(() -> machine.apply(change))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);

    machine.apply(change.inverse());

    assertThat(StoreCalls.has(MACHINE_CA, anna.thumbprint())).isFalse();
  }

  @Test
  void aStoreThatIsNotThereHoldsNothingAndLookingDoesNotMakeIt() {
    CertificateStore none = CertificateStore.parse("CurrentUser\\FettleNoSuchStore");
    String key = "HKCU\\Software\\Microsoft\\SystemCertificates\\FettleNoSuchStore";

    assertThat(self.certificates().in(none)).isEmpty();
    assertThat(self.certificates().in(CertificateStore.parse("LocalMachine\\FettleNoSuchStore")))
        .isEmpty();
    assertThat(self.registry().exists(RegistryKey.parse(key))).isFalse();
  }

  @Test
  void theMachinesRootsAreReadWhole() {
    assertThat(machine.certificates().in(CertificateStore.parse("LocalMachine\\Root")))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(root -> assertThat(root.x509().getBasicConstraints()).isNotEqualTo(-2));
  }

  @Test
  void whatIsNotInThePartThatCanBeWrittenIsNotRemoved() {
    StoreCalls.put(MACHINE_MY, anna);

    assertThatThrownBy(() -> new JnaCertificates(self.user(), true).remove(MY, anna.thumbprint()))
        .hasMessageContaining("is not in that part of CurrentUser\\My which can be written");
    assertThat(StoreCalls.has(MACHINE_MY, anna.thumbprint())).isTrue();
  }

  @Test
  void whatGroupPolicyProvidesTooIsNotTakenFromTheUsersOwn() {
    StoreCalls.put(MY, anna);
    String stored = "Microsoft\\SystemCertificates\\My\\Certificates\\" + anna.thumbprint();
    byte[] blob =
        Advapi32Util.registryGetBinaryValue(
            WinReg.HKEY_CURRENT_USER, "Software\\" + stored, "Blob");
    String shared = "Software\\Policies\\" + stored;
    Advapi32Util.registryCreateKey(WinReg.HKEY_CURRENT_USER, shared);
    Advapi32Util.registrySetBinaryValue(WinReg.HKEY_CURRENT_USER, shared, "Blob", blob);
    try {
      assertThatThrownBy(() -> new JnaCertificates(self.user(), true).remove(MY, anna.thumbprint()))
          .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.FORBIDDEN)
          .hasMessage(
              "The certificate "
                  + anna.thumbprint()
                  + " in CurrentUser\\My is also provided by Group Policy, where it has to be"
                  + " removed.");
      assertThat(StoreCalls.has(MY, anna.thumbprint())).isTrue();
    } finally {
      Advapi32Util.registryDeleteKey(WinReg.HKEY_CURRENT_USER, shared);
    }
  }

  @Test
  void aUsersStoreIsRefusedToTheMachineAndToOthers() {
    assertThatThrownBy(() -> machine.certificates().in(MY))
        .hasMessageContaining("CurrentUser\\My belongs to a user");
    User other = new User("S-1-5-21-1-2-3-4711", "CONTOSO\\ben", User.Session.ACTIVE);
    assertThatThrownBy(() -> machine.as(other).certificates().in(MY))
        .hasMessage(
            "CurrentUser\\My of CONTOSO\\ben can only be reached in that user's own session.");
  }

  @Test
  void keptPropertiesThatBringAnotherCertificateAreRefused() {
    StoreCalls.put(MY, Pem.certificate("anna-expired"));
    try {
      Certificate expired = self.certificates().in(MY).getFirst();
      byte[] smuggled = new byte[12 + expired.bytes().length];
      ByteBuffer.wrap(smuggled)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(32)
          .putInt(1)
          .putInt(expired.bytes().length)
          .put(expired.bytes());
      Certificate damaged =
          new Certificate(anna.encoded(), Base64.getEncoder().encodeToString(smuggled), false);

      assertThatThrownBy(
              () -> self.apply(new CertificateChange(MY, Optional.empty(), Optional.of(damaged))))
          .hasMessageContaining("is damaged");
      assertThat(StoreCalls.has(MY, anna.thumbprint())).isFalse();
    } finally {
      StoreCalls.remove(MY, Pem.certificate("anna-expired").thumbprint());
    }
  }

  private Optional<Certificate> own(String subject) {
    return self.certificates().in(MY).stream()
        .filter(each -> each.x509().getSubjectX500Principal().getName().equals(subject))
        .findFirst();
  }

  // What lies on the disk, past crypt32: each property, and the certificate as one.
  private static Set<String> storedInRegistry(Certificate certificate) {
    byte[] blob =
        Advapi32Util.registryGetBinaryValue(
            WinReg.HKEY_CURRENT_USER,
            "Software\\Microsoft\\SystemCertificates\\My\\Certificates\\"
                + certificate.thumbprint(),
            "Blob");
    ByteBuffer rest = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    Set<String> parts = new HashSet<>();
    while (rest.hasRemaining()) {
      byte[] part = new byte[12 + rest.getInt(rest.position() + 8)];
      rest.get(part);
      parts.add(HexFormat.of().formatHex(part));
    }
    return parts;
  }
}
