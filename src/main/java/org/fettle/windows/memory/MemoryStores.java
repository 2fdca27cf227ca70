package org.fettle.windows.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fettle.windows.Certificate;
import org.fettle.windows.memory.MachineFile.Certified;

/** The certificate stores of the machine, or of one user. */
final class MemoryStores {
  private final Map<String, List<Certificate>> stores = new TreeMap<>(Names.ORDER);

  MemoryStores(Map<String, List<Certified>> content) {
    content.forEach((name, certificates) ->
        stores.put(
            name, new ArrayList<>(certificates.stream().map(CanonicalStores::read).toList())));
  }

  /** The certificates of the store, to be written to. */
  List<Certificate> in(String name) {
    return stores.computeIfAbsent(name, unknown -> new ArrayList<>());
  }

  /** As a machine file has them. */
  Map<String, List<Certified>> content() {
    Map<String, List<Certified>> content = new LinkedHashMap<>();
    stores.forEach((name, certificates) ->
        content.put(name, certificates.stream().map(CanonicalStores::written).toList()));
    return content;
  }
}
