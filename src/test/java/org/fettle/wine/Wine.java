package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the scripts of {@code src/test/wine}. */
final class Wine {
  private static final Path SCRIPTS = Path.of("src", "test", "wine");
  private static final int CANNOT_BE_HAD = 69;
  private static final int MINUTES = 12;

  private Wine() {}

  /**
   * What a script did.
   *
   * @param output its standard output and standard error
   */
  record Run(int exitCode, List<String> output) {
    /** The last lines, for a message. */
    String end() {
      return output.stream()
          .skip(Math.max(0, output.size() - 30))
          .collect(Collectors.joining("\n"));
    }
  }

  /** Makes Wine ready; answers why it cannot be had, which is a failure if {@code CI=true}. */
  static Optional<String> prepare(Path log) throws IOException, InterruptedException {
    Run run = run(log, "prepare");
    if (run.exitCode() == CANNOT_BE_HAD && !"true".equals(System.getenv("CI"))) {
      String reason = run.output().isEmpty() ? "There is no Wine." : run.output().getLast();
      System.err.println("SKIPPED: nothing was tested against the Windows API. " + reason);
      return Optional.of(reason);
    }
    if (run.exitCode() != 0) {
      fail("Wine is not ready, exit code " + run.exitCode() + ":\n" + run.end());
    }
    return Optional.empty();
  }

  /** Runs a script in a fresh Windows, or in none. */
  static Run run(Path log, String script, String... arguments)
      throws IOException, InterruptedException {
    return run(log, Map.of(), script, arguments);
  }

  /** Runs a script, with its output in {@code log}: Windows services would hold a pipe open. */
  static Run run(Path log, Map<String, String> environment, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
    command.addAll(Arrays.asList(arguments));
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        fail(script + " has not ended after " + MINUTES + " minutes:\n" + Files.readString(log));
      }
    } finally {
      process.destroy(); // with SIGTERM the script ends what it has started
    }
    // Not every program of Windows writes UTF-8.
    return new Run(
        process.exitValue(), new String(Files.readAllBytes(log), UTF_8).lines().toList());
  }

  /** The path as a program under Wine sees it: the Linux disk is its drive Z. */
  static String windowsPath(Path path) {
    return "Z:" + path.toAbsolutePath().normalize().toString().replace('/', '\\');
  }

  /** The class path of this JVM for one under Wine, without JUnit, which the console brings. */
  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(entry ->
            !entry
                .toString()
                .matches(".*/(org/junit|org/opentest4j|org/apiguardian" + "|org/apache/maven)/.*"))
        .map(Wine::windowsPath)
        .collect(Collectors.joining(";"));
  }
}
