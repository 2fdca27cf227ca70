package org.fettle.wine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder with blanks and letters of two scripts, in a Windows of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
class LauncherIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "launcher");

  private static WinePrefix windows;
  private static Installation installation;
  private static Path echo;

  @BeforeAll
  static void install() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    windows = WinePrefix.make(LOGS);
    installation = Installation.in(windows.onDriveC("Program Files/Fettle é 日本"));
    echo = installation.programFor(Echo.class);
  }

  @AfterAll
  static void uninstall() throws IOException {
    if (windows != null) {
      windows.close();
    }
  }

  @AfterEach
  void mendTheRuntime() throws IOException {
    if (!Files.isSymbolicLink(installation.runtime())) {
      if (Files.exists(installation.runtime())) {
        try (Stream<Path> files = Files.walk(installation.runtime())) {
          for (Path file : files.toList().reversed()) {
            Files.delete(file);
          }
        }
      }
      installation.linkRuntime();
    }
  }

  @Test
  void argumentsPassUnharmed() throws Exception {
    List<String> arguments =
        List.of("é", "日本", "a \"q\" b", "C:\\tail\\", "x y\\", "*.*", "%PATH%", "|&^<>", "");
    Wine.Run run = windows.run("run", words(echo, arguments));
    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .containsSubsequence(arguments.stream().map(one -> "<" + one + ">").toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 64})
  void theExitCodePasses(int code) throws Exception {
    assertThat(windows.run("run", echo.toString(), "exit", String.valueOf(code)).exitCode())
        .isEqualTo(code);
  }

  @Test
  void aProgramThatThrowsHasStoppedEarly() throws Exception {
    Wine.Run run = windows.run("run", echo.toString(), "throw");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.end()).contains("nobody catches this");
  }

  @Test
  void theEnvironmentAddsNothing() throws Exception {
    List<String> names =
        List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH");
    for (String name : names) {
      windows.ok(
          "run", "reg", "add", "HKCU\\Environment", "/v", name, "/d", "-Dleaked=" + name, "/f");
    }
    try {
      Wine.Run java =
          windows.run("java", "-cp", Wine.classPath(), Echo.class.getName(), "unprotected");
      assertThat(java.output())
          .as("what Java's own launcher lets in")
          .anyMatch(line -> line.startsWith("leaked: _JAVA_OPTIONS"));
      assertThat(windows.run("run", echo.toString()).output())
          .contains("leaked: null")
          .noneMatch(line -> line.contains("Picked up"));
    } finally {
      for (String name : names) {
        windows.ok("run", "reg", "delete", "HKCU\\Environment", "/v", name, "/f");
      }
    }
  }

  @Test
  void librariesAreNotLookedForInThePathNorInTheCurrentFolder() throws Exception {
    Wine.Run java = windows.run("java", "-cp", Wine.classPath(), Echo.class.getName());
    assertThat(java.output())
        .as("where Java's own launcher looks")
        .anyMatch(line -> line.startsWith("libraries: ") && line.endsWith(";."));
    assertThat(windows.run("run", echo.toString()).output())
        .filteredOn(line -> line.startsWith("libraries: "))
        .singleElement()
        .asString()
        .isEqualToIgnoringCase("libraries: C:\\windows\\system32");
  }

  @Test
  void aMissingRuntimeIsTold() throws Exception {
    Files.delete(installation.runtime());
    refuses("There is no whole Java runtime in C:\\Program Files\\Fettle é 日本\\runtime; install");
  }

  @Test
  void aRuntimeThatIsNoProgramIsTold() throws Exception {
    Files.delete(installation.runtime());
    Files.createDirectories(installation.path("runtime/bin/server"));
    Files.createDirectories(installation.path("runtime/lib"));
    Files.writeString(installation.path("runtime/bin/server/jvm.dll"), "no program");
    Files.writeString(installation.path("runtime/lib/modules"), "no modules");
    refuses("\\runtime\\bin\\server\\jvm.dll cannot be loaded (Windows error 193); install");
  }

  @Test
  void aRuntimeThatBreaksOffIsTold() throws Exception {
    Path whole = installation.runtime().toRealPath();
    Files.delete(installation.runtime());
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Path copy = installation.runtime().resolve(whole.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (file.endsWith("lib/modules")) {
          Files.writeString(copy, "no modules");
        } else {
          Files.copy(file, copy);
        }
      }
    }
    refuses("The Java runtime in C:\\Program Files\\Fettle é 日本\\runtime does not start; install");
  }

  @Test
  void aMissingConfigurationIsTold() throws Exception {
    Path alone = installation.path("bin/alone.exe");
    Files.copy(echo, alone, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Wine.Run run = windows.run("run", alone.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.end()).contains("There is no C:\\Program Files\\Fettle é 日本\\bin\\alone.cfg;");
  }

  @Test
  void theCommandLineTellsItsVersion() throws Exception {
    Wine.Run run = windows.run("run", installation.path("bin/fettle.exe").toString(), "--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("fettle " + Installation.VERSION);
  }

  @Test
  void theCommandLineJudgesAMachineInAFile(@TempDir Path state) throws Exception {
    Wine.Run run =
        windows.run(
            "run",
            installation.path("bin/fettle.exe").toString(),
            "check",
            "--machine",
            Wine.windowsPath(Path.of("policies", "examples", "neglected-laptop.yaml")),
            "--assignment",
            Wine.windowsPath(Path.of("policies", "examples", "head-office.yaml")),
            "--state",
            Wine.windowsPath(state));
    assertThat(run.exitCode()).as(run.end()).isEqualTo(1);
    assertThat(run.end()).contains("LAP-0117");
    assertThat(state.resolve("journal")).isNotEmptyDirectory();
  }

  @Test
  void theCommandLineLooksAtThisComputer(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        policy: policy
        version: 1.0.0
        title: Test
        rules:
          - id: windows
            title: This is Windows
            why: JNA finds its library and Windows' own
            severity: low
            for: machine
            check:
              registry-text:
                key: HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion
                name: SystemRoot
                pattern: '(?i)C:.windows'
        """);
    Files.writeString(
        folder.resolve("assignment.yaml"), "assignment: test\npolicies: [{ policy: policy }]\n");
    Wine.Run run =
        windows.run(
            "run",
            installation.path("bin/fettle.exe").toString(),
            "check",
            "--assignment",
            Wine.windowsPath(folder.resolve("assignment.yaml")),
            "--state",
            Wine.windowsPath(folder.resolve("state")));
    assertThat(run.exitCode()).as(run.end()).isZero();
    assertThat(run.end()).contains("1 compliant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fettle", "fettled"})
  void whatWindowsReadsInTheProgramFileIsThere(String program) throws Exception {
    byte[] file = Files.readAllBytes(installation.path("bin/" + program + ".exe"));
    assertThat(new String(file, ISO_8859_1))
        .contains("<longPathAware ")
        .contains(">true</longPathAware>")
        .contains("<requestedExecutionLevel level=\"asInvoker\"")
        .contains(
            resource("FileVersion", Installation.VERSION),
            resource("ProductVersion", Installation.VERSION),
            resource("OriginalFilename", program + ".exe"));
  }

  /** A text of the version resource, as it lies in the file: UTF-16, the value at the next four. */
  private static String resource(String name, String value) {
    int key = (name.length() + 1) * 2 + 6;
    String text = name + "\0" + "\0".repeat(key % 4 / 2) + value + "\0";
    return new String(text.getBytes(UTF_16LE), ISO_8859_1);
  }

  @Test
  void theSameSourcesGiveTheSameBytes(@TempDir Path again) throws Exception {
    Installation.buildLaunchers(again);
    for (String file : List.of("fettle.exe", "fettled.exe", "fettle.cfg", "fettled.cfg")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(installation.path("bin/" + file));
    }
  }

  private static void refuses(String sentence) throws Exception {
    Wine.Run run = windows.run("run", echo.toString());
    assertThat(run.exitCode()).as(run.end()).isEqualTo(3);
    assertThat(run.end()).contains(sentence);
  }

  private static String[] words(Path program, List<String> arguments) {
    return Stream.concat(Stream.of(program.toString()), arguments.stream()).toArray(String[]::new);
  }
}
