package org.fettle.windows.jna;

import java.util.Optional;
import org.fettle.windows.WindowsException;

/** Asks a service of this program, from another process, to do now what is due later. */
public final class ServiceNow {
  private ServiceNow() {}

  /**
   * Asks it; returns when the service has heard of it.
   *
   * @throws WindowsException when there is no such service, it does not run, or the account may not
   *     ask it
   */
  public static void ask(String name) {
    NativeCalls.guarded(
        "ask",
        "the service " + name,
        () -> {
          Optional<OpenService> found =
              OpenService.open("ask", name, Advapi32Services.SERVICE_USER_DEFINED_CONTROL);
          try (OpenService service =
              found.orElseThrow(() ->
                  WindowsException.failed(
                      "ask", "the service " + name, Advapi32Services.DOES_NOT_EXIST))) {
            int code = service.control(ServiceProtocol.CONTROL_NOW);
            if (code != 0) {
              throw WindowsException.failed("ask", "the service " + name, code);
            }
          }
          return name;
        });
  }
}
