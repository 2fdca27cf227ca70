package org.fettle.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;

/** A value that is not of its shape; the message is a whole sentence for the file's author. */
final class ShapeException extends StreamReadException {
  private static final long serialVersionUID = 1;

  ShapeException(JsonParser parser, String message) {
    this(parser, message, parser.currentTokenLocation());
  }

  /** A mistake that is not where the parser stands. */
  ShapeException(JsonParser parser, String message, TokenStreamLocation location) {
    super(parser, message, location);
  }
}
