package org.fettle.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fettle.engine.PolicyCases;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every pack that is shipped is read, linted and tried with its cases. */
class PacksTest {
  private static final Path POLICIES = Path.of("policies");

  @Test
  void theFirstPacksAreThere() throws IOException {
    assertThat(packs())
        .extracting(PacksTest::name)
        .contains(
            "lync-trust.yaml",
            "meeting-join-associations.yaml",
            "click-to-call.yaml",
            "client-crypto.yaml",
            "outlook-add-ins.yaml");
  }

  @TestFactory
  Stream<DynamicTest> everyPackIsWithoutMistakes() throws IOException {
    return Stream.concat(packs().stream(), cases().stream())
        .map(pack ->
            DynamicTest.dynamicTest(
                name(pack), () -> assertThat(PolicyFiles.lint(pack, List.of())).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> everyPackBeginsWithItsSchemaAndIsNamedAsItsFile() throws IOException {
    return packs().stream()
        .map(pack ->
            DynamicTest.dynamicTest(
                name(pack),
                () ->
                    assertThat(Files.readAllLines(pack))
                        .startsWith("# yaml-language-server: $schema=schema/policy.schema.json")
                        .contains("policy: " + name(pack).replace(".yaml", ""))));
  }

  @TestFactory
  Stream<DynamicTest> everyPackHasCases() throws IOException {
    return packs().stream()
        .map(pack ->
            DynamicTest.dynamicTest(
                name(pack),
                () ->
                    assertThat(pack.resolveSibling(name(pack).replace(".yaml", ".cases.yaml")))
                        .isRegularFile()));
  }

  @TestFactory
  Stream<DynamicContainer> everyCaseIsAsItSays() throws IOException, PolicyException {
    Stream.Builder<DynamicContainer> containers = Stream.builder();
    for (Path file : cases()) {
      containers.add(
          DynamicContainer.dynamicContainer(
              name(file),
              PolicyCases.run(file).stream()
                  .map(result ->
                      DynamicTest.dynamicTest(
                          result.name(),
                          () -> assertThat(result.mismatches()).as(result.name()).isEmpty()))));
    }
    return containers.build();
  }

  private static List<Path> packs() throws IOException {
    return files().filter(file -> !name(file).endsWith(".cases.yaml")).toList();
  }

  private static List<Path> cases() throws IOException {
    return files().filter(file -> name(file).endsWith(".cases.yaml")).toList();
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES)) {
      return files.filter(file -> name(file).endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
