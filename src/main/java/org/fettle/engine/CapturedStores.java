package org.fettle.engine;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fettle.check.CertificateAbsentCheck;
import org.fettle.check.CertificatePresentCheck;
import org.fettle.check.Check;
import org.fettle.check.Verdict;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.Certificates;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsView;
import org.fettle.windows.memory.MachineFile.Certified;
import org.jspecify.annotations.Nullable;

/**
 * What a captured machine tells of certificate stores: the certificates that a check is about, as
 * they are, for a certificate with another name in it is another certificate. So one that names a
 * person or the machine is left out, and of a user's own stores, whatever it says, any that is not
 * a certification authority's: it was made out to a person. What is left out is told.
 */
final class CapturedStores {
  private final Pseudonyms pseudonyms;

  private final Location location;

  /** By a store's name, and in it by thumbprint. */
  private final Map<String, Map<String, Certified>> kept =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** The thumbprints of those that are left out, by a store's name. */
  private final Map<String, Set<String>> leftOut = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  CapturedStores(Location location, Pseudonyms pseudonyms) {
    this.location = location;
    this.pseudonyms = pseudonyms;
  }

  /** Takes what the checks are about, as they stand filled in for that view. */
  void take(Windows view, RecordedStores recorded, List<Check> checks) {
    for (RecordedStores.Seen seen : recorded.seen()) {
      if (seen.store().location() != location) {
        continue;
      }
      for (Certificate certificate : seen.content()) {
        View alone = new View(view, seen.store(), certificate);
        if (checks.stream().anyMatch(check -> isDemanded(check, alone))) {
          keep(seen.store(), certificate);
        } else if (checks.stream().anyMatch(check -> isUnwanted(check, alone))) {
          keepUnlessPrivate(seen.store(), certificate);
        }
      }
    }
  }

  private static boolean isDemanded(Check check, Windows alone) {
    return check instanceof CertificatePresentCheck && check.judge(alone) instanceof Verdict.Pass;
  }

  private static boolean isUnwanted(Check check, Windows alone) {
    return check instanceof CertificateAbsentCheck && check.judge(alone) instanceof Verdict.Fail;
  }

  private void keepUnlessPrivate(CertificateStore store, Certificate certificate) {
    if (isPrivate(store, certificate)) {
      leftOut.computeIfAbsent(store.name(), any -> new TreeSet<>()).add(certificate.thumbprint());
    } else {
      keep(store, certificate);
    }
  }

  // What the store keeps beside a certificate, such as the name of its key, is nobody's business.
  private void keep(CertificateStore store, Certificate certificate) {
    kept.computeIfAbsent(store.name(), any -> new TreeMap<>())
        .put(
            certificate.thumbprint(),
            new Certified(
                certificate.pem(),
                Optional.of(certificate.hasPrivateKey()).filter(has -> has),
                Optional.empty()));
  }

  private boolean isPrivate(CertificateStore store, Certificate certificate) {
    X509Certificate said = certificate.x509();
    boolean isOfPeople =
        store.location() == Location.CURRENT_USER || store.isCalled("TrustedPeople");
    return (isOfPeople && said.getBasicConstraints() < 0)
        || names(said).anyMatch(name -> !pseudonyms.of(name).equals(name));
  }

  private static Stream<String> names(X509Certificate said) {
    try {
      return Stream.of(
              Stream.of(said.getSubjectX500Principal(), said.getIssuerX500Principal())
                  .map(Certificate::text),
              texts(said.getSubjectAlternativeNames()),
              texts(said.getIssuerAlternativeNames()))
          .flatMap(texts -> texts);
    } catch (CertificateParsingException e) {
      throw WindowsException.broken("The names in a certificate cannot be understood.");
    }
  }

  private static Stream<String> texts(@Nullable Collection<List<?>> names) {
    return names == null
        ? Stream.empty()
        : names.stream()
            .flatMap(List::stream)
            .filter(String.class::isInstance)
            .map(String.class::cast);
  }

  /** The stores by name, as a machine file has them. */
  Map<String, List<Certified>> stores() {
    Map<String, List<Certified>> stores = new LinkedHashMap<>();
    kept.forEach((name, content) -> stores.put(name, List.copyOf(content.values())));
    return stores;
  }

  /**
   * What is left out, in sentences.
   *
   * @param owner whose stores they are, as the words behind a store's name
   */
  List<String> notes(String owner) {
    List<String> notes = new ArrayList<>();
    leftOut.forEach((name, content) ->
        notes.add(
            (content.size() == 1 ? "1 certificate" : content.size() + " certificates")
                + " in "
                + new CertificateStore(location, name)
                + owner
                + " cannot be told without naming a person or this machine: left out."));
    return notes;
  }

  /** A view of a machine on which a store holds one certificate only. */
  private static final class View extends WindowsView {
    private final CertificateStore where;
    private final Certificate certificate;

    View(Windows machine, CertificateStore where, Certificate certificate) {
      super(machine);
      this.where = where;
      this.certificate = certificate;
    }

    @Override
    public Certificates certificates() {
      return store ->
          store.location() == where.location() && store.isCalled(where.name())
              ? List.of(certificate)
              : List.of();
    }

    @Override
    public Windows as(User user) {
      return this;
    }
  }
}
