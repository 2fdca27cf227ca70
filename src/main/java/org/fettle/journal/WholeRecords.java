package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the records of a file are whole, read from its end, however long the file is.
 *
 * <p>An intent and the end of a run are on disk, with all before them, before anything else is
 * written. What came after the last of these may have been lost in part when the power failed, also
 * in the middle, so it is followed back as far as that.
 *
 * @param length where the last whole record ends
 * @param last that record; empty where no record of the file is whole
 */
record WholeRecords(long length, Optional<Last> last) {
  private static final int BLOCK = 8_192;

  /** A whole record and its hash. */
  record Last(String hash, Chain.Line line) {}

  /**
   * The whole records of that file.
   *
   * @throws JournalException when its last record is whole but not known to this version
   */
  static WholeRecords of(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      WholeRecords found = new WholeRecords(0, Optional.empty());
      Optional<String> expected = Optional.empty(); // the hash that the line after this one bears
      long end = lineEnd(access, access.length());
      while (end >= 0) {
        long start = lineEnd(access, end) + 1;
        Optional<Last> one = read(file, access, start, end);
        if (one.isEmpty() || expected.isEmpty() || !expected.get().equals(one.get().hash())) {
          // This one is damaged, or those after it do not follow it: they are all given up.
          found = new WholeRecords(one.isEmpty() ? 0 : end + 1, one);
        }
        if (one.isPresent() && isOnDiskWithAllBefore(one.get().line().event())) {
          return found;
        }
        expected = one.map(last -> last.line().previous());
        end = start - 1;
      }
      return found;
    }
  }

  private static boolean isOnDiskWithAllBefore(Event event) {
    return event instanceof Event.Intended || event instanceof Event.RunEnded;
  }

  private static Optional<Last> read(Path file, RandomAccessFile access, long start, long end)
      throws IOException {
    if (end - start > Chain.LONGEST) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) (end - start)];
    access.seek(start);
    access.readFully(bytes);
    String text = new String(bytes, UTF_8);
    return Chain.hashIfWhole(text)
        .map(hash ->
            new Last(
                hash,
                Chain.parse(text)
                    .orElseThrow(() ->
                        new JournalException(
                            "A record at the end of "
                                + file
                                + " is of another version of Fettle; this one does not know it."))));
  }

  /** Where the last line feed before {@code limit} stands, or -1. */
  private static long lineEnd(RandomAccessFile access, long limit) throws IOException {
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
