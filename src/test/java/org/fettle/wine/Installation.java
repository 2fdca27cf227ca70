package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The agent as it lies on an endpoint: launchers, runtime, jars and JNA's library. */
final class Installation {
  private static final Path BUILD = Path.of("agent", "launcher", "build");
  private static final Path JAR = Path.of("target", "fettle.jar");
  private static final Path LIBRARIES = Path.of("target", "lib");

  /** Rises with each release; what the version resource says. */
  static final String VERSION = "0.1.0";

  private final Path folder;

  private Installation(Path folder) {
    this.folder = folder;
  }

  /** Lays it down in that folder of a prefix; the program has to be packaged. */
  static Installation in(Path folder) throws IOException, InterruptedException {
    assertThat(JAR).as("the packaged program").exists();
    buildLaunchers(folder.resolve("bin"));
    Files.copy(JAR, folder.resolve("fettle.jar"));
    Files.createDirectories(folder.resolve("cache"));
    Path lib = Files.createDirectories(folder.resolve("lib"));
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
        if (jar.getFileName().toString().matches("jna-[0-9.]+\\.jar")) {
          try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.copy(
                inside.getPath("com/sun/jna/win32-x86-64/jnidispatch.dll"),
                lib.resolve("jnidispatch.dll"));
          }
        }
      }
    }
    assertThat(lib.resolve("jnidispatch.dll")).exists();
    Installation installation = new Installation(folder);
    installation.linkRuntime();
    return installation;
  }

  /** Has Windows know the service of an installation in Program Files, to be started by hand. */
  static void createService(WinePrefix windows) throws IOException, InterruptedException {
    createService(windows, "\"C:\\Program Files\\Fettle\\bin\\fettled.exe\"");
  }

  /** Has Windows know the service, by that command. */
  static void createService(WinePrefix windows, String command)
      throws IOException, InterruptedException {
    windows.ok("run", "sc", "create", "Fettle", "binPath=", command, "start=", "demand");
  }

  /** Builds the launchers into that folder. */
  static void buildLaunchers(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Process build =
        new ProcessBuilder(BUILD.toString(), VERSION, folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(build.getInputStream().readAllBytes(), UTF_8);
    assertThat(build.waitFor()).as(said).isZero();
  }

  Path path(String inside) {
    return folder.resolve(inside);
  }

  Path runtime() {
    return folder.resolve("runtime");
  }

  /** Puts the Windows runtime in place, after a test has removed it. */
  void linkRuntime() throws IOException {
    Files.createSymbolicLink(
        runtime(),
        Path.of(System.getenv().getOrDefault("FETTLE_WINE_HOME", "target/wine"), "jre")
            .toAbsolutePath());
  }

  /** Makes a program of the launcher that runs this class of the tests, and answers its path. */
  Path programFor(Class<?> main) throws IOException {
    String name = main.getSimpleName();
    Files.copy(path("bin/fettle.exe"), path("bin/" + name + ".exe"));
    String configuration = Files.readString(path("bin/fettle.cfg"));
    Files.writeString(
        path("bin/" + name + ".cfg"),
        configuration
            .replace("{app}\\fettle.jar", Wine.windowsPath(Path.of("target", "test-classes")))
            .replace("org/fettle/cli/Main", main.getName().replace('.', '/')));
    return path("bin/" + name + ".exe");
  }
}
