package org.fettle.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a journal file, one after the other: a journal may be larger than memory. */
final class Lines {
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
    try (BufferedReader characters =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
      StringBuilder line = new StringBuilder();
      int number = 0;
      for (int read = characters.read(); read >= 0; read = characters.read()) {
        if (read != '\n') {
          if (line.length() <= Chain.LONGEST) {
            line.append((char) read);
          }
        } else {
          number++;
          if (!reader.take(number, line.toString())) {
            return;
          }
          line.setLength(0);
        }
      }
    } catch (IOException e) {
      throw new JournalException("Cannot read " + file + ": " + JournalFiles.reason(e) + ".", e);
    }
  }
}
