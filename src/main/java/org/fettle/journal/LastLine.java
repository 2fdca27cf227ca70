package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the last line of a file from its end, however long the file is. */
final class LastLine {
  private static final int BLOCK = 8_192;

  private LastLine() {}

  /** The last line that has its line end; empty for an empty file. */
  static Optional<String> of(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      long end = lineEnd(access, access.length());
      if (end < 0) {
        return Optional.empty();
      }
      long start = lineEnd(access, end) + 1;
      byte[] bytes = new byte[(int) (end - start)];
      access.seek(start);
      access.readFully(bytes);
      return Optional.of(new String(bytes, UTF_8));
    }
  }

  /** Where the last line feed before {@code limit} stands, or -1. */
  static long lineEnd(RandomAccessFile access, long limit) throws IOException {
    byte[] block = new byte[BLOCK];
    long start = limit;
    while (start > 0) {
      int length = (int) Math.min(BLOCK, start);
      start -= length;
      access.seek(start);
      access.readFully(block, 0, length);
      for (int i = length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i;
        }
      }
    }
    return -1;
  }
}
