package org.fettle.windows.jna;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCertificates;

/**
 * Certificate stores through crypt32.
 *
 * <p>A system store is a collection of physical ones: Windows shows the machine's roots in a user's
 * Root, and Group Policy's among the machine's; Wine shows the machine's My in a user's. A
 * machine's store is read whole, for that is what the machine trusts; a user's, without what is
 * only the machine's. Every store is written through {@code CERT_STORE_PROV_SYSTEM_REGISTRY}, which
 * is "not opened as a collection store" (CertOpenStore): the one place where an entry can be put
 * and taken.
 */
final class JnaCertificates implements WritableCertificates {
  private final Optional<User> user;
  private final boolean isSelf;

  /**
   * The stores as one view has them.
   *
   * @param user whose view it is; empty for the machine's own
   * @param isSelf whether that is the account this runs as: crypt32 knows no other's
   */
  JnaCertificates(Optional<User> user, boolean isSelf) {
    this.user = user;
    this.isSelf = isSelf;
  }

  @Override
  public List<Certificate> in(CertificateStore store) {
    checkOwner(store);
    return List.copyOf(NativeCalls.guarded("read", store, () -> read(store)).values());
  }

  private static Map<String, Certificate> read(CertificateStore store) {
    Map<String, Certificate> found = all(store, true);
    if (store.location() == Location.CURRENT_USER) {
      CertificateStore ofMachine = new CertificateStore(Location.LOCAL_MACHINE, store.name());
      found.keySet().removeAll(all(ofMachine, true).keySet());
    }
    // What both hold is the user's too. Where several physical stores hold one, its properties are
    // those of the one that is written.
    found.putAll(all(store, false));
    return found;
  }

  private static Map<String, Certificate> all(CertificateStore store, boolean whole) {
    try (OpenStore open = OpenStore.toRead(store, whole)) {
      return open.all();
    }
  }

  /**
   * {@inheritDoc} Wine writes a store when it is committed or closed, and forgets a removal that is
   * not committed; so it is committed by force, and then opened anew to see what was written.
   */
  @Override
  public void add(CertificateStore store, Certificate certificate) {
    checkOwner(store);
    String thumbprint = certificate.thumbprint();
    byte[] element = StoreElement.write(certificate);
    NativeCalls.guarded(
        "write",
        store,
        () -> {
          try (OpenStore open = OpenStore.toWrite(store)) {
            open.add(element, thumbprint);
            afterwards(thumbprint + " was put into " + store, open::commit);
          }
          afterwards(
              thumbprint + " was put into " + store,
              () -> {
                if (find(store, thumbprint).filter(found -> found.isLike(certificate)).isEmpty()) {
                  throw WindowsException.broken("It is not there as it was given.");
                }
              });
          return true;
        });
  }

  @Override
  public void remove(CertificateStore store, String thumbprint) {
    checkOwner(store);
    NativeCalls.guarded(
        "write",
        store,
        () -> {
          StoreElement element =
              find(store, thumbprint)
                  .orElseThrow(() ->
                      WindowsException.forbidden(
                          "The certificate "
                              + thumbprint
                              + " is not in that part of "
                              + store
                              + " which can be written: Group Policy or Windows itself shows it"
                              + " there."));
          if (element.holdsSecret()) {
            throw WindowsException.forbidden(
                "The certificate "
                    + thumbprint
                    + " in "
                    + store
                    + " names parameters of its key, which may be a PIN and are not kept: it could not"
                    + " be put back.");
          }
          refuseSharedBy(store, thumbprint);
          try (OpenStore open = OpenStore.toWrite(store)) {
            open.remove(thumbprint);
            afterwards(thumbprint + " was removed from " + store, open::commit);
          }
          afterwards(
              thumbprint + " was removed from " + store,
              () -> {
                if (find(store, thumbprint).isPresent()) {
                  throw WindowsException.broken("It is still there.");
                }
              });
          return true;
        });
  }

  private static void afterwards(String accepted, Runnable calls) {
    NativeCalls.afterwards(
        "The certificate " + accepted,
        () -> {
          calls.run();
          return true;
        });
  }

  /** Refuses what would still be there after its removal, and so could not be put back either. */
  private static void refuseSharedBy(CertificateStore store, String thumbprint) {
    OpenStore.otherProvider(store, thumbprint)
        .ifPresent(provider -> {
          throw WindowsException.forbidden(
              "The certificate "
                  + thumbprint
                  + " in "
                  + store
                  + " is also provided by "
                  + provider
                  + ", where it has to be removed.");
        });
  }

  private static Optional<StoreElement> find(CertificateStore store, String thumbprint) {
    try (OpenStore open = OpenStore.toRead(store, false)) {
      return open.find(thumbprint);
    }
  }

  private void checkOwner(CertificateStore store) {
    if (store.location() == Location.CURRENT_USER && !isSelf) {
      String problem =
          user.map(person ->
                  " of " + person.name() + " can only be reached in that user's own session.")
              .orElse(
                  " belongs to a user, and here the machine is judged: the rule needs 'for:"
                      + " each-user'.");
      throw WindowsException.forbidden(store + problem);
    }
  }
}
