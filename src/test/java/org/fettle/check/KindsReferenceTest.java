package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KindsReferenceTest {
  private static final Path PAGE = Path.of("policies", "kinds.md");

  @Test
  void theReferenceIsThatOfTheCode() throws IOException {
    String page = KindsReference.page();
    if (Boolean.getBoolean("fettle.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "%s is stale: run ./mvnw -q test -Dtest=KindsReferenceTest -Dfettle.update=true and"
                + " look at the difference",
            PAGE)
        .isEqualTo(page);
  }

  @Test
  void everyKindHasItsSection() {
    assertThat(KindsReference.page().lines().filter(line -> line.startsWith("## ")))
        .hasSize(Check.class.getPermittedSubclasses().length);
  }
}
