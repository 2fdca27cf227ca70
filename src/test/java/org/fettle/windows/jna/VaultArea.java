package org.fettle.windows.jna;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fettle.windows.Credential;
import org.fettle.windows.memory.MachineFile;

/** The stored credentials of a case. */
final class VaultArea implements CaseArea {
  private final Vault vault = new Vault();
  private final Set<Credential> named = new TreeSet<>(Credential.ORDER);

  @Override
  public void layOut(MachineFile machine, Optional<MachineFile> fixed) {
    of(machine).forEach(vault::plant);
    named.addAll(of(machine));
    fixed.ifPresent(after -> named.addAll(of(after)));
  }

  @Override
  public String state() {
    return text(vault.all().stream().filter(named::contains).toList());
  }

  @Override
  public String stateOf(MachineFile machine) {
    return text(of(machine));
  }

  private static List<Credential> of(MachineFile machine) {
    return machine.users().orElseThrow().stream()
        .filter(person -> person.self().orElse(false))
        .flatMap(person -> person.credentials().stream())
        .map(MachineFile.Stored::credential)
        .toList();
  }

  private static String text(List<Credential> credentials) {
    return credentials.stream().map(each -> each + "\n").collect(Collectors.joining());
  }

  @Override
  public void close() {
    vault.close();
  }
}
