package org.fettle.json;

/**
 * Where something stands in a file.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record Place(int line, int column) implements Comparable<Place> {
  /** The first character of a file. */
  public static final Place START = new Place(1, 1);

  /** The place of the character that would follow this text. */
  public static Place after(CharSequence text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Place(line, text.length() - lineStart + 1);
  }

  @Override
  public int compareTo(Place other) {
    int lines = Integer.compare(line, other.line);
    return lines != 0 ? lines : Integer.compare(column, other.column);
  }
}
