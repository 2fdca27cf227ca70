package org.fettle.json;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.RegistryValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A registry value under its type's word, or as {@code type} and {@code bytes} where a word would
 * not give back every byte.
 */
final class RegistryValueShape extends Shape<RegistryValue> {
  private static final long LARGEST_DWORD = 0xFFFF_FFFFL;
  private static final BigInteger LARGEST_QWORD = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final List<String> NAMED =
      List.of("text", "expandable-text", "texts", "dword", "qword", "binary", "none");
  private static final String WANTED =
      "one of " + String.join(", ", NAMED) + ", or type with bytes";

  private final TextShape<String> text;
  private final TextShape<byte[]> bytes;
  private final Shape<List<String>> texts;

  RegistryValueShape(Texts kinds) {
    text = kinds.text();
    bytes = kinds.bytes();
    texts = new Containers.ListOf<>(text);
  }

  @Override
  RegistryValue read(JsonParser parser) {
    expect(parser, JsonToken.START_OBJECT, "a registry value: an object with " + WANTED);
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      throw mistake(parser, "The registry value is missing: expected " + WANTED + ".");
    }
    String word = parser.currentName();
    if (word.equals("type") || word.equals("bytes")) {
      return readRaw(parser);
    }
    if (!NAMED.contains(word)) {
      throw mistake(parser, "Unknown registry type " + quoted(word) + ": expected " + WANTED + ".");
    }
    parser.nextToken();
    RegistryValue value = readNamed(word, parser);
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw mistake(
          parser, "Expected one registry value, found " + quoted(parser.currentName()) + " too.");
    }
    return value;
  }

  private RegistryValue readNamed(String word, JsonParser parser) {
    try {
      return switch (word) {
        case "text" -> RegistryValue.text(text.read(parser));
        case "expandable-text" -> RegistryValue.expandableText(text.read(parser));
        case "texts" -> RegistryValue.texts(texts.read(parser));
        case "dword" -> RegistryValue.dword(Scalars.whole(parser, 0, LARGEST_DWORD));
        case "qword" ->
            RegistryValue.qword(Scalars.whole(parser, BigInteger.ZERO, LARGEST_QWORD).longValue());
        case "binary" -> RegistryValue.binary(bytes.read(parser));
        case "none" -> RegistryValue.of(RegistryValue.NONE, bytes.read(parser));
        default -> throw new IllegalStateException(word);
      };
    } catch (IllegalArgumentException e) {
      throw mistake(parser, String.valueOf(e.getMessage()));
    }
  }

  private RegistryValue readRaw(JsonParser parser) {
    Map<String, Object> parts = new HashMap<>();
    for (; parser.hasToken(JsonToken.PROPERTY_NAME); parser.nextToken()) {
      String word = parser.currentName();
      if (!word.equals("type") && !word.equals("bytes")) {
        throw mistake(parser, "Unknown word " + quoted(word) + ": expected type and bytes.");
      }
      parser.nextToken();
      Object part =
          word.equals("type") ? Scalars.whole(parser, 0, LARGEST_DWORD) : bytes.read(parser);
      if (parts.put(word, part) != null) {
        throw mistake(parser, "'" + word + "' is given twice.");
      }
    }
    if (parts.get("type") instanceof Long type && parts.get("bytes") instanceof byte[] data) {
      return RegistryValue.of(type.intValue(), data);
    }
    throw mistake(parser, "A registry value of another type takes both type and bytes.");
  }

  @Override
  void write(RegistryValue value, JsonGenerator out) {
    out.writeStartObject();
    if (!wroteNamed(value, out)) {
      out.writeName("type");
      out.writeNumber(Integer.toUnsignedLong(value.type()));
      out.writeName("bytes");
      bytes.write(value.data(), out);
    }
    out.writeEndObject();
  }

  private boolean wroteNamed(RegistryValue value, JsonGenerator out) {
    Optional<String> asText = value.asText().filter(content -> isExact(value, content));
    Optional<List<String>> asTexts = value.asTexts().filter(members -> isExact(value, members));
    Optional<Long> asNumber = value.asNumber();
    if (asText.isPresent()) {
      out.writeName(value.typeName());
      text.write(asText.get(), out);
    } else if (asTexts.isPresent()) {
      out.writeName(value.typeName());
      texts.write(asTexts.get(), out);
    } else if (asNumber.isPresent() && value.type() == RegistryValue.DWORD) {
      out.writeName(value.typeName());
      out.writeNumber(asNumber.get());
    } else if (asNumber.isPresent() && value.type() == RegistryValue.QWORD) {
      out.writeName(value.typeName());
      out.writeNumber(new BigInteger(Long.toUnsignedString(asNumber.get())));
    } else if (value.type() == RegistryValue.BINARY || value.type() == RegistryValue.NONE) {
      out.writeName(value.typeName());
      bytes.write(value.data(), out);
    } else {
      return false;
    }
    return true;
  }

  private static boolean isExact(RegistryValue value, String content) {
    return isCarried(content) && value.withText(content).equals(value);
  }

  private static boolean isExact(RegistryValue value, List<String> members) {
    return members.stream().allMatch(RegistryValueShape::isCarried)
        && RegistryValue.texts(members).equals(value);
  }

  /** Whether every program that edits the file keeps the text: no NUL, no half surrogate pair. */
  private static boolean isCarried(String content) {
    return content
        .codePoints()
        .noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
  }
}
