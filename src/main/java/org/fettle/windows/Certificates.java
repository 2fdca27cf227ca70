package org.fettle.windows;

import java.util.List;

/** The certificate stores of the machine and of the user whose view this is. */
public interface Certificates {
  /**
   * The certificates of a store; none when there is no such store. A user's store holds here what
   * is the user's own, and not what Windows shows in it of the machine's.
   *
   * @throws WindowsException when the store is a user's and the view is not of a user, or it can
   *     only be read in that user's own session
   */
  List<Certificate> in(CertificateStore store);
}
