package org.fettle.windows.jna;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeMap;
import org.fettle.windows.Certificate;
import org.fettle.windows.WindowsException;

/**
 * A certificate as {@code CertSerializeCertificateStoreElement} writes it: properties one after the
 * other, each with its number, 1, its size and its bytes, the last one the certificate itself.
 * Fettle keeps the properties apart, so that they can never bring another certificate with them.
 *
 * @param certificate without what may be secret
 * @param holdsSecret whether something was left out, so that it could not be put back
 */
record StoreElement(Certificate certificate, boolean holdsSecret) {
  /** More than this, with the certificate, is not kept. */
  static final int LARGEST = 256 << 10;

  // wincrypt.h, CERT_…_PROP_ID
  private static final int KEY_PROV_INFO = 2;
  private static final int CERTIFICATE = 32;

  private static final int HEADER = 12;

  // CRYPT_KEY_PROV_INFO as it is stored: where the container's and the provider's name begin, the
  // provider's type, flags, how many parameters, where they begin, which key.
  private static final int KEY_INFO = 28;
  private static final int KEY_INFO_PARAMETERS = 16;

  /**
   * Takes the element apart.
   *
   * @throws WindowsException when it is no certificate's
   */
  static StoreElement read(byte[] element) {
    ByteBuffer rest = buffer(element);
    // crypt32 gives them in the order they were set in; sorted, the same ones are the same bytes.
    TreeMap<Integer, byte[]> kept = new TreeMap<>();
    boolean hasKey = false;
    boolean holdsSecret = false;
    while (rest.remaining() >= HEADER) {
      int start = rest.position();
      int property = rest.getInt();
      int size = rest.getInt(start + 8);
      int value = start + HEADER;
      if (size < 0 || size > element.length - value) {
        break;
      }
      if (property == CERTIFICATE) {
        byte[] encoded = Arrays.copyOfRange(element, value, value + size);
        return new StoreElement(
            new Certificate(text(encoded), text(joined(kept.values())), hasKey), holdsSecret);
      }
      hasKey |= property == KEY_PROV_INFO;
      if (property == KEY_PROV_INFO && hasParameters(rest, value, size)) {
        holdsSecret = true;
      } else {
        kept.put(property, Arrays.copyOfRange(element, start, value + size));
      }
      rest.position(value + size);
    }
    throw WindowsException.broken("A certificate store holds an entry that is no certificate.");
  }

  private static byte[] joined(Collection<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  // A parameter may be PP_KEYEXCHANGE_PIN or its like: the PIN of a smart card, in plain.
  private static boolean hasParameters(ByteBuffer bytes, int value, int size) {
    return size >= KEY_INFO && bytes.getInt(value + KEY_INFO_PARAMETERS) != 0;
  }

  /**
   * Puts the element together.
   *
   * @throws WindowsException when the properties are not properties
   */
  static byte[] write(Certificate certificate) {
    byte[] properties = Base64.getDecoder().decode(certificate.properties());
    byte[] encoded = certificate.bytes();
    if (properties.length + encoded.length > LARGEST) {
      throw WindowsException.broken("The certificate is too large.");
    }
    byte[] element =
        buffer(new byte[properties.length + HEADER + encoded.length])
            .put(properties)
            .putInt(CERTIFICATE)
            .putInt(Crypt32Stores.X509_ASN_ENCODING)
            .putInt(encoded.length)
            .put(encoded)
            .array();
    if (!read(element).equals(new StoreElement(certificate, false))) {
      throw WindowsException.broken(
          "What was kept of the certificate " + certificate.thumbprint() + " is damaged.");
    }
    return element;
  }

  /** Whether it is that certificate, with a key or without; Windows may note more beside it. */
  boolean isLike(Certificate other) {
    return certificate.encoded().equals(other.encoded())
        && certificate.hasPrivateKey() == other.hasPrivateKey();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
