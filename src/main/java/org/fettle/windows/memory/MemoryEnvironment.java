package org.fettle.windows.memory;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.User;
import org.fettle.windows.Variables;

/** The environment variables of whoever looks at a machine in memory. */
final class MemoryEnvironment {
  /** What every Windows sets; a machine file may say otherwise. */
  private static final Map<String, String> USUAL =
      Map.of(
          "SystemDrive", "C:",
          "SystemRoot", "C:\\Windows",
          "windir", "C:\\Windows",
          "ProgramData", "C:\\ProgramData",
          "ProgramFiles", "C:\\Program Files",
          "ProgramFiles(x86)", "C:\\Program Files (x86)",
          "CommonProgramFiles", "C:\\Program Files\\Common Files");

  private final NavigableMap<String, String> variables = new TreeMap<>(Names.ORDER);

  MemoryEnvironment(MachineFile file, Optional<User> viewer) {
    variables.putAll(USUAL);
    variables.putAll(file.environment());
    if (viewer.isPresent()) {
      String name = viewer.get().name();
      String account = name.substring(name.lastIndexOf('\\') + 1);
      String profile = "C:\\Users\\" + account;
      variables.put("USERNAME", account);
      variables.put("USERPROFILE", profile);
      variables.put("APPDATA", profile + "\\AppData\\Roaming");
      variables.put("LOCALAPPDATA", profile + "\\AppData\\Local");
      file.people().stream()
          .filter(person -> person.sid().equalsIgnoreCase(viewer.get().sid()))
          .forEach(person -> variables.putAll(person.environment()));
    }
  }

  /** The folder of all that is a user's own. */
  static String profile(MachineFile file, Person person) {
    return new MemoryEnvironment(file, Optional.of(person.user())).expand("%USERPROFILE%");
  }

  String expand(String text) {
    return Variables.expand(text, variables);
  }
}
