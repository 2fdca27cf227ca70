package org.fettle.windows;

/** Writing the vault; see {@link WritableWindows}. */
public interface WritableCredentials extends Credentials {
  /** Removes the credential of that target and type, for good. */
  void remove(Credential credential);
}
