package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TenMistakesTest {
  private static final Path FOLDER = Path.of("src/test/resources/policy");

  @Test
  void ten_different_mistakes_are_told_in_one_go_each_in_its_place() throws Exception {
    List<Mistake> mistakes = PolicyFiles.lint(FOLDER.resolve("ten-mistakes.yaml"), List.of());

    assertThat(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(AllKinds.filledIn(Files.readString(FOLDER.resolve("ten-mistakes.txt"))));
    assertThat(mistakes).hasSize(10);
  }
}
