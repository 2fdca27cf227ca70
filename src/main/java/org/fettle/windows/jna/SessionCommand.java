package org.fettle.windows.jna;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the process in a user's session is started: this very runtime and program, by whole paths,
 * with nothing that a user's environment could add.
 *
 * @param program the whole path of the runtime
 */
record SessionCommand(String program, List<String> arguments) {
  // What says where JNA's library lies, and that none is unpacked, counts there too.
  private static final List<String> KEPT =
      List.of("jna.boot.library.path", "jna.nounpack", "jna.nosys");

  // One compiler and one collector thread, no files for other programs, and nothing but answers on
  // standard output.
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx128m",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:-CreateCoredumpOnCrash",
          "-Xlog:disable",
          "-Djdk.reflect.useNativeAccessorOnly=true",
          "--enable-native-access=ALL-UNNAMED");

  /** This runtime, running that class with that class path. */
  static SessionCommand of(String main, String classPath) {
    List<String> arguments = new ArrayList<>(OPTIONS);
    for (String name : KEPT) {
      String value = System.getProperty(name);
      if (value != null) {
        arguments.add("-D" + name + '=' + value);
      }
    }
    String whole =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
            .collect(Collectors.joining(File.pathSeparator));
    arguments.addAll(List.of("-cp", whole, main));
    return new SessionCommand(
        Path.of(System.getProperty("java.home", ""), "bin", "java.exe").toAbsolutePath().toString(),
        List.copyOf(arguments));
  }

  /** This program as {@link SessionMain}. */
  static SessionCommand ofThisProgram() {
    return of(SessionMain.class.getName(), System.getProperty("java.class.path", ""));
  }

  /** The command line, as Windows' C runtime takes it apart again. */
  String line() {
    return Stream.concat(Stream.of(program), arguments.stream())
        .map(SessionCommand::quoted)
        .collect(Collectors.joining(" "));
  }

  // Microsoft, "Parsing C command-line arguments": backslashes count only before a quotation mark.
  private static String quoted(String argument) {
    return '"' + argument.replaceAll("(\\\\*)(\"|$)", "$1$1$2").replace("\"", "\\\"") + '"';
  }

  /**
   * A user's environment without what would have a Java runtime load or do more than it is told.
   *
   * @param block the texts of an environment block, {@code name=value}
   */
  static List<String> cleaned(List<String> block) {
    return block.stream()
        .filter(entry -> {
          String upper = entry.toUpperCase(Locale.ROOT);
          return Stream.of("JAVA_", "_JAVA_", "JDK_", "CLASSPATH=").noneMatch(upper::startsWith);
        })
        .toList();
  }
}
