package org.fettle.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fettle.windows.TextEncoding;

/**
 * A text file as lines, all of them or those of one section. Of several sections of one name the
 * first counts: the others are not read by Windows either.
 */
final class TextLines {
  private static final Pattern LINE = Pattern.compile("([^\\n]*?)(\\r?\\n|\\z)");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
  private static final String USUAL_END = "\r\n";

  /**
   * A line.
   *
   * @param start where it begins in the text
   * @param next where the line behind it begins
   * @param text without its end
   */
  record Line(int start, int next, String text) {
    boolean isEnded() {
      return start + text.length() < next;
    }
  }

  private final String text;
  private final Optional<String> section;
  private final List<Line> all = new ArrayList<>();
  private final List<Line> meant;

  TextLines(String text, Optional<String> section) {
    this.text = text;
    this.section = section;
    int start = text.indexOf(TextEncoding.MARK) == 0 ? 1 : 0;
    Matcher lines = LINE.matcher(text).region(start, text.length());
    while (start < text.length() && lines.find()) {
      all.add(new Line(start, lines.end(), lines.group(1)));
      start = lines.end();
    }
    meant = section.map(this::of).orElse(all);
  }

  /** The lines of a section, its heading first; none where it is not there. */
  private List<Line> of(String wanted) {
    List<Line> found = new ArrayList<>();
    for (Line line : all) {
      Optional<String> heading = heading(line);
      if (heading.isPresent() && !found.isEmpty()) {
        return found;
      }
      if (!found.isEmpty() || heading.filter(wanted::equalsIgnoreCase).isPresent()) {
        found.add(line);
      }
    }
    return found;
  }

  private static Optional<String> heading(Line line) {
    String bare = line.text().strip();
    int end = bare.indexOf(']');
    return bare.startsWith("[") && end > 0
        ? Optional.of(bare.substring(1, end).strip())
        : Optional.empty();
  }

  /** The lines that say something: no comment, no heading of the section, none that is blank. */
  List<Line> saying() {
    return meant.stream()
        .skip(section.isPresent() ? 1 : 0)
        .filter(line -> !form(line.text()).isEmpty())
        .toList();
  }

  /**
   * What a line says, in the form in which lines are compared: without a comment, with one blank
   * for several, and in a section with none around the first equals sign.
   */
  String form(String line) {
    String bare = line.strip();
    if (bare.startsWith(";") || bare.startsWith("#")) {
      return "";
    }
    String said = section.isPresent() ? bare : COMMENT.matcher(bare).replaceFirst("");
    String even = said.strip().replaceAll("\\s+", " ");
    return section.isPresent() ? even.replaceFirst(" ?= ?", "=") : even;
  }

  /** Where a line is to be put in: at the end of the section, before the blank lines there. */
  int end() {
    if (section.isEmpty() || meant.isEmpty()) {
      return text.length();
    }
    int last = meant.size() - 1;
    while (meant.get(last).text().isBlank()) {
      last--;
    }
    return meant.get(last).next();
  }

  /** What is to be put in at {@link #end()} for that line, with the file's own line end. */
  String added(String line) {
    String lineEnd =
        all.stream()
            .filter(Line::isEnded)
            .findFirst()
            .map(first -> text.substring(first.start() + first.text().length(), first.next()))
            .orElse(USUAL_END);
    boolean isAfterText = !all.isEmpty() && end() == text.length() && !all.getLast().isEnded();
    String heading =
        section
            .filter(wanted -> meant.isEmpty())
            .map(name -> '[' + name + ']' + lineEnd)
            .orElse("");
    return (isAfterText ? lineEnd : "") + heading + line + lineEnd;
  }
}
