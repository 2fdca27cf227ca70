package org.fettle.windows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The certificates of {@code src/test/resources/certificates}; nobody kept their keys. */
public final class Pem {
  private Pem() {}

  /** The text of the file. */
  public static String of(String name) {
    try {
      return Files.readString(Path.of("src", "test", "resources", "certificates", name + ".pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The certificate of the file. */
  public static Certificate certificate(String name) {
    return Certificate.ofPem(of(name));
  }
}
