package org.fettle.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** How values of one type are written down. */
abstract class Shape<T> {
  private static final int LONGEST_QUOTE = 60;

  /** Reads the value that begins at the parser's token, and stops at its last token. */
  abstract T read(JsonParser parser);

  abstract void write(T value, JsonGenerator out);

  /** Whether a record leaves this value out. */
  boolean isLeftOut(T value) {
    return false;
  }

  /** What it means that a record leaves the value out; null when it may not. */
  @Nullable T leftOut() {
    return null;
  }

  /** The value is not of this shape; the message is a whole sentence for the file's author. */
  static ShapeException mistake(JsonParser parser, String message) {
    return new ShapeException(parser, message);
  }

  /** A mistake about what kind of thing stands here. */
  static ShapeException expected(JsonParser parser, String wanted) {
    return mistake(parser, "Expected " + wanted + ", found " + found(parser) + ".");
  }

  static void expect(JsonParser parser, JsonToken token, String wanted) {
    if (!parser.hasToken(token)) {
      throw expected(parser, wanted);
    }
  }

  /** A text of the file, as it stands in a message. */
  static String quoted(String text) {
    return text.length() > LONGEST_QUOTE
        ? "'" + text.substring(0, LONGEST_QUOTE) + "…'"
        : "'" + text + "'";
  }

  private static String found(JsonParser parser) {
    return switch (parser.currentToken()) {
      case null -> "the end of the file";
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_NULL -> "nothing";
      case VALUE_TRUE, VALUE_FALSE -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + parser.getString();
      case VALUE_STRING -> "the text " + quoted(parser.getString());
      default -> quoted(parser.getString());
    };
  }
}
