package org.fettle.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.json.About;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateChange;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.Change;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;

@About(
    "No certificate with that issuer and subject, and in any of the states, is in the store. The fix takes"
        + " each out; its private key stays, and a rollback links the two again. No chain is built, so an"
        + " issuer that nothing trusts is as good as any.")
public record CertificateAbsentCheck(
    @About("The store, such as CurrentUser\\My.") CertificateStore store,
    @About(
            "The issuer, with * and ?: a whole name such as 'CN=Contoso Root CA,O=Contoso', or the common"
                + " name alone.")
        Optional<String> issuer,
    @About("The subject, in the same form.") Optional<String> subject,
    @About("The states that are not wanted, one of which is enough; every state unless said.")
        Set<CertificateState> state,
    @About(
            "The address that for-another-account asks for; it is named as the common name, the mail address"
                + " or an alternative name.")
        Optional<String> account)
    implements Check {
  /** Refuses what would empty a store, and an account without its state or a state without it. */
  public CertificateAbsentCheck {
    state = Set.copyOf(state);
    if (Stream.of(issuer, subject)
        .flatMap(Optional::stream)
        .noneMatch(name -> new CertificateNames(name).isTelling())) {
      throw new IllegalArgumentException(
          "'certificate-absent' needs an 'issuer' or a 'subject' that is not all wildcards.");
    }
    if (account.isPresent() != state.contains(CertificateState.FOR_ANOTHER_ACCOUNT)) {
      throw new IllegalArgumentException(
          "'account' and the state for-another-account are given together or not at all.");
    }
    if (account.filter(CertificateAbsentCheck::isNoAddress).isPresent()) {
      throw new IllegalArgumentException(
          "'account' is an address such as anna@contoso.com, not '" + account.get() + "'.");
    }
  }

  private static boolean isNoAddress(String text) {
    return !text.matches("[^\\s@]+@[^\\s@]+");
  }

  @Override
  public Verdict evaluate(Windows windows) {
    Instant now = windows.now();
    List<Certificate> all = windows.certificates().in(store);
    List<Certificate> unwanted = new ArrayList<>();
    int strange = 0;
    for (Certificate certificate : all) {
      try {
        if (isUnwanted(certificate, now)) {
          unwanted.add(certificate);
        }
      } catch (WindowsException e) {
        // It is not known to be the one that is meant, so it is left alone, and told of.
        strange++;
      }
    }
    return unwanted.isEmpty()
        ? new Verdict.Pass("none among " + all.size() + strangers(strange))
        : new Verdict.Fail(wanted(), found(unwanted) + strangers(strange), fix(unwanted));
  }

  private boolean isUnwanted(Certificate certificate, Instant now) {
    return issuer
            .map(CertificateNames::new)
            .filter(name -> !name.matches(certificate.x509().getIssuerX500Principal()))
            .isEmpty()
        && subject
            .map(CertificateNames::new)
            .filter(name -> !name.matches(certificate.x509().getSubjectX500Principal()))
            .isEmpty()
        && (state.isEmpty()
            || state.stream().anyMatch(each -> each.isOf(certificate, now, account)));
  }

  private List<Change> fix(List<Certificate> unwanted) {
    return unwanted.stream()
        .<Change>map(
            certificate -> new CertificateChange(store, Optional.of(certificate), Optional.empty()))
        .toList();
  }

  private String wanted() {
    String states =
        new TreeSet<>(state)
            .stream()
                .map(each ->
                    each == CertificateState.FOR_ANOTHER_ACCOUNT
                        ? "not for " + account.orElse("")
                        : each.text())
                .collect(Collectors.joining(" or "));
    return "no certificate"
        + issuer.map(name -> " issued by " + name).orElse("")
        + subject.map(name -> " for " + name).orElse("")
        + (states.isEmpty() ? "" : " that is " + states)
        + " in "
        + store;
  }

  private static String found(List<Certificate> unwanted) {
    return Listing.of(unwanted.stream().map(Certificate::description).toList());
  }

  private static String strangers(int count) {
    return count == 0 ? "" : " (" + count + " could not be understood and were left alone)";
  }
}
