package org.fettle.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder of this machine that only admins can write: an assignment and its policies, as files. It
 * is left alone while somebody still copies into it.
 */
final class PolicyFolder implements PolicySource {
  private static final int MOST_FILES = 1_000;
  private static final long LARGEST_FILE = 4L * 1024 * 1024;

  private final Path folder;
  private final InstantSource clock;

  PolicyFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public Optional<String> stamp() throws IOException {
    StringBuilder stamp = new StringBuilder();
    Instant now = clock.instant();
    for (Map.Entry<Path, BasicFileAttributes> file : files().entrySet()) {
      if (FileStamp.isUnsettled(file.getValue(), now)) {
        return Optional.empty();
      }
      stamp.append(FileStamp.of(file.getKey(), file.getValue())).append('\n');
    }
    return Optional.of(stamp.toString());
  }

  @Override
  public boolean copyInto(Path copies) throws IOException {
    boolean isOffer = false;
    for (Path file : files().keySet()) {
      String name = String.valueOf(file.getFileName());
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes((int) LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
          throw new IOException(file + " is larger than 4 MiB.");
        }
        Files.write(copies.resolve(name), bytes);
      }
      isOffer |= name.equals(ASSIGNMENT);
    }
    return isOffer;
  }

  private Map<Path, BasicFileAttributes> files() throws IOException {
    Map<Path, BasicFileAttributes> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml,json}")) {
      for (Path file : found) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile()) {
          files.put(file, attributes);
        }
        if (files.size() > MOST_FILES) {
          throw new IOException(folder + " holds more than " + MOST_FILES + " policy files.");
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Map.of(); // Nothing is offered where nothing is.
    }
    return files;
  }
}
