package org.fettle.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.Certificates;
import org.fettle.windows.WindowsException;

/** The certificate stores as one view sees them; what was looked at is kept. */
final class RecordedStores implements Certificates {
  private final Supplier<Certificates> source;
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private boolean isRefused;

  /** A store and what was in it. */
  record Seen(CertificateStore store, List<Certificate> content) {}

  RecordedStores(Supplier<Certificates> source) {
    this.source = source;
  }

  /** The stores that were looked into. */
  List<Seen> seen() {
    return List.copyOf(seen.values());
  }

  /** Whether a store of the user's own could not be looked into. */
  boolean isRefused() {
    return isRefused;
  }

  @Override
  public List<Certificate> in(CertificateStore store) {
    try {
      List<Certificate> content = source.get().in(store);
      seen.put(store.toString().toLowerCase(Locale.ROOT), new Seen(store, content));
      return content;
    } catch (WindowsException e) {
      isRefused |= store.location() == Location.CURRENT_USER;
      throw e;
    }
  }
}
