package org.fettle.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.RegisteredClasses.UserValue;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Windows;

/**
 * What opens the files of an extension or the links of a scheme for the subject of a view, and how
 * to put it right.
 *
 * <p>Windows asks, in this order: the user's choice in {@code UserChoice}, the user's classes, the
 * machine's classes. A choice is never written or removed here: Windows guards it with a hash that
 * is not public, and resets what it finds forged.
 */
final class Association {
  private final String thing;
  private final boolean isScheme;
  private final Windows windows;

  private Association(String thing, boolean isScheme, Windows windows) {
    this.thing = thing;
    this.isScheme = isScheme;
    this.windows = windows;
  }

  /** What opens files of this extension, which begins with a dot. */
  static Association ofExtension(String extension, Windows windows) {
    return new Association(extension, false, windows);
  }

  /** What opens links of this scheme. */
  static Association ofScheme(String scheme, Windows windows) {
    return new Association(scheme, true, windows);
  }

  /**
   * What opens it.
   *
   * @param shown for people, with the level that decided it
   * @param program empty where there is no command to start one
   * @param isChosen whether the user's choice decided it
   * @param isPackaged whether it is an app of a package, which is none of the programs that a
   *     policy can name
   * @param isUnknown whether it has no command line and may be any program
   */
  private record Opener(
      String shown,
      Optional<CommandLine> program,
      boolean isChosen,
      boolean isPackaged,
      boolean isUnknown) {
    boolean isOneOf(List<String> programs) {
      return program.filter(CommandLine::isThere).map(CommandLine::name).stream()
          .anyMatch(name -> programs.stream().anyMatch(name::equalsIgnoreCase));
    }
  }

  /**
   * Passes where one of the programs opens it.
   *
   * @param registration what a fix may register where no right class is left to fall back on
   */
  Verdict judge(List<String> programs, Optional<Registration> registration) {
    RegisteredClasses classes = new RegisteredClasses(windows);
    Opener opener = opener(classes);
    if (opener.isUnknown()) {
      return new Verdict.Error(
          "Cannot tell which program opens " + thing + ": " + opener.shown() + ".");
    }
    if (opener.isOneOf(programs)) {
      return new Verdict.Pass(opener.shown());
    }
    return new Verdict.Fail(
        String.join(" or ", programs),
        opener.shown(),
        opener.isChosen() || opener.isPackaged()
            ? List.of()
            : fix(classes, programs, registration));
  }

  private List<Change> fix(
      RegisteredClasses classes, List<String> programs, Optional<Registration> registration) {
    Set<UserValue> astray = astray(classes, programs);
    if (!astray.isEmpty()) {
      return astray.stream().flatMap(value -> classes.toRemove(value).stream()).distinct().toList();
    }
    return registration
        .filter(wanted -> starts(wanted.command()).isOneOf(programs))
        .map(wanted -> toRegister(wanted, classes))
        .orElse(List.of());
  }

  /**
   * The fewest of the user's values without which one of the programs opens it: one of them, or all
   * that lead astray one after another. None when the machine's classes are no better.
   */
  private Set<UserValue> astray(RegisteredClasses classes, List<String> programs) {
    for (UserValue value : List.copyOf(classes.used())) {
      if (opener(classes.without(Set.of(value))).isOneOf(programs)) {
        return Set.of(value);
      }
    }
    Set<UserValue> hidden = new LinkedHashSet<>();
    RegisteredClasses rest = classes;
    while (hidden.addAll(rest.used())) {
      rest = classes.without(Set.copyOf(hidden));
      if (opener(rest).isOneOf(programs)) {
        return hidden;
      }
    }
    return Set.of();
  }

  private Opener opener(RegisteredClasses classes) {
    Optional<String> chosen = classes.areOfUser() ? chosen() : Optional.empty();
    if (chosen.isPresent()) {
      return openerOf(chosen.get(), classes, true);
    }
    if (!isScheme) {
      return openerOf(classes.text(thing, "").orElse(thing), classes, false);
    }
    return classes.value(thing, "URL Protocol").isPresent()
        ? openerOf(thing, classes, false)
        : nothing("the class " + thing + " has no value named URL Protocol", false);
  }

  private Opener openerOf(String progId, RegisteredClasses classes, boolean isChosen) {
    if (!RegisteredClasses.isPath(progId)) {
      return nothing("'" + progId + "' is no name of a class", isChosen);
    }
    String key = commandKey(progId, classes);
    Optional<RegistryValue> command = classes.value(key, "");
    String line = command.flatMap(RegistryValue::asText).orElse("");
    String level =
        isChosen
            ? "chosen by the user"
            : classes.used().isEmpty() ? "registered for the machine" : "registered for the user";
    if (line.isBlank()) {
      if (classes.value(key, "DelegateExecute").isPresent()) {
        // Windows names the classes of packages itself; any other may be a desktop program's.
        boolean isPackaged = progId.regionMatches(true, 0, "AppX", 0, 4);
        String sort = isPackaged ? "a packaged app, " : "a component without a command line, ";
        return new Opener(
            sort + progId + ", " + level, Optional.empty(), isChosen, isPackaged, !isPackaged);
      }
      return progId.equals(thing)
          ? nothing("no command is registered", false)
          : nothing("the class " + progId + ", " + level + ", has no command", isChosen);
    }
    boolean isExpandable = command.orElseThrow().type() == RegistryValue.EXPANDABLE_TEXT;
    CommandLine program =
        CommandLine.of(isExpandable ? windows.files().expand(line) : line, windows.files());
    return new Opener(
        program.program() + (program.isThere() ? ", " : ", which is not on this machine, ") + level,
        Optional.of(program),
        isChosen,
        false,
        false);
  }

  private static Opener nothing(String why, boolean isChosen) {
    return new Opener("nothing: " + why, Optional.empty(), isChosen, false, false);
  }

  /** What a command line that is not registered yet would start. */
  private Opener starts(String command) {
    CommandLine program = CommandLine.of(windows.files().expand(command), windows.files());
    return new Opener(command, Optional.of(program), false, false, false);
  }

  private static String commandKey(String progId, RegisteredClasses classes) {
    String verb =
        classes.text(progId + "\\shell", "").map(verbs -> verbs.split("[, ]", 2)[0]).orElse("");
    String key = progId + "\\shell\\" + verb + "\\command";
    return RegisteredClasses.isPath(key) ? key : progId + "\\shell\\open\\command";
  }

  private List<Change> toRegister(Registration wanted, RegisteredClasses classes) {
    String command = wanted.command();
    RegistryValue line =
        windows.files().expand(command).equals(command)
            ? RegistryValue.text(command)
            : RegistryValue.expandableText(command);
    List<Change> changes = new ArrayList<>();
    if (isScheme) {
      if (!classes.hasOwn(thing, "URL Protocol")) {
        changes.addAll(classes.toSet(thing, "URL Protocol", RegistryValue.text("")));
      }
      changes.addAll(classes.toSet(commandKey(thing, classes), "", line));
    } else {
      changes.addAll(classes.toSet(commandKey(wanted.progId(), classes), "", line));
      changes.addAll(classes.toSet(thing, "", RegistryValue.text(wanted.progId())));
    }
    return changes.stream().distinct().toList();
  }

  private Optional<String> chosen() {
    String place =
        isScheme
            ? "HKCU\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\"
            : "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\FileExts\\";
    return windows
        .registry()
        .value(RegistryKey.parse(place + thing + "\\UserChoice"), "ProgId")
        .flatMap(RegistryValue::asText)
        .filter(progId -> !progId.isBlank());
  }
}
