package org.fettle.json;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A sealed interface of records as an object with one word, the kind. A kind with one component is
 * written as that component.
 */
final class KindShape<F> extends Shape<F> {
  private final String family;
  private final Map<String, Class<? extends F>> kinds = new LinkedHashMap<>();
  private final Map<Class<?>, String> words = new HashMap<>();
  private final Shapes shapes;

  KindShape(Class<F> family, Shapes shapes) {
    this.family = Words.ofName(family.getSimpleName()).replace('-', ' ');
    this.shapes = shapes;
    for (Class<?> kind : family.getPermittedSubclasses()) {
      String word = Words.ofKind(kind, family);
      kinds.put(word, kind.asSubclass(family));
      words.put(kind, word);
    }
  }

  @Override
  F read(JsonParser parser) {
    expect(parser, JsonToken.START_OBJECT, "an object with the kind of " + family);
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      throw mistake(parser, "The kind of " + family + " is missing: expected " + known() + ".");
    }
    String word = parser.currentName();
    Class<? extends F> kind = kinds.get(word);
    if (kind == null) {
      throw mistake(
          parser, "Unknown kind of " + family + " " + quoted(word) + ": expected " + known() + ".");
    }
    parser.nextToken();
    F value = content(kind, parser);
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw mistake(
          parser,
          "Expected one kind of " + family + ", found " + quoted(parser.currentName()) + " too.");
    }
    return value;
  }

  @Override
  void write(F value, JsonGenerator out) {
    out.writeStartObject();
    out.writeName(words.get(value.getClass()));
    writeContent(value, out);
    out.writeEndObject();
  }

  private <K extends F> F content(Class<K> kind, JsonParser parser) {
    RecordShape<K> shape = shapes.ofFields(kind);
    @Nullable Shape<Object> only = shape.only();
    return only == null ? shape.read(parser) : shape.readOnly(parser, only);
  }

  @SuppressWarnings("unchecked")
  private <K extends F> void writeContent(K value, JsonGenerator out) {
    RecordShape<K> shape = shapes.ofFields((Class<K>) value.getClass());
    @Nullable Shape<Object> only = shape.only();
    if (only == null) {
      shape.write(value, out);
    } else {
      shape.writeOnly(value, out, only);
    }
  }

  private String known() {
    return "one of " + String.join(", ", kinds.keySet());
  }
}
