package org.fettle.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The words of a command line after its command, one after the other, where they are plain. */
final class PlainWords {
  private final String[] words;
  private final Set<String> given = new HashSet<>();
  private int next = 1;

  PlainWords(String[] words) {
    this.words = words;
  }

  boolean hasNext() {
    return next < words.length;
  }

  String option() {
    return words[next++];
  }

  /** Whether that option was not asked for before. */
  boolean isFirst(String option) {
    return given.add(option);
  }

  /**
   * The next word as a path.
   *
   * @throws InvalidPathException where picocli may take it for more than a path
   */
  Path path() {
    String word = next < words.length ? words[next++] : "";
    if (word.isEmpty() || "-@\"'".indexOf(word.charAt(0)) >= 0) {
      throw new InvalidPathException(word, "not plainly a path");
    }
    return Path.of(word);
  }
}
