package org.fettle.windows.jna;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fettle.windows.OwnInstallation;
import org.fettle.windows.WindowsException;

/** This program as it lies on this machine. */
public final class JnaInstallation implements OwnInstallation {
  private static final String LOOK = "look at";
  private static final String CHANGE = "set the program of";

  @Override
  public Optional<String> weakness(Path folder) {
    return ProtectedPlace.weakness(folder);
  }

  @Override
  public Optional<String> weaknessOfFile(Path file) {
    return ProtectedPlace.weaknessOfFile(file);
  }

  @Override
  public Optional<String> command(String service) {
    return NativeCalls.guarded(
        LOOK,
        "the service " + service,
        () -> {
          Optional<OpenService> found =
              OpenService.open(LOOK, service, Advapi32Services.SERVICE_QUERY_CONFIG);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          try (OpenService open = found.get()) {
            return Optional.of(open.command());
          }
        });
  }

  /** {@inheritDoc} A service's own account may do that where it is SYSTEM: as administrator. */
  @Override
  public void setCommand(String service, String command) {
    NativeCalls.guarded(
        CHANGE,
        "the service " + service,
        () -> {
          try (OpenService open =
              OpenService.open(CHANGE, service, Advapi32Services.SERVICE_CHANGE_CONFIG)
                  .orElseThrow(() ->
                      WindowsException.failed(
                          CHANGE, "the service " + service, Advapi32Services.DOES_NOT_EXIST))) {
            open.setCommand(command);
          }
          return service;
        });
  }

  @Override
  public Trust trust(Path program) {
    return FileSignature.of(program);
  }

  @Override
  public long freeBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw WindowsException.broken(
          "Cannot tell how much room there is for " + folder + ": " + e.getMessage() + ".");
    }
  }
}
