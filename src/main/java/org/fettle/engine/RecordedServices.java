package org.fettle.engine;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.fettle.windows.Service;
import org.fettle.windows.Services;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.Serving;

/**
 * Keeps the services that were looked at, whoever looked; not their titles, which judge nothing.
 */
final class RecordedServices implements Services {
  private final Supplier<Services> source;
  private final SortedMap<String, Serving> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  RecordedServices(Supplier<Services> source) {
    this.source = source;
  }

  /** Those that are there, by name. */
  SortedMap<String, Serving> kept() {
    return kept;
  }

  @Override
  public Optional<Service> find(String name) {
    try {
      Optional<Service> found = source.get().find(name);
      found.ifPresent(service -> kept.put(name, of(service)));
      return found;
    } catch (WindowsException e) {
      if (e.kind() == WindowsException.Kind.DENIED) {
        kept.put(name, refused());
      }
      throw e;
    }
  }

  private static Serving of(Service service) {
    return new Serving(
        Optional.empty(),
        Optional.of(service.start()),
        Optional.of(service.running()),
        Optional.of(service.driver()),
        Optional.empty());
  }

  private static Serving refused() {
    Optional<Boolean> unsaid = Optional.empty();
    return new Serving(Optional.empty(), Optional.empty(), unsaid, unsaid, Optional.of(true));
  }
}
