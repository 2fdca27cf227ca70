package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of troubles in the packs' README is what the packs and their cases say. */
class TroublesTest {
  private static final Path README = Path.of("policies", "README.md");
  private static final String BEGIN =
      "<!-- Made from the packs: ./mvnw -q test -Dtest=TroublesTest -Dfettle.update=true -->\n";
  private static final String END = "<!-- end of what is made from the packs -->\n";

  @Test
  void theListOfTroublesIsThatOfThePacks() throws Exception {
    String readme = Files.readString(README);
    assertThat(readme).contains(BEGIN, END);
    String current =
        readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
            + '\n'
            + Troubles.of(packs())
            + '\n'
            + readme.substring(readme.indexOf(END));
    if (Boolean.getBoolean("fettle.update")) {
      Files.writeString(README, current);
    }
    assertThat(Files.readString(README))
        .as("stale: run ./mvnw -q test -Dtest=TroublesTest -Dfettle.update=true")
        .isEqualTo(current);
  }

  private static List<Path> packs() throws IOException {
    try (var files = Files.list(README.resolveSibling(""))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith(".cases.yaml"))
          .sorted()
          .toList();
    }
  }
}
