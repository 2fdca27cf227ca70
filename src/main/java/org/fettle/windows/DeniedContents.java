package org.fettle.windows;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files whose content {@link DenyList} lets nobody edit: all but the hosts file and those that
 * hold settings or notes by their ending, for a line put into a script is a program that runs.
 */
final class DeniedContents {
  private static final Set<String> INERT = Set.of("cfg", "conf", "ini", "properties", "txt");
  private static final Pattern HOSTS =
      Pattern.compile("(.*\\\\)?drivers\\\\etc\\\\hosts", Pattern.DOTALL);
  private static final Pattern STARTUP =
      Pattern.compile("(.*\\\\)?programs\\\\startup\\\\.*", Pattern.DOTALL);

  // What Explorer, Group Policy and Python start is said in these.
  private static final Set<String> STARTING =
      Set.of(
          "autorun.inf",
          "autorun.ini",
          "desktop.ini",
          "psscripts.ini",
          "pyvenv.cfg",
          "scripts.ini");

  private DeniedContents() {}

  static Optional<String> reason(String path) {
    return DeniedPaths.reason(path)
        .or(() -> ofNames(DenyList.withoutCase(String.join("\\", LocalPath.parse(path).names()))));
  }

  /** What can be told of a path with variables, whose values are another machine's. */
  static Optional<String> reasonAsWritten(String path) {
    String names = DenyList.withoutCase(path.replace('/', '\\'));
    String ending = names.substring(names.lastIndexOf('%') + 1);
    boolean isOpen = names.indexOf('%') >= 0 && !ending.contains("\\") && !ending.contains(".");
    return isOpen ? Optional.empty() : ofNames(names);
  }

  private static Optional<String> ofNames(String names) {
    if (HOSTS.matcher(names).matches()) {
      return Optional.empty();
    }
    String name = names.substring(names.lastIndexOf('\\') + 1);
    if (STARTUP.matcher(names).matches() || STARTING.contains(name)) {
      return Optional.of("what it says is started");
    }
    boolean isInert =
        name.contains(".") && INERT.contains(name.substring(name.lastIndexOf('.') + 1));
    return isInert
        ? Optional.empty()
        : Optional.of(
            "lines are only changed in hosts and in files that end in .cfg, .conf, .ini,"
                + " .properties or .txt, for others may be run");
  }
}
