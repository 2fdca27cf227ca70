package org.fettle.json;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** A text that is not what it should be: where, and what is wrong, in whole sentences. */
public final class FileFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private static final Pattern TWICE = Pattern.compile("Duplicate Object property \"(.*)\"");

  private final int line;
  private final int column;
  private final String problem;

  private FileFormatException(int line, int column, String problem, Throwable cause) {
    super(line + ":" + column + ": " + problem, cause);
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /** What Jackson and the YAML reader below it say, in the words of this house. */
  static FileFormatException of(JacksonException e) {
    if (e.getCause() instanceof MarkedYamlEngineException yaml) {
      Optional<Mark> mark = yaml.getProblemMark();
      return new FileFormatException(
          mark.map(Mark::getLine).orElse(0) + 1,
          mark.map(Mark::getColumn).orElse(0) + 1,
          "This is not YAML: " + yaml.getProblem() + ".",
          e);
    }
    @Nullable TokenStreamLocation location = e.getLocation();
    return new FileFormatException(
        location == null ? 1 : Math.max(1, location.getLineNr()),
        location == null ? 1 : Math.max(1, location.getColumnNr()),
        problem(e),
        e);
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1. */
  public int column() {
    return column;
  }

  /** What was found and what was expected. */
  public String problem() {
    return problem;
  }

  private static String problem(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    Matcher twice = TWICE.matcher(message);
    if (e instanceof ShapeException) {
      return message;
    }
    if (e instanceof StreamConstraintsException) {
      return "This is larger, longer or nested deeper than is read.";
    }
    if (twice.matches()) {
      return "'" + twice.group(1) + "' is given twice.";
    }
    if (message.startsWith("Trailing token")) {
      return "Expected the end, found more.";
    }
    return e instanceof StreamReadException
        ? "This cannot be read: " + message.lines().findFirst().orElse("") + "."
        : "This is not what is expected here.";
  }
}
