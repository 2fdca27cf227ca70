package org.fettle.check;

import org.fettle.json.About;
import org.fettle.windows.Credential;

/** The types of credentials that a policy may remove; Windows' own are none of them. */
public enum CredentialKind {
  @About("What a program keeps for itself; this is meant where nothing is said.")
  GENERIC,
  @About("A certificate that a program keeps for itself.")
  GENERIC_CERTIFICATE;

  Credential.Type type() {
    return switch (this) {
      case GENERIC -> Credential.Type.GENERIC;
      case GENERIC_CERTIFICATE -> Credential.Type.GENERIC_CERTIFICATE;
    };
  }
}
