package org.fettle.windows.jna;

import java.util.Optional;
import org.fettle.windows.Service;

/** How a service is, for who wants to know nothing else of the machine. */
public final class ServiceState {
  private ServiceState() {}

  /**
   * The service of that short name; empty when there is none.
   *
   * @throws org.fettle.windows.WindowsException when Windows does not tell
   */
  public static Optional<Service> of(String name) {
    return new JnaServices().find(name);
  }
}
