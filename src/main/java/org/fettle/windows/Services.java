package org.fettle.windows;

import java.util.Optional;

/** The services of the machine. */
public interface Services {
  /** The service of that short name; empty when there is none. */
  Optional<Service> find(String name);
}
