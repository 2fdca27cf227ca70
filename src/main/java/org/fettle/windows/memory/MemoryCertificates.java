package org.fettle.windows.memory;

import java.util.List;
import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WritableCertificates;

/** The certificate stores of a machine in memory, as one view has them. */
final class MemoryCertificates implements WritableCertificates {
  private static final int ACCESS_DENIED = 5;

  private final MemoryState state;
  private final Optional<User> viewer;

  MemoryCertificates(MemoryState state, Optional<User> viewer) {
    this.state = state;
    this.viewer = viewer;
  }

  @Override
  public List<Certificate> in(CertificateStore store) {
    return List.copyOf(content(store));
  }

  @Override
  public void add(CertificateStore store, Certificate certificate) {
    checkRights(store);
    List<Certificate> content = content(store);
    if (content.stream().anyMatch(known -> known.encoded().equals(certificate.encoded()))) {
      throw WindowsException.changed(
          store + "\\" + certificate.thumbprint(), "absent", "that certificate");
    }
    content.add(certificate);
  }

  @Override
  public void remove(CertificateStore store, String thumbprint) {
    checkRights(store);
    if (!content(store).removeIf(known -> known.thumbprint().equals(thumbprint))) {
      throw WindowsException.changed(store + "\\" + thumbprint, "that certificate", "absent");
    }
  }

  private void checkRights(CertificateStore store) {
    if (store.location() == Location.LOCAL_MACHINE && !state.file().isElevated()) {
      throw WindowsException.failed("open", store.toString(), ACCESS_DENIED);
    }
  }

  private List<Certificate> content(CertificateStore store) {
    if (store.location() == Location.LOCAL_MACHINE) {
      return state.stores(Optional.empty()).in(store.name());
    }
    User owner =
        viewer.orElseThrow(() ->
            WindowsException.forbidden(
                store
                    + " belongs to a user, and here the machine is judged: the rule needs 'for:"
                    + " each-user'."));
    if (isDenied(owner)) {
      throw WindowsException.denied(
          "Cannot look into "
              + store
              + " of "
              + owner.name()
              + ": that can only be done in that user's own session.");
    }
    return state.stores(Optional.of(owner.sid())).in(store.name());
  }

  private boolean isDenied(User owner) {
    return state.file().people().stream()
        .filter(person -> person.sid().equalsIgnoreCase(owner.sid()))
        .anyMatch(person -> person.denied().contains(Person.Area.CERTIFICATES));
  }
}
