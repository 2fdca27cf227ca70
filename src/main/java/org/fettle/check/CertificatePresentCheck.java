package org.fettle.check;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateChange;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Windows;

@About(
    "The certificate of a certification authority, which stands in the policy itself, is in the store. The"
        + " fix puts it there. One that has expired is an error, for the policy is out of date then. Where none"
        + " is given, it does not apply.")
public record CertificatePresentCheck(
    @About("The store: LocalMachine\\Root for a root, LocalMachine\\CA for an intermediate one.")
        CertificateStore store,
    @About("The certificate in PEM form; nothing where there is none.") String pem)
    implements Check {
  // X509Certificate.getKeyUsage: keyCertSign.
  private static final int MAY_SIGN_CERTIFICATES = 5;

  /** Refuses what is no certificate of an authority, or lies in the wrong store. */
  public CertificatePresentCheck {
    boolean isRootStore = store.isCalled("Root");
    if (!isRootStore && !store.isCalled("CA")) {
      throw new IllegalArgumentException(
          "'certificate-present' puts roots into Root and intermediates into CA, and nothing into "
              + store
              + ".");
    }
    if (!pem.isBlank()) {
      refuseOtherThanAuthority(pem, isRootStore);
    }
  }

  private static void refuseOtherThanAuthority(String pem, boolean isRootStore) {
    X509Certificate said = Certificate.ofPem(pem).x509();
    boolean[] usage = said.getKeyUsage();
    if (said.getBasicConstraints() < 0 || (usage != null && !usage[MAY_SIGN_CERTIFICATES])) {
      throw new IllegalArgumentException(
          "The certificate of "
              + Certificate.text(said.getSubjectX500Principal())
              + " is not a certification authority's.");
    }
    if (isRootStore && !isSelfSigned(said)) {
      throw new IllegalArgumentException(
          "The certificate of "
              + Certificate.text(said.getSubjectX500Principal())
              + " is not a root: it did not sign itself. Intermediates go into CA.");
    }
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public Verdict evaluate(Windows windows) {
    if (pem.isBlank()) {
      return new Verdict.NotApplicable("no certificate is given");
    }
    Certificate wanted = Certificate.ofPem(pem);
    if (CertificateState.EXPIRED.isOf(wanted, windows.now(), Optional.empty())) {
      return new Verdict.Error(
          "The certificate of the policy has expired: " + wanted.description() + ".");
    }
    return windows.certificates().in(store).stream()
            .anyMatch(known -> known.encoded().equals(wanted.encoded()))
        ? new Verdict.Pass(wanted.description())
        : new Verdict.Fail(
            wanted.description() + ", in " + store,
            "absent",
            List.of(new CertificateChange(store, Optional.empty(), Optional.of(wanted))));
  }
}
