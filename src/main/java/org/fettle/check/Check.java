package org.fettle.check;

import org.fettle.windows.Windows;

/**
 * One desired state of one kind of thing. A new kind is one more word here and one record beside
 * it; its name in a policy is the record's in kebab-case without {@code Check}, and its components
 * are the words that may stand below.
 */
public sealed interface Check
    permits AllCheck,
        AnyCheck,
        CertificateAbsentCheck,
        CertificatePresentCheck,
        ClientVersionCheck,
        CredentialAbsentCheck,
        FileAbsentCheck,
        FileAssociationCheck,
        FileVersionCheck,
        FolderAbsentCheck,
        FolderSizeCheck,
        NotCheck,
        ProtocolHandlerCheck,
        RegistryKeyAbsentCheck,
        RegistryListCheck,
        RegistryNumberCheck,
        RegistrySubkeysCheck,
        RegistryTextCheck,
        RegistryValueAbsentCheck,
        RegistryValueCheck,
        ServiceStateCheck,
        SoftwarePresentCheck,
        TextFileLineCheck {
  /**
   * Judges the machine as {@code windows} shows it, without changing it. What Windows refuses to
   * show may be thrown as a {@link org.fettle.windows.WindowsException}; {@link #judge} makes an
   * error of it.
   */
  Verdict evaluate(Windows windows);

  /** Whether it judges what only a user has, so that it makes no sense for the machine. */
  default boolean isOfUser() {
    return false;
  }

  /** Judges the machine; whatever goes wrong in looking becomes an {@link Verdict.Error}. */
  default Verdict judge(Windows windows) {
    return Verdict.of(() -> evaluate(windows));
  }
}
