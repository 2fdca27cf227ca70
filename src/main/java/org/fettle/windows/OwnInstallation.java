package org.fettle.windows;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What Windows tells of this program as it is installed, for it to see whether it may trust itself.
 * What Windows does not answer is a {@link WindowsException}.
 */
public interface OwnInstallation {
  /** What Windows makes of the signature in a program file. */
  enum Trust {
    /** Signed by somebody this machine trusts, and as it was signed. */
    VALID,
    /** It bears none. */
    UNSIGNED,
    /** It bears one, and was changed since. */
    CHANGED,
    /** It bears one of somebody this machine knows nothing of, or that has expired. */
    UNKNOWN,
    /** It bears one of somebody this machine was told not to trust. */
    DISTRUSTED
  }

  /**
   * Who without an administrator's rights could put something into the folder, or it away, in a
   * sentence; empty where nobody could. Links on the way count.
   */
  Optional<String> weakness(Path folder);

  /** The same of a file, its folder included; empty, too, where there is no such file. */
  Optional<String> weaknessOfFile(Path file);

  /** The command by which Windows starts the service; empty where there is no such service. */
  Optional<String> command(String service);

  /** Has Windows start the service by that command from now on. */
  void setCommand(String service, String command);

  /** Asks without showing anything and without the network. */
  Trust trust(Path program);

  /** How much may still be written where the folder lies, in bytes. */
  long freeBytes(Path folder);
}
