package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The installation package, built by {@code installer/build.sh}; each version once in a run of the
 * tests.
 */
final class MsiPackage {
  /** Where packages and the logs of their making lie. */
  static final Path FOLDER = Path.of("target", "installer");

  private static final Path BUILD = Path.of("installer", "build.sh");
  private static final int CANNOT_BE_HAD = 69;
  private static final Map<String, Path> BUILT = new HashMap<>();

  private MsiPackage() {}

  /** Builds this version; answers why it cannot be built here, a failure if {@code CI=true}. */
  static Optional<String> prepare() throws IOException, InterruptedException {
    if (BUILT.containsKey(Installation.VERSION)) {
      return Optional.empty();
    }
    Path log = FOLDER.resolve("build.log");
    Wine.Run run = recipe(log, "--out", FOLDER.toString());
    if (run.exitCode() == CANNOT_BE_HAD && !"true".equals(System.getenv("CI"))) {
      String reason = run.output().isEmpty() ? "Tools are missing." : run.output().getLast();
      System.err.println("SKIPPED: no installation package was built or tested. " + reason);
      return Optional.of(reason);
    }
    BUILT.put(Installation.VERSION, result(run, FOLDER, Installation.VERSION));
    Files.readAllLines(log).forEach(System.out::println);
    return Optional.empty();
  }

  /** The package of this version, after {@link #prepare}. */
  static Path file() {
    return Optional.ofNullable(BUILT.get(Installation.VERSION)).orElseThrow();
  }

  /** The same program under another version number, for upgrades. */
  static Path ofVersion(String version) throws IOException, InterruptedException {
    Path built = BUILT.get(version);
    if (built == null) {
      built = build(FOLDER, version, "--version", version);
      BUILT.put(version, built);
    }
    return built;
  }

  /** Builds one anew into that folder. */
  static Path build(Path folder, String version, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--out", folder.toString()));
    arguments.addAll(List.of(options));
    Path log = FOLDER.resolve("build-" + folder.getFileName() + "-" + version + ".log");
    return result(recipe(log, arguments.toArray(String[]::new)), folder, version);
  }

  /** What the recipe says to these options. */
  static Wine.Run recipe(Path log, String... options) throws IOException, InterruptedException {
    return Wine.run(log, BUILD.toAbsolutePath().toString(), options);
  }

  private static Path result(Wine.Run run, Path folder, String version) {
    if (run.exitCode() != 0) {
      fail("installer/build.sh ended with " + run.exitCode() + ":\n" + run.end());
    }
    Path file = folder.resolve("fettle-" + version + ".msi");
    assertThat(file).exists();
    return file;
  }
}
