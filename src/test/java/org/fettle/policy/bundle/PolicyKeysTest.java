package org.fettle.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PolicyKeysTest {
  // RFC 8410, 10.3 and 10.1: an example of a private key, and its public half.
  private static final String OF_THE_RFC =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
      -----END PRIVATE KEY-----
      """;
  private static final String PUBLIC_OF_THE_RFC =
      "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

  @Test
  void aKeyIsReadBackAndItsPublicHalfIsFound() {
    SigningKey key = SigningKey.generate();
    SigningKey read = SigningKey.parse(key.pem());

    assertThat(read.publicKey().text()).isEqualTo(key.publicKey().text());
    assertThat(
            PolicyKey.parse(key.publicKey().text())
                .hasSigned(new byte[3], read.sign(new byte[3]).signature()))
        .isTrue();
    assertThat(key).hasToString("private key " + key.publicKey().id());
  }

  @Test
  void aKeyThatOthersMadeIsRead() {
    assertThat(SigningKey.parse(OF_THE_RFC).publicKey().text()).endsWith(":" + PUBLIC_OF_THE_RFC);
    assertThat(SigningKey.parse(OF_THE_RFC).pem()).isEqualTo(OF_THE_RFC);
  }

  @Test
  void aKeyThatWasNotCopiedWholeIsNoticed() {
    String text = SigningKey.parse(OF_THE_RFC).publicKey().text();

    assertThatThrownBy(() -> PolicyKey.parse(text.substring(0, text.length() - 4)))
        .hasMessageContaining("is not whole");
    assertThatThrownBy(() -> PolicyKey.parse(text.replace("AxZu", "AxZv")))
        .hasMessageContaining("is not whole");
    assertThatThrownBy(() -> PolicyKey.parse(PUBLIC_OF_THE_RFC))
        .hasMessageContaining("This is no public key");
  }

  @Test
  void oneKeyIsPinnedOrTwo() {
    String one = SampleBundle.key(1).publicKey().text();
    String two = SampleBundle.key(2).publicKey().text();
    String three = SampleBundle.key(3).publicKey().text();

    assertThat(PolicyKeys.parse(one + ";" + two).text()).isEqualTo(one + "," + two);
    assertThatThrownBy(() -> PolicyKeys.parse(" ")).hasMessageContaining("found 0");
    assertThatThrownBy(() -> PolicyKeys.parse(one + " " + two + " " + three))
        .hasMessageContaining("found 3");
    assertThatThrownBy(() -> PolicyKeys.parse(one + " " + one))
        .hasMessageContaining("the same one twice");
  }

  @Test
  void whatIsNoPrivateKeyIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> SigningKey.parse("secret")).hasMessageNotContaining("secret");
    assertThatThrownBy(() -> SigningKey.parse(OF_THE_RFC.replace("PRIVATE", "ENCRYPTED PRIVATE")))
        .hasMessageContaining("without a password");
    assertThatThrownBy(() -> SigningKey.parse(OF_THE_RFC.replace("MC4CAQ", "MC4CAA")))
        .hasMessage("This is no Ed25519 key in PKCS#8.");
  }
}
