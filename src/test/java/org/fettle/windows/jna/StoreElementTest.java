package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.fettle.windows.Certificate;
import org.fettle.windows.Pem;
import org.junit.jupiter.api.Test;

class StoreElementTest {
  private static final int KEY_PROV_INFO = 2;
  private static final int FRIENDLY_NAME = 11;
  private static final int CERTIFICATE = 32;

  private final byte[] anna = Pem.certificate("anna").bytes();

  private static byte[] entry(int property, byte[] value) {
    return buffer(12 + value.length)
        .putInt(property)
        .putInt(1)
        .putInt(value.length)
        .put(value)
        .array();
  }

  private static byte[] keyInfo(int parameters) {
    return buffer(60).putInt(28).putInt(0).putInt(1).putInt(0).putInt(parameters).array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Test
  void anElementIsPutTogetherAsItWasTakenApart() {
    byte[] element =
        joined(
            entry(KEY_PROV_INFO, keyInfo(0)),
            entry(FRIENDLY_NAME, new byte[] {65, 0, 0, 0}),
            entry(CERTIFICATE, anna));

    StoreElement read = StoreElement.read(element);

    assertThat(read.certificate().bytes()).isEqualTo(anna);
    assertThat(read.certificate().hasPrivateKey()).isTrue();
    assertThat(read.holdsSecret()).isFalse();
    assertThat(StoreElement.write(read.certificate())).isEqualTo(element);
  }

  @Test
  void theOrderOfPropertiesDoesNotCount() {
    byte[] name = entry(FRIENDLY_NAME, new byte[] {65, 0, 0, 0});
    byte[] key = entry(KEY_PROV_INFO, keyInfo(0));
    byte[] last = entry(CERTIFICATE, anna);

    assertThat(StoreElement.read(joined(name, key, last)))
        .isEqualTo(StoreElement.read(joined(key, name, last)));
  }

  @Test
  void aParameterOfTheKeyIsNotKept() {
    byte[] secret = keyInfo(1);
    StoreElement read =
        StoreElement.read(joined(entry(KEY_PROV_INFO, secret), entry(CERTIFICATE, anna)));

    assertThat(read.holdsSecret()).isTrue();
    assertThat(read.certificate().hasPrivateKey()).isTrue();
    assertThat(read.certificate().properties()).isEmpty();
  }

  @Test
  void whatWasCutOffOrIsNoCertificateIsRefused() {
    byte[] element = joined(entry(FRIENDLY_NAME, new byte[40]), entry(CERTIFICATE, anna));
    for (int length = 0; length < element.length; length++) {
      byte[] cut = Arrays.copyOf(element, length);
      assertThatThrownBy(() -> StoreElement.read(cut))
          .as("%s bytes", length)
          .hasMessage("A certificate store holds an entry that is no certificate.");
    }
    byte[] negative = buffer(12).putInt(3).putInt(1).putInt(-1).array();
    assertThatThrownBy(() -> StoreElement.read(negative))
        .hasMessage("A certificate store holds an entry that is no certificate.");
  }

  @Test
  void whatWasKeptAndIsNotWhatItSaysIsNotPutTogether() {
    String encoded = Base64.getEncoder().encodeToString(anna);
    String other =
        Base64.getEncoder()
            .encodeToString(entry(CERTIFICATE, Pem.certificate("anna-expired").bytes()));
    for (Certificate damaged :
        new Certificate[] {
          new Certificate(encoded, other, false),
          new Certificate(encoded, "AAAA", false),
          new Certificate(encoded, "", true),
          new Certificate(
              encoded, Base64.getEncoder().encodeToString(entry(KEY_PROV_INFO, keyInfo(0))), false)
        }) {
      assertThatThrownBy(() -> StoreElement.write(damaged))
          .as(damaged.properties())
          .hasMessageMatching("(?s).*(is damaged|is no certificate)\\.");
    }
  }
}
