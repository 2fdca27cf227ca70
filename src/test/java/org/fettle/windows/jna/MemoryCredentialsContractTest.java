package org.fettle.windows.jna;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fettle.json.Json;
import org.fettle.windows.Credential;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** The vault in memory keeps the contract of the real one. */
class MemoryCredentialsContractTest extends CredentialsContract {
  private final List<Credential> stored = new ArrayList<>();
  private MemoryWindows machine = windows();

  private MemoryWindows windows() {
    String credentials =
        stored.stream()
            .map(MachineFile.Stored::of)
            .map(Json.mapper()::writeValueAsString)
            .collect(Collectors.joining(",\n"));
    return new MemoryWindows(
        MachineFile.read(
            """
            users:
            - sid: S-1-5-21-1-2-3-1001
              self: true
              credentials: [%s]
            - { sid: S-1-5-21-9-9-9-1999, session: none }
            """
                .formatted(credentials)));
  }

  @Override
  MemoryWindows machine() {
    return machine;
  }

  @Override
  void store(Credential credential) {
    stored.add(credential);
    machine = windows();
  }
}
