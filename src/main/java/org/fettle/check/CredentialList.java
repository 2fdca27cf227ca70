package org.fettle.check;

import java.time.ZoneOffset;
import java.util.Collection;
import org.fettle.windows.Credential;

/** Credentials for people: what each is called, whose it is and its date, and never too much. */
final class CredentialList {
  private static final int MOST = 10;
  private static final int LONGEST = 120;

  private CredentialList() {}

  static String of(Collection<Credential> credentials) {
    return Listing.of(credentials.stream().map(CredentialList::shown).toList(), MOST);
  }

  static String shown(Credential credential) {
    return cut(credential.target())
        + " ("
        + credential.account().map(CredentialList::cut).orElse("no account")
        + ", written "
        + credential.lastWritten().atZone(ZoneOffset.UTC).toLocalDate()
        + ")";
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
