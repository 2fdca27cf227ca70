package org.fettle.windows;

/** Writing certificate stores; see {@link WritableWindows}. */
public interface WritableCertificates extends Certificates {
  /**
   * Puts the certificate and its properties into the store.
   *
   * @throws WindowsException when it is there already, or Windows refuses
   */
  void add(CertificateStore store, Certificate certificate);

  /**
   * Takes the certificate with that thumbprint out of the store; its key stays where it is.
   *
   * @throws WindowsException when it is not there, or Windows refuses
   */
  void remove(CertificateStore store, String thumbprint);
}
