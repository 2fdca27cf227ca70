package org.fettle.service;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/** What tells a file from what it was before, without reading it, and whether it is whole yet. */
final class FileStamp {
  /** As long as nothing was written to it, a file counts as whole. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private FileStamp() {}

  /** Whether somebody may still be at it. A time that is yet to come says nothing. */
  static boolean isUnsettled(BasicFileAttributes attributes, Instant now) {
    Instant written = attributes.lastModifiedTime().toInstant();
    return !written.isAfter(now) && written.isAfter(now.minus(SETTLED));
  }

  static String of(Path file, BasicFileAttributes attributes) {
    return String.valueOf(file.getFileName())
        + '|'
        + attributes.size()
        + '|'
        + attributes.lastModifiedTime().toInstant();
  }
}
