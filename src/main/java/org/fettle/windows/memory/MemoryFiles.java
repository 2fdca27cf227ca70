package org.fettle.windows.memory;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fettle.windows.Files;
import org.fettle.windows.User;
import org.fettle.windows.Variables;

/** The files of a machine file, and the environment of whoever looks. */
final class MemoryFiles implements Files {
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

  private final NavigableSet<String> files = new TreeSet<>(Names.ORDER);
  private final NavigableMap<String, String> environment = new TreeMap<>(Names.ORDER);

  MemoryFiles(MachineFile file, Optional<User> viewer) {
    file.files().forEach(path -> files.add(normal(path)));
    environment.putAll(USUAL);
    environment.putAll(file.environment());
    if (viewer.isPresent()) {
      String name = viewer.get().name();
      String account = name.substring(name.lastIndexOf('\\') + 1);
      String profile = "C:\\Users\\" + account;
      environment.put("USERNAME", account);
      environment.put("USERPROFILE", profile);
      environment.put("APPDATA", profile + "\\AppData\\Roaming");
      environment.put("LOCALAPPDATA", profile + "\\AppData\\Local");
      file.people().stream()
          .filter(person -> person.sid().equalsIgnoreCase(viewer.get().sid()))
          .forEach(person -> environment.putAll(person.environment()));
    }
  }

  @Override
  public boolean isFile(String path) {
    return files.contains(normal(path));
  }

  @Override
  public String expand(String text) {
    return Variables.expand(text, environment);
  }

  private static String normal(String path) {
    return path.replace('/', '\\');
  }
}
