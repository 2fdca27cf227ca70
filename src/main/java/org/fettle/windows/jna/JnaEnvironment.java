package org.fettle.windows.jna;

import static org.fettle.windows.jna.JnaUsers.profileFolder;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.User;
import org.fettle.windows.Variables;

/**
 * The environment variables a subject's programs see. Windows makes a user's from a token
 * (CreateEnvironmentBlock); a service has none of a person who is away, so for anyone but the own
 * account they are put together from where Windows takes them: the machine's variables, the
 * profile's folder, where the hive says its known folders are, and {@code Environment} and {@code
 * Volatile Environment} of the hive.
 *
 * <p>The variables that stand for known folders are not believed where Windows itself can be asked:
 * a program can start another with any environment, and folders are redirected, often to a server.
 */
final class JnaEnvironment {
  private static final RegistryKey MACHINE =
      RegistryKey.parse("HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment");

  private static final RegistryKey SHELL_FOLDERS =
      RegistryKey.parse(
          "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders");

  // Of the own process only what is the same for everyone.
  private static final Set<String> SHARED =
      Set.of(
          "ALLUSERSPROFILE",
          "COMMONPROGRAMFILES",
          "COMMONPROGRAMFILES(X86)",
          "COMMONPROGRAMW6432",
          "COMPUTERNAME",
          "COMSPEC",
          "OS",
          "PROGRAMDATA",
          "PROGRAMFILES",
          "PROGRAMFILES(X86)",
          "PROGRAMW6432",
          "PUBLIC",
          "SYSTEMDRIVE",
          "SYSTEMROOT",
          "WINDIR");

  private final Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private JnaEnvironment() {}

  /** The machine's, or a user's as {@code registry}, that user's view, tells it. */
  static JnaEnvironment of(Registry registry, Optional<User> user, boolean isSelf) {
    JnaEnvironment environment = new JnaEnvironment();
    if (isSelf) {
      environment.variables.putAll(System.getenv());
      environment.variables.putAll(KnownFolders.ofMachine());
      environment.variables.putAll(KnownFolders.ofSelf());
      return environment;
    }
    System.getenv()
        .forEach((name, value) -> {
          if (SHARED.contains(name.toUpperCase(Locale.ROOT))) {
            environment.variables.put(name, value);
          }
        });
    environment.addAll(registry, MACHINE);
    environment.variables.putAll(KnownFolders.ofMachine());
    user.ifPresent(person -> environment.addUser(registry, person));
    return environment;
  }

  /** The text with known {@code %Name%} replaced. */
  String expand(String text) {
    return Variables.expand(text, variables);
  }

  private void addUser(Registry registry, User user) {
    profileFolder(registry, user.sid())
        .map(this::expand)
        .ifPresent(folder -> {
          variables.put("USERPROFILE", folder);
          variables.put("APPDATA", folder + "\\AppData\\Roaming");
          variables.put("LOCALAPPDATA", folder + "\\AppData\\Local");
          variables.put("TEMP", folder + "\\AppData\\Local\\Temp");
          variables.put("TMP", folder + "\\AppData\\Local\\Temp");
        });
    addAll(registry, RegistryKey.parse("HKCU\\Environment"));
    addAll(registry, RegistryKey.parse("HKCU\\Volatile Environment"));
    addFolder(registry, "AppData", "APPDATA");
    addFolder(registry, "Local AppData", "LOCALAPPDATA");
  }

  // Where the Known Folder API itself keeps a redirection.
  private void addFolder(Registry registry, String folder, String variable) {
    registry
        .value(SHELL_FOLDERS, folder)
        .flatMap(RegistryValue::asText)
        .map(this::expand)
        .filter(path -> !path.isEmpty())
        .ifPresent(path -> variables.put(variable, path));
  }

  private void addAll(Registry registry, RegistryKey key) {
    registry
        .values(key)
        .forEach((name, value) ->
            value
                .asText()
                .ifPresent(text ->
                    variables.put(
                        name,
                        value.type() == RegistryValue.EXPANDABLE_TEXT ? expand(text) : text)));
  }
}
