package org.fettle.json;

import java.io.StringWriter;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * Reading and writing in one format. Our own types go straight from the tokens to their shape: on a
 * cold start a mapper alone costs more than the rest of a command, so it is only made for others.
 */
final class Format {
  private final TokenStreamFactory tokens;
  private final Shapes shapes;
  private final Supplier<? extends ObjectMapper> mapper;

  /** A format; the supplier is asked each time. */
  Format(TokenStreamFactory tokens, boolean plain, Supplier<? extends ObjectMapper> mapper) {
    this.tokens = tokens;
    this.mapper = mapper;
    shapes = new Shapes(plain, mapper);
  }

  TokenStreamFactory tokens() {
    return tokens;
  }

  Shapes shapes() {
    return shapes;
  }

  <T> T read(String text, Class<T> type) {
    try {
      if (!Shapes.covers(type)) {
        return mapper.get().readValue(text, type);
      }
      try (JsonParser parser = tokens.createParser(ObjectReadContext.empty(), text)) {
        parser.nextToken();
        T value = shapes.read(parser, type);
        if (parser.nextToken() != null) {
          throw Shape.mistake(parser, "Expected the end, found more.");
        }
        return value;
      }
    } catch (JacksonException e) {
      throw FileFormatException.of(e);
    }
  }

  String write(Object value) {
    if (!Shapes.covers(value.getClass())) {
      return mapper.get().writeValueAsString(value);
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = tokens.createGenerator(ObjectWriteContext.empty(), text)) {
      shapes.of(value.getClass()).write(value, out);
    }
    return text.toString();
  }
}
