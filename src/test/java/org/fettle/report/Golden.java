package org.fettle.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file of the repository; {@code -Dfettle.update=true} writes it anew. */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "report");

  private Golden() {}

  static void assertIs(String file, String text) {
    Path golden = FOLDER.resolve(file);
    try {
      if (Boolean.getBoolean("fettle.update")) {
        Files.createDirectories(FOLDER);
        Files.write(golden, text.getBytes(UTF_8));
      }
      assertThat(text).isEqualTo(new String(Files.readAllBytes(golden), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
