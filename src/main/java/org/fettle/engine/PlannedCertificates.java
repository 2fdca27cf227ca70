package org.fettle.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WritableCertificates;

/** The certificate stores as they will be; see {@link PlannedWindows}. */
final class PlannedCertificates implements WritableCertificates {
  private final Windows machine;
  private final Map<String, List<Certificate>> planned;

  PlannedCertificates(Windows machine) {
    this(machine, new HashMap<>());
  }

  private PlannedCertificates(Windows machine, Map<String, List<Certificate>> planned) {
    this.machine = machine;
    this.planned = planned;
  }

  /** The same, as another view sees it: the machine's stores are the same for all. */
  PlannedCertificates in(Windows view) {
    return new PlannedCertificates(view, planned);
  }

  @Override
  public List<Certificate> in(CertificateStore store) {
    List<Certificate> known = planned.get(address(store));
    return known == null ? machine.certificates().in(store) : List.copyOf(known);
  }

  @Override
  public void add(CertificateStore store, Certificate certificate) {
    List<Certificate> content = new ArrayList<>(in(store));
    content.add(certificate);
    planned.put(address(store), content);
  }

  @Override
  public void remove(CertificateStore store, String thumbprint) {
    List<Certificate> content = new ArrayList<>(in(store));
    content.removeIf(one -> one.thumbprint().equals(thumbprint));
    planned.put(address(store), content);
  }

  private String address(CertificateStore store) {
    String owner =
        store.location() == Location.CURRENT_USER
            ? machine.user().map(User::sid).orElse("")
            : Location.LOCAL_MACHINE.name();
    return owner + '\\' + store.name().toLowerCase(Locale.ROOT);
  }
}
