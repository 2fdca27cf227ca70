package org.fettle.check;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.WindowsException;

/** What can be wrong with a certificate that is told from itself alone: no chain is built. */
public enum CertificateState {
  EXPIRED("expired"),
  NOT_YET_VALID("not yet valid"),
  WITHOUT_PRIVATE_KEY("without its private key"),
  FOR_ANOTHER_ACCOUNT("for another account");

  private final String text;

  CertificateState(String text) {
    this.text = text;
  }

  /** The state, for people. */
  String text() {
    return text;
  }

  /**
   * Whether the certificate is in that state.
   *
   * @param account whose it is to be
   * @throws WindowsException when the certificate cannot be understood
   */
  boolean isOf(Certificate certificate, Instant now, Optional<String> account) {
    X509Certificate said = certificate.x509();
    return switch (this) {
      case EXPIRED -> now.isAfter(said.getNotAfter().toInstant());
      case NOT_YET_VALID -> now.isBefore(said.getNotBefore().toInstant());
      case WITHOUT_PRIVATE_KEY -> !certificate.hasPrivateKey();
      case FOR_ANOTHER_ACCOUNT -> account.filter(name -> !names(said, name)).isPresent();
    };
  }

  private static boolean names(X509Certificate certificate, String account) {
    try {
      return CertificateNames.ofSubject(certificate).anyMatch(name -> isSame(name, account));
    } catch (CertificateParsingException e) {
      throw WindowsException.broken(
          "The certificate's other names cannot be understood: " + e.getMessage() + ".");
    }
  }

  private static boolean isSame(String name, String account) {
    return address(name).equalsIgnoreCase(address(account));
  }

  /** An address without the {@code sip:} that may stand before it. */
  private static String address(String text) {
    String plain = text.strip();
    return plain.regionMatches(true, 0, "sip:", 0, 4) ? plain.substring(4) : plain;
  }
}
