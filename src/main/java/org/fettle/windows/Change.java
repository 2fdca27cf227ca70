package org.fettle.windows;

import java.util.Optional;

/**
 * One write as plain data: what is there before, what is to be there after. It is applied only
 * where the machine still is as {@code before} says, and undone by applying its {@link #inverse()}.
 */
public sealed interface Change
    permits RegistryValueChange,
        RegistryListChange,
        RegistryKeyChange,
        CredentialChange,
        CertificateChange,
        FileRenameChange,
        FilePurgeChange,
        TextLineChange,
        ServiceStartTypeChange,
        ServiceRunningChange {
  /** The change that takes this one back. */
  Change inverse();

  /** What is changed, as an admin would name it. */
  String target();

  /** What is there before the change, for people; {@code absent} when nothing is. */
  String beforeText();

  /** What is there after the change, for people; {@code absent} when nothing is. */
  String afterText();

  /** How many bytes of the machine it carries, before and after together; names do not count. */
  default long size() {
    return 0;
  }

  /**
   * Whether it can be taken back. Where it cannot, the before-image is not kept anywhere, and an
   * admin has to opt in by name.
   */
  default boolean isReversible() {
    return true;
  }

  /**
   * Whether it needs administrator rights.
   *
   * @param user whose view it is made in; empty for the machine's own
   */
  boolean needsRights(Optional<User> user);

  /** Why Fettle never writes this, whatever a policy says; empty where it may. */
  Optional<String> forbidden();

  /**
   * Whether the machine is as the change expects to find it, or close enough for the change to
   * merge with it.
   */
  boolean fits(Windows machine);

  /** Whether the machine already is as the change would leave it. */
  boolean isDone(Windows machine);

  /**
   * Makes the change; only {@link Changes#apply} calls this, once it has looked at {@link
   * #forbidden()}.
   *
   * @throws WindowsException when the machine is no longer as the change expects, or Windows
   *     refuses
   */
  void write(WritableWindows machine);
}
