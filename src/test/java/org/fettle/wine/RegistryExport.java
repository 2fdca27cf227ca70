package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_16;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** A whole root of the registry, as {@code reg export} writes it. */
final class RegistryExport {
  private final byte[] bytes;

  private RegistryExport(byte[] bytes) {
    this.bytes = bytes;
  }

  static RegistryExport of(WinePrefix windows, String root, Path file)
      throws IOException, InterruptedException {
    windows.ok("run", "reg", "export", root, Wine.windowsPath(file), "/y");
    return new RegistryExport(Files.readAllBytes(file));
  }

  /** Whether both are the same, byte for byte. */
  boolean isSameAs(RegistryExport other) {
    return Arrays.equals(bytes, other.bytes);
  }

  /** What it has and the other has not: each key, and each value's line behind its key. */
  Set<String> without(RegistryExport other) {
    Set<String> entries = entries();
    entries.removeAll(other.entries());
    return entries;
  }

  private Set<String> entries() {
    Set<String> entries = new TreeSet<>();
    String key = "";
    for (String line : new String(bytes, UTF_16).lines().toList()) {
      if (line.startsWith("[")) {
        key = line.substring(1, line.length() - 1);
        entries.add(key);
      } else if (!line.isEmpty()) {
        entries.add(key + " | " + line);
      }
    }
    return entries;
  }
}
