package org.fettle.json;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A value that is one text; such values may be the words of a map too. */
final class TextShape<T> extends Shape<T> {
  private final boolean plain;
  private final String wanted;
  private final Function<T, String> toText;
  private final Function<String, T> fromText;

  /**
   * A text shape.
   *
   * @param plain whether numbers and such stand for the text they are written with
   * @param wanted what is expected, for messages: {@code a registry key}
   * @param fromText throws an IllegalArgumentException whose message is a sentence
   */
  TextShape(
      boolean plain, String wanted, Function<T, String> toText, Function<String, T> fromText) {
    this.plain = plain;
    this.wanted = wanted;
    this.toText = toText;
    this.fromText = fromText;
  }

  @Override
  T read(JsonParser parser) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw mistake(parser, "Aliases (*" + parser.getString() + ") are not taken: write it out.");
    }
    JsonToken token = parser.currentToken();
    boolean text =
        plain
            ? token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL
            : token == JsonToken.VALUE_STRING;
    if (!text) {
      throw expected(parser, wanted);
    }
    return parse(parser.getString(), parser);
  }

  @Override
  void write(T value, JsonGenerator out) {
    out.writeString(text(value));
  }

  /**
   * The value as text.
   *
   * @throws IllegalArgumentException for half a surrogate pair in YAML, whose writer would put
   *     another character in its place
   */
  String text(T value) {
    String text = toText.apply(value);
    if (plain
        && text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw new IllegalArgumentException(
          "A text with half a surrogate pair cannot be written in YAML.");
    }
    return text;
  }

  T parse(String text, JsonParser parser) {
    try {
      return fromText.apply(text);
    } catch (IllegalArgumentException e) {
      throw mistake(parser, String.valueOf(e.getMessage()));
    }
  }
}
