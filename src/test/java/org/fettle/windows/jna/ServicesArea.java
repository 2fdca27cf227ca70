package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.Serving;

/** The services of a case, as services of their own with a program that Windows has. */
final class ServicesArea implements CaseArea {
  private final SortedMap<String, SeededService> services = new TreeMap<>();

  @Override
  public void layOut(MachineFile machine, Optional<MachineFile> fixed) {
    fixed.ifPresent(
        after -> assertThat(after.services().keySet()).isEqualTo(machine.services().keySet()));
    machine
        .services()
        .forEach((name, serving) -> services.put(name, SeededService.create(name, serving)));
  }

  @Override
  public String state() {
    StringBuilder state = new StringBuilder();
    services.forEach((name, service) -> state.append(service.state()).append('\n'));
    return state.toString();
  }

  @Override
  public String stateOf(MachineFile machine) {
    StringBuilder state = new StringBuilder();
    for (Map.Entry<String, Serving> service : machine.services().entrySet()) {
      state.append(SeededService.stateOf(service.getKey(), service.getValue())).append('\n');
    }
    return state.toString();
  }

  @Override
  public void close() {
    services.values().forEach(SeededService::close);
  }
}
