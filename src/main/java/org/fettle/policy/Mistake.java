package org.fettle.policy;

/**
 * One mistake in a file.
 *
 * @param file the file as it was named
 * @param line from 1
 * @param column from 1
 * @param message what was found, what was expected, and the nearest known word for a misspelt one:
 *     whole sentences
 */
public record Mistake(String file, int line, int column, String message) {
  /** {@code file:line:column: message}, as compilers print it and editors read it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
