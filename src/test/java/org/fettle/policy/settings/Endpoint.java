package org.fettle.policy.settings;

import java.util.Optional;
import org.fettle.json.Json;
import org.fettle.policy.bundle.SigningKey;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** A machine on which somebody set something. */
public record Endpoint(Optional<String> agentYaml, String groupPolicy, String installer) {
  /** The public half of the example in RFC 8410, 10.3. */
  public static final String KEY =
      SigningKey.parse(
              """
              -----BEGIN PRIVATE KEY-----
              MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
              -----END PRIVATE KEY-----
              """)
          .publicKey()
          .text();

  static final String FILE = "C:\\ProgramData\\Fettle\\agent.yaml";

  /** Nobody set anything. */
  public static Endpoint untouched() {
    return new Endpoint(Optional.empty(), "{}", "{}");
  }

  /** The same with that text in agent.yaml. */
  public Endpoint withFile(String text) {
    return new Endpoint(Optional.of(text), groupPolicy, installer);
  }

  /** The same with these values of Group Policy, as a machine file has them. */
  public Endpoint withGroupPolicy(String values) {
    return new Endpoint(agentYaml, values, installer);
  }

  /** The same with these values of the installer. */
  public Endpoint withInstaller(String values) {
    return new Endpoint(agentYaml, groupPolicy, values);
  }

  /** The machine file. */
  public String machineFile() {
    return """
    machine: { name: LAP-0117 }
    registry:
      'HKLM\\SOFTWARE\\Policies\\Fettle': %s
      'HKLM\\SOFTWARE\\Fettle': %s
    disk: {%s}
    """
        .formatted(
            groupPolicy,
            installer,
            agentYaml.map(text -> "'" + FILE + "': { text: " + Json.write(text) + " }").orElse(""));
  }

  /** What is found on it. */
  public FoundSettings found() throws SettingsException {
    try (MemoryWindows machine = new MemoryWindows(MachineFile.read(machineFile()))) {
      return EndpointSettings.of(machine);
    }
  }
}
