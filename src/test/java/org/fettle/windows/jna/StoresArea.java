package org.fettle.windows.jna;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MachineFile.Certified;

/** The certificates of a case in the stores of the machine and of the account this runs as. */
final class StoresArea implements CaseArea {
  /** Everything the case names, before or after. */
  private final Set<Entry> named = new LinkedHashSet<>();

  private final Deque<Runnable> undo = new ArrayDeque<>();

  private record Entry(CertificateStore store, String thumbprint) {}

  @Override
  public void layOut(MachineFile machine, Optional<MachineFile> fixed) {
    Map<Entry, Certificate> there = entries(machine);
    named.addAll(there.keySet());
    fixed.ifPresent(after -> named.addAll(entries(after).keySet()));
    for (Entry entry : named) {
      if (StoreCalls.has(entry.store(), entry.thumbprint())) {
        throw new AssertionError("A case's certificate is there already: " + entry);
      }
      undo.push(() -> StoreCalls.remove(entry.store(), entry.thumbprint()));
    }
    there.forEach((entry, certificate) -> StoreCalls.put(entry.store(), certificate));
  }

  @Override
  public String state() {
    return text(
        entry -> StoreCalls.has(entry.store(), entry.thumbprint()),
        entry -> StoreCalls.hasKey(entry.store(), entry.thumbprint()));
  }

  @Override
  public String stateOf(MachineFile machine) {
    Map<Entry, Certificate> there = entries(machine);
    return text(there::containsKey, entry -> there.get(entry).hasPrivateKey());
  }

  private String text(Predicate<Entry> isThere, Predicate<Entry> hasKey) {
    return named.stream()
        .map(entry ->
            entry.store()
                + "\\"
                + entry.thumbprint()
                + (isThere.test(entry) ? hasKey.test(entry) ? " with key" : " there" : " absent")
                + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  private static Map<Entry, Certificate> entries(MachineFile machine) {
    Map<Entry, Certificate> entries = new LinkedHashMap<>();
    add(Location.LOCAL_MACHINE, machine.certificates(), entries);
    machine.users().orElseThrow().stream()
        .filter(person -> person.self().orElse(false))
        .forEach(person -> add(Location.CURRENT_USER, person.certificates(), entries));
    return entries;
  }

  private static void add(
      Location location, Map<String, List<Certified>> stores, Map<Entry, Certificate> entries) {
    stores.forEach((name, content) ->
        content.forEach(one -> {
          Certificate certificate =
              new Certificate(
                  Certificate.ofPem(one.pem()).encoded(), "", one.privateKey().orElse(false));
          entries.put(
              new Entry(new CertificateStore(location, name), certificate.thumbprint()),
              certificate);
        }));
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
    undo.clear();
    named.clear();
  }
}
