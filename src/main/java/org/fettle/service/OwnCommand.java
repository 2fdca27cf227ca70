package org.fettle.service;

import java.nio.file.Path;
import java.util.Optional;
import org.fettle.service.SelfCheck.Finding;
import org.fettle.windows.OwnInstallation;
import org.fettle.windows.WindowsException;

/**
 * Whether Windows starts this program as the service, and can start no other. A path that lacks its
 * quotation marks is given them at once; some installers leave them out.
 */
final class OwnCommand {
  private final String service;
  private final Path launcher;
  private final OwnInstallation windows;

  OwnCommand(String service, Path launcher, OwnInstallation windows) {
    this.service = service;
    this.launcher = launcher;
    this.windows = windows;
  }

  Optional<Finding> finding() {
    Optional<String> registered = windows.command(service);
    if (registered.isEmpty()) {
      return Optional.of(
          Finding.weak("Windows knows no service " + service + ". Install Fettle again."));
    }
    ServiceCommand command = ServiceCommand.parse(registered.get());
    if (!command.starts(launcher)) {
      return Optional.of(
          Finding.must(
              "As the service "
                  + service
                  + " Windows starts "
                  + registered.get()
                  + ", which is not this program. Find out who changed that. "
                  + mend()));
    }
    return command.isAmbiguous() ? Optional.of(quoted(command)) : Optional.empty();
  }

  private Finding quoted(ServiceCommand command) {
    String found =
        "The path of the service "
            + service
            + ", "
            + command.program()
            + ", lacked its quotation marks, so that Windows could have started another program";
    try {
      windows.setCommand(service, command.quoted());
      return windows.command(service).equals(Optional.of(command.quoted()))
          ? Finding.weak(found + "; they were put there. See that the installation does that.")
          : Finding.must(found + ", and they do not stay there. " + mend());
    } catch (WindowsException e) {
      return Finding.must(
          found + ", and they cannot be put there. " + e.getMessage() + " " + mend());
    }
  }

  private String mend() {
    return "Mend it with sc config " + service + " binPath= \"\\\"" + launcher + "\\\"\".";
  }
}
