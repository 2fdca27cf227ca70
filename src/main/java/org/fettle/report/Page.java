package org.fettle.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text for a terminal, wrapped at 80 columns. What is written to it is made visible first, so
 * nothing from a machine can steer the terminal; lines end with {@code \n}.
 */
public final class Page {
  /** The columns a line has. */
  public static final int COLUMNS = 80;

  private final StringBuilder text = new StringBuilder();
  private final Style style;

  /** An empty page. */
  public Page(Style style) {
    this.style = style;
  }

  /** How the page is coloured. */
  public Style style() {
    return style;
  }

  /** An empty line. */
  public Page blank() {
    text.append('\n');
    return this;
  }

  /** A heading with an empty line above, unless it is the first. */
  public Page heading(String words) {
    if (!text.isEmpty()) {
      blank();
    }
    return paragraph(0, 0, words, style::heading);
  }

  /** A paragraph, indented by so many columns, and by so many from its second line on. */
  public Page paragraph(int first, int rest, String words, UnaryOperator<String> colour) {
    return lines(
        first, rest, wrapped(Escapes.visible(words), COLUMNS - first, COLUMNS - rest), colour);
  }

  /**
   * A paragraph whose words are never broken, so that a path in it can be copied; a word that is
   * too long has its line to itself.
   */
  public Page sentence(int rest, String words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Escapes.visible(words).split(" +", 0)) {
      int indent = lines.isEmpty() ? 0 : rest;
      int columns = indent + DisplayWidth.of(line.toString()) + 1 + DisplayWidth.of(word);
      if (!line.isEmpty() && columns > COLUMNS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines(0, rest, lines, UnaryOperator.identity());
  }

  private Page lines(int first, int rest, List<String> lines, UnaryOperator<String> colour) {
    for (int i = 0; i < lines.size(); i++) {
      String indent = " ".repeat(i == 0 ? first : rest);
      text.append(indent).append(colour.apply(lines.get(i))).append('\n');
    }
    return this;
  }

  /** A label in a column of {@code width}, and beside it a paragraph. */
  public Page labelled(int indent, String label, int width, String words) {
    return labelled(indent, label, width, words, UnaryOperator.identity());
  }

  /** The same with the paragraph coloured; the label may be wider than its column. */
  public Page labelled(
      int indent, String label, int width, String words, UnaryOperator<String> colour) {
    int column = Math.max(width, DisplayWidth.of(label) + 1);
    int left = indent + width;
    List<String> lines = wrapped(Escapes.visible(words), COLUMNS - indent - column, COLUMNS - left);
    text.append(" ".repeat(indent)).append(style.quiet(label));
    text.append(" ".repeat(column - DisplayWidth.of(label)));
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : " ".repeat(left)).append(colour.apply(lines.get(i))).append('\n');
    }
    return this;
  }

  /** A label and a command, which is never broken so that it can be copied. */
  public Page command(int indent, String label, int width, String command) {
    String shown = Escapes.visible(command);
    int column = Math.max(width, DisplayWidth.of(label) + 1);
    boolean fits = indent + column + DisplayWidth.of(shown) <= COLUMNS;
    text.append(" ".repeat(indent)).append(style.quiet(label));
    text.append(fits ? " ".repeat(column - DisplayWidth.of(label)) : "\n" + " ".repeat(indent));
    text.append(shown).append('\n');
    return this;
  }

  /** A line as it is, whatever its width; only made visible. */
  public Page line(String words, UnaryOperator<String> colour) {
    text.append(colour.apply(Escapes.visible(words))).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** The words in lines of at most those columns; at least one line. */
  static List<String> wrapped(String words, int firstWidth, int restWidth) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    do {
      int width = lines.isEmpty() ? firstWidth : restWidth;
      int end = lineEnd(words, start, width);
      lines.add(words.substring(start, end).stripTrailing());
      start = end;
      while (start < words.length() && words.charAt(start) == ' ') {
        start++;
      }
    } while (start < words.length());
    return lines;
  }

  private static int lineEnd(String words, int start, int width) {
    int used = 0;
    int afterBlank = start;
    int columnsToBlank = 0;
    int afterSign = start;
    int end = start;
    while (end < words.length()) {
      int character = words.codePointAt(end);
      int columns = DisplayWidth.of(character);
      if (used + columns > width && end > start) {
        break;
      }
      used += columns;
      end += Character.charCount(character);
      if (character == ' ') {
        afterBlank = end;
        columnsToBlank = used;
      } else if (isBreakable(character)) {
        afterSign = end;
      }
    }
    if (end == words.length() || words.charAt(end) == ' ') {
      return end;
    }
    // A long path is better cut at a backslash than moved as a whole, a short one the other way.
    if (afterBlank > start && (columnsToBlank * 5 >= width * 3 || afterSign <= afterBlank)) {
      return afterBlank;
    }
    return afterSign > start ? afterSign : end;
  }

  private static boolean isBreakable(int character) {
    return character == '\\'
        || character == '/'
        || character == ','
        || character == ';'
        || DisplayWidth.isWide(character);
  }
}
