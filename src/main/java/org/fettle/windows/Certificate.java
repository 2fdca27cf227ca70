package org.fettle.windows;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate in a store, with what the store keeps beside it.
 *
 * @param encoded the certificate, DER in Base64
 * @param properties the store's properties of it, such as the name of its key's container, as
 *     Windows serialises them, in Base64; with them it can be put back and finds its key again
 * @param hasPrivateKey whether the store links it to a key
 */
public record Certificate(String encoded, String properties, boolean hasPrivateKey) {
  /** More bytes than this are no certificate. */
  public static final int LARGEST = 64 << 10;

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----\\s*");

  /** Names are chosen by whoever asked for the certificate; longer ones are cut for people. */
  private static final int LONGEST_SHOWN = 200;

  /** Windows shows a mail address in a name as E=; Java alone would show its bytes. */
  private static final Map<String, String> WORDS = Map.of("1.2.840.113549.1.9.1", "E");

  /** Refuses what is not Base64. */
  public Certificate {
    Base64.getDecoder().decode(encoded);
    Base64.getDecoder().decode(properties);
  }

  /** A certificate of which a store keeps nothing but itself. */
  public static Certificate of(byte[] der) {
    return new Certificate(Base64.getEncoder().encodeToString(der), "", false);
  }

  /**
   * Reads one certificate in PEM form; white space in it does not count.
   *
   * @throws IllegalArgumentException with a sentence, when it is anything else
   */
  public static Certificate ofPem(String text) {
    if (text.contains("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "A private key does not belong into a file: give the certificate alone.");
    }
    Matcher pem = PEM.matcher(text);
    if (text.length() > 2 * LARGEST || !pem.matches()) {
      throw new IllegalArgumentException(
          "Expected one certificate in PEM form, from -----BEGIN CERTIFICATE----- to -----END"
              + " CERTIFICATE-----.");
    }
    try {
      byte[] der = Base64.getDecoder().decode(pem.group(1).replaceAll("\\s", ""));
      Certificate certificate = of(der);
      // What stands behind a certificate would be part of its thumbprint.
      if (Arrays.equals(certificate.x509().getEncoded(), der)) {
        return certificate;
      }
    } catch (IllegalArgumentException | WindowsException | CertificateException e) {
      throw new IllegalArgumentException("What stands in the PEM is no certificate.", e);
    }
    throw new IllegalArgumentException("In the PEM stands more than a certificate.");
  }

  /** In PEM form. */
  public String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + encoded.replaceAll("(.{64})(?=.)", "$1\n")
        + "\n-----END CERTIFICATE-----\n";
  }

  /** SHA-1 over the encoded certificate in upper hexadecimal digits, as Windows shows it. */
  public String thumbprint() {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-1.", e);
    }
  }

  /** The encoded certificate. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(encoded);
  }

  /**
   * What the certificate says.
   *
   * @throws WindowsException when it cannot be understood
   */
  public X509Certificate x509() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes()));
    } catch (CertificateException e) {
      throw WindowsException.broken(
          "The certificate " + thumbprint() + " cannot be understood: " + e.getMessage() + ".");
    }
  }

  /**
   * A name as RFC 2253 writes it, the most specific part first: {@code CN=Contoso Root
   * CA,O=Contoso}.
   */
  public static String text(X500Principal name) {
    return name.getName(X500Principal.RFC2253, WORDS);
  }

  /** Subject, issuer and validity, for people. */
  public String description() {
    X509Certificate said;
    try {
      said = x509();
    } catch (WindowsException e) {
      return "a certificate that cannot be understood";
    }
    return cut(said.getSubjectX500Principal())
        + ", issued by "
        + cut(said.getIssuerX500Principal())
        + ", valid from "
        + day(said.getNotBefore())
        + " to "
        + day(said.getNotAfter())
        + (hasPrivateKey ? ", with its private key" : "");
  }

  private static String cut(X500Principal name) {
    String text = text(name);
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + '…' : text;
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }
}
