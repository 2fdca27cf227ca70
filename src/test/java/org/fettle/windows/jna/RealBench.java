package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fettle.check.CaseKeys;
import org.fettle.check.CaseRun;
import org.fettle.check.KindCase;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;

/**
 * A case laid out on the machine this runs on, for the account it runs as. Only what the case names
 * is looked at, for the machine holds more; closing it puts back what was there.
 */
final class RealBench implements CaseRun.Bench {
  private final JnaWindows windows = JnaWindows.open();
  private final User self = windows.users().self().orElseThrow();
  private final Seeds seeds = new Seeds(Optional.of(self));
  private final CaseKeys keys;
  private final Map<String, String> folders = new HashMap<>();
  private final Optional<Instant> now;

  // One line for each area beside the registry.
  private final List<CaseArea> areas =
      List.of(new ServicesArea(), new StoresArea(), new VaultArea(), new DiskArea(this::real));

  RealBench(KindCase kindCase) {
    keys = new CaseKeys(kindCase);
    now = kindCase.machine().now();
    try {
      layOut(kindCase);
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private void layOut(KindCase kindCase) {
    MachineFile machine = kindCase.machine();
    assertThat(machine.elevated()).as("only an elevated case can be laid out").isEmpty();
    // Every 64-bit Windows has it; in Wine it comes with the first 32-bit key.
    seeds.key("HKLM\\SOFTWARE\\WOW6432Node");
    Map<RegistryKey, Map<String, RegistryValue>> there = CaseKeys.registry(machine);
    Set<RegistryKey> later = new HashSet<>();
    kindCase.fixed().ifPresent(fixed -> later.addAll(CaseKeys.registry(fixed).keySet()));
    later.stream()
        .filter(key -> there.keySet().stream().noneMatch(each -> each.isWithin(key)))
        .forEach(seeds::absent);
    there.forEach(seeds::exactly);
    machine.denied().forEach(seeds::denied);
    layOutEnvironment(machine);
    areas.forEach(area -> area.layOut(machine, kindCase.fixed()));
  }

  private void layOutEnvironment(MachineFile machine) {
    machine
        .environment()
        .forEach((name, value) ->
            assertThat(windows.files().expand('%' + name + '%'))
                .as(name)
                .isEqualToIgnoringCase(value));
    // The account's own folders have other names here than in the case.
    machine.users().orElseThrow().stream()
        .filter(person -> person.self().orElse(false))
        .flatMap(person -> person.environment().entrySet().stream())
        .forEach(variable ->
            folders.put(
                variable.getValue(),
                windows.as(self).files().expand('%' + variable.getKey() + '%')));
  }

  /** Where a path of the case lies here. */
  private String real(String path) {
    String real = path;
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      real = real.replace(folder.getKey(), folder.getValue());
    }
    return real;
  }

  @Override
  public Windows windows() {
    return now.<Windows>map(time -> new AtTime(windows, time)).orElse(windows);
  }

  @Override
  public String state() {
    Registry anew = windows.as(self).registry();
    return keys.state(anew) + areas.stream().map(CaseArea::state).collect(Collectors.joining());
  }

  @Override
  public String stateOf(MachineFile machine) {
    return keys.stateOf(machine)
        + areas.stream().map(area -> area.stateOf(machine)).collect(Collectors.joining());
  }

  @Override
  public void close() {
    areas.forEach(CaseArea::close);
    windows.close();
    seeds.close();
  }
}
