package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  private final Certificate root = Pem.certificate("root");

  @Test
  void itsThumbprintIsTheOneWindowsShows() {
    assertThat(root.thumbprint()).isEqualTo("5BBF34C0BB0BDAED2296F3D747D39BA40B015AB4");
  }

  @Test
  void pemIsWrittenAsItIsRead() {
    assertThat(root.pem()).isEqualTo(Pem.of("root"));
    assertThat(Certificate.ofPem(root.pem())).isEqualTo(root);
  }

  @Test
  void whiteSpaceInPemDoesNotCount() {
    String line = Pem.of("root").replace("\n", " ");
    assertThat(Certificate.ofPem(line)).isEqualTo(root);
    assertThat(Certificate.ofPem("\r\n" + Pem.of("root").replace("\n", "\r\n"))).isEqualTo(root);
  }

  @Test
  void whatStandsBehindACertificateIsRefused() {
    byte[] longer = Arrays.copyOf(root.bytes(), root.bytes().length + 1);
    String pem = Certificate.of(longer).pem();
    assertThatThrownBy(() -> Certificate.ofPem(pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("In the PEM stands more than a certificate.");
  }

  @Test
  void aCertificateThatCannotBeUnderstoodIsStillShown() {
    Certificate strange = Certificate.of(new byte[] {0x30, 1, 2});
    assertThat(strange.description()).isEqualTo("a certificate that cannot be understood");
    assertThatThrownBy(strange::x509)
        .hasMessageStartingWith(
            "The certificate " + strange.thumbprint() + " cannot be understood");
  }

  @Test
  void whatIsNotBase64IsRefused() {
    assertThatThrownBy(() -> new Certificate("-", "", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Certificate("", "-", false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLongNameIsCutForPeople() {
    Certificate certificate = Pem.certificate("long-name");
    String whole = Certificate.text(certificate.x509().getSubjectX500Principal());
    assertThat(whole).hasSizeGreaterThan(400);
    assertThat(certificate.description())
        .isEqualTo(
            "%1$s…, issued by %1$s…, valid from 2020-01-01 to 2060-01-01"
                .formatted(whole.substring(0, 200)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "My",
        "\\My",
        "Machine\\My",
        "LocalMachine\\",
        "LocalMachine\\Root\\.AuthRoot",
        "LocalMachine\\.Default",
        "LocalMachine\\Disallowed ",
        "LocalMachine\\My\u0000",
        "LocalMachine\\..\\My",
      })
  void whatIsNoStoreIsRefused(String text) {
    assertThatThrownBy(() -> CertificateStore.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "' is not a certificate store such as CurrentUser\\My or LocalMachine\\Root.");
  }
}
