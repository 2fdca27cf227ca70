package org.fettle.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/** The lines of a journal file, one after the other: a journal may be larger than memory. */
final class Lines {
  private static final int BLOCK = 64 * 1024;
  private static final int BEGINNING = 128;

  // One byte more than a record may have shows that it is too long.
  private static final int MOST = Chain.LONGEST + 1;

  private byte[] line = new byte[BLOCK];
  private int length;

  private Lines() {}

  /** Takes one line after the other. */
  interface Reader {
    /** Takes the line of that number, from 1; answers whether to go on. */
    boolean take(int number, String text);
  }

  /**
   * Gives every line that has its line end to the reader; one being written has not. Of a line
   * longer than any record only the beginning is given.
   */
  static void each(Path file, Reader reader) {
    each(file, beginning -> true, reader);
  }

  /**
   * The same of the lines that are wanted; the others cost next to nothing.
   *
   * @param isWanted told by the first 128 bytes, as far as they are ASCII
   */
  static void each(Path file, Predicate<String> isWanted, Reader reader) {
    try (InputStream in = Files.newInputStream(file)) {
      new Lines().each(in, isWanted, reader);
    } catch (IOException e) {
      throw new JournalException("Cannot read " + file + ": " + JournalFiles.reason(e) + ".", e);
    }
  }

  private void each(InputStream in, Predicate<String> isWanted, Reader reader) throws IOException {
    byte[] block = new byte[BLOCK];
    int number = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      int start = 0;
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          add(block, start, i);
          start = i + 1;
          number++;
          if (isWanted.test(beginning())
              && !reader.take(number, new String(line, 0, length, UTF_8))) {
            return;
          }
          length = 0;
        }
      }
      add(block, start, read);
    }
  }

  private String beginning() {
    return new String(line, 0, Math.min(length, BEGINNING), ISO_8859_1);
  }

  private void add(byte[] block, int from, int to) {
    int more = Math.min(to - from, MOST - length);
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.min(MOST, Math.max(2 * line.length, length + more)));
    }
    System.arraycopy(block, from, line, length, more);
    length += more;
  }
}
