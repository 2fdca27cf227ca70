package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateParsingException;
import javax.security.auth.x500.X500Principal;
import org.fettle.windows.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateNamesTest {
  private static final X500Principal CONTOSO =
      Pem.certificate("root").x509().getSubjectX500Principal();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=Contoso Root CA,O=Contoso\\, Inc.,C=SE",
        "cn=contoso root ca, o=contoso\\, inc., c=se",
        "CN=Contoso Root CA,*",
        "*,C=SE",
        "Contoso Root CA",
        "contoso ?oot*",
      })
  void theWholeNameOrTheCommonNameMatches(String pattern) {
    assertThat(new CertificateNames(pattern).matches(CONTOSO)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=Contoso Root CA",
        "O=Contoso\\, Inc.,CN=Contoso Root CA,C=SE",
        "Contoso",
        "SE",
        "Contoso, Inc.",
      })
  void aPartOfItDoesNot(String pattern) {
    assertThat(new CertificateNames(pattern).matches(CONTOSO)).isFalse();
  }

  @Test
  void aNameWithinANameIsNotTakenForAnother() {
    X500Principal sly = new X500Principal("CN=\"x,CN=Communications Server\"");
    assertThat(new CertificateNames("Communications Server").matches(sly)).isFalse();
    assertThat(new CertificateNames("CN=Communications Server").matches(sly)).isFalse();
  }

  @Test
  void oneOfSeveralCommonNamesIsEnough() {
    X500Principal two = new X500Principal("CN=A+OU=B, CN=C");
    assertThat(new CertificateNames("a").matches(two)).isTrue();
    assertThat(new CertificateNames("c").matches(two)).isTrue();
    assertThat(new CertificateNames("b").matches(two)).isFalse();
  }

  @Test
  void aSubjectIsCalledByItsNamesAndAddresses() throws CertificateParsingException {
    assertThat(CertificateNames.ofSubject(Pem.certificate("anna-alternative-name").x509()))
        .containsExactly("Anna", "sip:Anna@contoso.com", "a@fabrikam.com");
    assertThat(CertificateNames.ofSubject(Pem.certificate("anna").x509()))
        .containsExactly("anna@contoso.com");
  }
}
