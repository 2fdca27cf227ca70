package org.fettle.windows.jna;

import java.nio.file.Path;
import java.util.Optional;
import org.fettle.windows.LocalPath;
import org.fettle.windows.WindowsException;
import org.fettle.windows.jna.FileCalls.Purpose;

/** Whether a folder is a place where only administrators put anything. */
public final class ProtectedFolder {
  private ProtectedFolder() {}

  /**
   * Why it is not, in a sentence; empty where it is. Links on the way count, and so do rights to
   * take one of the folders above it away.
   */
  public static Optional<String> weakness(Path folder) {
    LocalPath within = LocalPath.parse(folder.resolve("x").toString());
    try (Way way = Way.to(new NtFileCalls(), within, Purpose.GUARD)) {
      way.refuseStrangers(Tokens.ownSid().orElse(""));
      return Optional.empty();
    } catch (WindowsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
