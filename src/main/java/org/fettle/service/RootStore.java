package org.fettle.service;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Trusts those whom Windows trusts: the root store of the account, in which Windows shows the
 * machine's roots as well. Windows fetches some public roots only when it needs them itself; those
 * are not there until then.
 */
final class RootStore {
  /** SunMSCAPI's name of it. */
  private static final String WINDOWS = "Windows-ROOT";

  private RootStore() {}

  static SSLContext trusted() throws GeneralSecurityException, IOException {
    KeyStore roots = KeyStore.getInstance(WINDOWS);
    roots.load(null, null);
    return trusting(roots);
  }

  /** Trusts the certificates in that store, and nobody else. */
  static SSLContext trusting(@Nullable KeyStore roots) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
