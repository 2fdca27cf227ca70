package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs every test marked {@link OnWindows} in one Windows JVM under Wine, on a fresh prefix, and
 * gives each as a test of the same name here.
 */
class WineIT {
  private static final Path FOLDER = Path.of("target", "wine-reports");
  private static final Path REPORT = FOLDER.resolve("TEST-junit-jupiter.xml");
  private static final Path LOG = FOLDER.resolve("junit.log");

  @TestFactory
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There they have run as they are.")
  Stream<DynamicNode> windows() throws IOException, InterruptedException {
    Optional<String> missing = Wine.prepare(FOLDER.resolve("prepare.log"));
    if (missing.isPresent()) {
      // A test of its own, because a factory that is skipped is not counted.
      return Stream.of(dynamicTest("not run: no Wine", () -> abort(missing.get())));
    }
    Files.deleteIfExists(REPORT);
    long begin = System.nanoTime();
    Wine.Run run =
        Wine.run(
            LOG,
            "junit",
            "execute",
            "--disable-banner",
            "--details=summary",
            "--class-path=" + Wine.classPath(),
            "--scan-class-path=" + Wine.windowsPath(Path.of("target", "test-classes")),
            "--include-tag=" + OnWindows.TAG,
            "--fail-if-no-tests",
            "--reports-dir=" + Wine.windowsPath(FOLDER));
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;

    assertThat(REPORT).as("The Windows JVM left no report:\n" + run.end()).exists();
    List<InnerTest> tests = InnerTest.read(REPORT);
    assertThat(tests).as("tests seen in the Windows JVM:\n" + run.end()).isNotEmpty();
    long failed = tests.stream().filter(test -> test.failure().isPresent()).count();
    long skipped = tests.stream().filter(test -> test.skipped().isPresent()).count();
    System.out.printf(
        "Windows JVM under Wine: %d tests, %d failed, %d skipped, in %d s%n",
        tests.size(), failed, skipped, seconds);
    assertThat(run.exitCode())
        .as("exit code of JUnit's console:\n" + run.end())
        .isEqualTo(failed > 0 ? 1 : 0);
    return tests.stream()
        .collect(Collectors.groupingBy(InnerTest::suite, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(suite ->
            dynamicContainer(suite.getKey(), suite.getValue().stream().map(WineIT::repeated)));
  }

  private static DynamicNode repeated(InnerTest test) {
    return dynamicTest(
        test.name(),
        () -> {
          if (test.failure().isPresent()) {
            throw new AssertionError(
                test.suite()
                    + " > "
                    + test.name()
                    + " in the Windows JVM: "
                    + test.failure().get());
          }
          test.skipped().ifPresent(reason -> abort(reason));
        });
  }
}
