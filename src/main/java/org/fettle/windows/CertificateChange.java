package org.fettle.windows;

import java.util.Optional;

/** A certificate put into a store, or taken out of it. Its private key is never touched. */
public record CertificateChange(
    CertificateStore store, Optional<Certificate> before, Optional<Certificate> after)
    implements Change {
  /** Refuses what neither adds nor removes. */
  public CertificateChange {
    if (before.isPresent() == after.isPresent()) {
      throw new IllegalArgumentException(
          "A change of a certificate store needs a certificate either before or after.");
    }
  }

  @Override
  public CertificateChange inverse() {
    return new CertificateChange(store, after, before);
  }

  private Certificate certificate() {
    return before.or(() -> after).orElseThrow();
  }

  @Override
  public String target() {
    return store + "\\" + certificate().thumbprint();
  }

  @Override
  public String beforeText() {
    return shown(before);
  }

  @Override
  public String afterText() {
    return shown(after);
  }

  private static String shown(Optional<Certificate> certificate) {
    return certificate.map(Certificate::description).orElse("absent");
  }

  @Override
  public long size() {
    return (long) certificate().encoded().length() + certificate().properties().length();
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return store.location() == CertificateStore.Location.LOCAL_MACHINE;
  }

  @Override
  public Optional<String> forbidden() {
    return DenyList.reason(store);
  }

  @Override
  public boolean fits(Windows machine) {
    return isThere(machine) == before.isPresent();
  }

  @Override
  public boolean isDone(Windows machine) {
    return isThere(machine) == after.isPresent();
  }

  private boolean isThere(Windows machine) {
    String wanted = certificate().encoded();
    return machine.certificates().in(store).stream()
        .anyMatch(known -> known.encoded().equals(wanted));
  }

  @Override
  public void write(WritableWindows machine) {
    if (!fits(machine)) {
      throw WindowsException.changed(
          target(), beforeText(), before.isPresent() ? "absent" : "that certificate");
    }
    if (after.isPresent()) {
      machine.certificates().add(store, after.get());
    } else {
      machine.certificates().remove(store, certificate().thumbprint());
    }
  }
}
