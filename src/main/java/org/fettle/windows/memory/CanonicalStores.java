package org.fettle.windows.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.memory.MachineFile.Certified;

/** Puts what a machine file says of certificate stores into its one form. */
final class CanonicalStores {
  /** As Windows spells them. */
  private static final List<String> KNOWN =
      List.of("My", "Root", "CA", "TrustedPeople", "TrustedPublisher", "Disallowed", "AuthRoot");

  private CanonicalStores() {}

  /**
   * The stores by name, each with its certificates by thumbprint; a store without any is no store.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static Map<String, List<Certified>> of(Map<String, List<Certified>> stores) {
    Map<String, List<Certified>> filled = new LinkedHashMap<>();
    CanonicalMachine.sorted(stores)
        .forEach((name, content) -> {
          CertificateStore store = new CertificateStore(Location.LOCAL_MACHINE, name);
          if (!content.isEmpty()) {
            filled.put(spelled(store), sorted(name, content));
          }
        });
    return CanonicalMachine.sorted(filled);
  }

  private static String spelled(CertificateStore store) {
    return KNOWN.stream().filter(store::isCalled).findFirst().orElse(store.name());
  }

  private static List<Certified> sorted(String store, List<Certified> content) {
    NavigableMap<String, Certified> sorted = new TreeMap<>();
    for (Certified one : content) {
      Certificate certificate = read(one);
      if (sorted.put(certificate.thumbprint(), written(certificate)) != null) {
        throw new IllegalArgumentException(
            "The certificate "
                + certificate.thumbprint()
                + " is given twice in the store '"
                + store
                + "'.");
      }
    }
    return List.copyOf(sorted.values());
  }

  static Certificate read(Certified one) {
    try {
      return new Certificate(
          Certificate.ofPem(one.pem()).encoded(),
          one.properties().orElse(""),
          one.privateKey().orElse(false));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("In a certificate store: " + e.getMessage(), e);
    }
  }

  static Certified written(Certificate certificate) {
    return new Certified(
        certificate.pem(),
        Optional.of(certificate.hasPrivateKey()).filter(has -> has),
        Optional.of(certificate.properties()).filter(properties -> !properties.isEmpty()));
  }
}
