package org.fettle.windows;

import java.util.Optional;

/**
 * A stored credential removed. Only its metadata is ever kept, so it cannot be taken back: the user
 * is asked for the password again.
 */
public record CredentialChange(Optional<Credential> before, Optional<Credential> after)
    implements Change {
  @Override
  public CredentialChange inverse() {
    return new CredentialChange(after, before);
  }

  @Override
  public String target() {
    return "credential " + before.or(() -> after).map(CredentialChange::named).orElse("");
  }

  private static String named(Credential credential) {
    return credential.type() == Credential.Type.GENERIC
        ? credential.target()
        : credential.target() + " (" + credential.type().words() + ")";
  }

  @Override
  public String beforeText() {
    return shown(before);
  }

  @Override
  public String afterText() {
    return shown(after);
  }

  private static String shown(Optional<Credential> credential) {
    return credential
        .map(known -> known.account().orElse("no account") + ", written " + known.lastWritten())
        .orElse("absent");
  }

  @Override
  public boolean isReversible() {
    return false;
  }

  @Override
  public boolean needsRights(Optional<User> user) {
    return false;
  }

  @Override
  public Optional<String> forbidden() {
    return before.or(() -> after).flatMap(DenyList::reason);
  }

  @Override
  public boolean fits(Windows machine) {
    return after.isEmpty() && before.filter(machine.credentials().all()::contains).isPresent();
  }

  @Override
  public boolean isDone(Windows machine) {
    return after.isEmpty()
        && before.filter(gone -> CredentialChange.isThere(machine, gone)).isEmpty();
  }

  private static boolean isThere(Windows machine, Credential credential) {
    return machine.credentials().all().stream().anyMatch(credential::isAt);
  }

  @Override
  public void write(WritableWindows machine) {
    if (after.isPresent()) {
      throw WindowsException.forbidden(
          target() + " cannot be put back: its secret was never kept.");
    }
    if (!fits(machine)) {
      throw WindowsException.changed(target(), beforeText(), "another one or none");
    }
    machine.credentials().remove(before.orElseThrow());
  }
}
