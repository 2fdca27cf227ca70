package org.fettle.json;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Puts a parser's complaint into words for whoever wrote the file. */
final class SyntaxSentences {
  private SyntaxSentences() {}

  static SyntaxException of(JacksonException e, String text, boolean yaml) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYamlEngineException marked) {
        return yaml(marked, text);
      }
    }
    Place place = place(e.getLocation());
    String said = String.valueOf(e.getOriginalMessage());
    return new SyntaxException(place, yaml ? yaml(said, "") : json(said, text, place));
  }

  private static SyntaxException yaml(MarkedYamlEngineException e, String text) {
    Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
    if (mark == null) {
      return new SyntaxException(Place.START, yaml(String.valueOf(e.getProblem()), ""));
    }
    Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1);
    String placeholder = unquotedPlaceholder(text, place);
    if (!placeholder.isEmpty()) {
      return new SyntaxException(
          new Place(place.line(), place.column() - 1),
          "A parameter must be quoted between { and }, or between [ and ]: write '"
              + placeholder
              + "' with the quotes.");
    }
    return new SyntaxException(
        place, yaml(String.valueOf(e.getProblem()), String.valueOf(e.getContext())));
  }

  /** In a flow mapping or list, {@code ${name}} ends after its dollar for YAML: the usual trap. */
  private static String unquotedPlaceholder(String text, Place brace) {
    String line = text.lines().skip(brace.line() - 1L).findFirst().orElse("");
    int open = brace.column() - 1;
    if (open < 1 || open >= line.length() || line.charAt(open) != '{') {
      return "";
    }
    int close = line.indexOf('}', open);
    return line.charAt(open - 1) == '$' && close > open && close - open <= 80
        ? line.substring(open - 1, close + 1)
        : "";
  }

  private static String yaml(String problem, String context) {
    if (problem.contains("TAB")) {
      return "A tab stands where only blanks may: indent with blanks.";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "A ':' cannot stand here: quote the text, or mend the indentation.";
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return "A '-' cannot stand here: list items go on lines of their own, equally indented.";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "A ':' is missing: a line reads 'name: value'.";
    }
    if (problem.startsWith("expected <block end>")) {
      return "This does not fit the lines above: mend the indentation, or quote the text.";
    }
    if (problem.startsWith("expected ',' or '}'")) {
      return "A ',' or '}' is missing before this.";
    }
    if (problem.startsWith("expected ',' or ']'")) {
      return "A ',' or ']' is missing before this.";
    }
    if (problem.startsWith("found unexpected end of stream")) {
      return "A quote is opened and never closed.";
    }
    if (problem.startsWith("found unknown escape character")) {
      return "An unknown escape stands in double quotes: use single quotes for a text with"
          + " backslashes.";
    }
    if (problem.startsWith("expected escape sequence")) {
      return "An escape in double quotes is cut short: use single quotes for a text with"
          + " backslashes.";
    }
    if (problem.contains("document start")) {
      return "This does not belong to what is above: mend the indentation.";
    }
    if (problem.contains("cannot start any token")) {
      return "A text cannot begin with this character: quote it.";
    }
    if (problem.contains("undefined tag handle") || context.contains("a tag")) {
      return "Tags (a word after '!') are refused: quote a text that begins with '!'.";
    }
    if (context.contains("an alias")) {
      return "A text cannot begin with '*': quote it.";
    }
    if (context.contains("an anchor")) {
      return "A text cannot begin with '&': quote it.";
    }
    if (problem.startsWith("Expected a property name")) {
      return problem.contains("=ALI")
          ? "A text that begins with '*' must be quoted."
          : "A name must be a plain text, not a list or another mapping.";
    }
    return "This is not YAML: " + firstLine(problem) + ".";
  }

  private static String json(String problem, String text, Place place) {
    if (problem.startsWith("Unexpected end-of-input")) {
      return "The file ends too early: a quote, '}' or ']' is missing.";
    }
    if (problem.startsWith("Unexpected character")) {
      String line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
      int column = place.column() - 1;
      String found =
          column < line.length()
              ? "'" + line.substring(column, line.offsetByCodePoints(column, 1)) + "'"
              : "The end of the line";
      return found + " cannot stand here: a quote, comma or colon may be missing before it.";
    }
    if (problem.startsWith("Unrecognized character escape")) {
      return "An unknown escape: a backslash in a JSON text is written twice.";
    }
    if (problem.startsWith("Unexpected close marker")) {
      return "The brackets do not match: '}' closes '{', and ']' closes '['.";
    }
    if (problem.startsWith("Unrecognized token")) {
      return "An unquoted word: a JSON text stands in double quotes.";
    }
    if (problem.startsWith("Illegal unquoted character")) {
      return "A line break or tab stands within a JSON text: write \\n or \\t.";
    }
    return "This is not JSON: " + firstLine(problem) + ".";
  }

  private static Place place(TokenStreamLocation location) {
    return location == null
        ? Place.START
        : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static String firstLine(String problem) {
    int end = problem.indexOf('\n');
    String line = end < 0 ? problem : problem.substring(0, end);
    return line.length() > 160 ? line.substring(0, 160) + "…" : line;
  }
}
