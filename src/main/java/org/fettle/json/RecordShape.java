package org.fettle.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** A record as an object: one word for each component, in their order. */
final class RecordShape<R> extends Shape<R> {
  private final Constructor<R> constructor;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private record Part(int index, String word, RecordComponent component, Shape<Object> shape) {}

  RecordShape(Class<R> type, Shapes shapes) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      components[i].getAccessor().setAccessible(true);
      String word = Words.ofName(components[i].getName());
      parts.put(word, new Part(i, word, components[i], shapes.of(components[i].getGenericType())));
    }
    try {
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Every record has a canonical constructor.", e);
    }
  }

  /** The shape of the only component; null when there are none or several. */
  @Nullable Shape<Object> only() {
    return parts.size() == 1 ? parts.values().iterator().next().shape() : null;
  }

  /** Reads a record that is written as its only component. */
  R readOnly(JsonParser parser, Shape<Object> only) {
    TokenStreamLocation start = parser.currentTokenLocation();
    return make(parser, start, new Object[] {only.read(parser)});
  }

  /** Writes a record as its only component. */
  void writeOnly(R value, JsonGenerator out, Shape<Object> only) {
    only.write(valueOf(value, parts.values().iterator().next().component().getAccessor()), out);
  }

  @Override
  R read(JsonParser parser) {
    expect(parser, JsonToken.START_OBJECT, "an object with " + words());
    TokenStreamLocation start = parser.currentTokenLocation();
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String word = parser.currentName();
      Part part = parts.get(word);
      if (part == null) {
        throw mistake(parser, "Unknown word " + quoted(word) + ": expected " + words() + ".");
      }
      if (values[part.index()] != null) {
        throw mistake(parser, "'" + word + "' is given twice.");
      }
      parser.nextToken();
      values[part.index()] = part.shape().read(parser);
    }
    for (Part part : parts.values()) {
      if (values[part.index()] == null) {
        values[part.index()] = leftOut(part, parser, start);
      }
    }
    return make(parser, start, values);
  }

  @Override
  void write(R value, JsonGenerator out) {
    out.writeStartObject();
    for (Part part : parts.values()) {
      Object content = valueOf(value, part.component().getAccessor());
      if (!part.shape().isLeftOut(content)) {
        out.writeName(part.word());
        part.shape().write(content, out);
      }
    }
    out.writeEndObject();
  }

  private static Object leftOut(Part part, JsonParser parser, TokenStreamLocation start) {
    Object leftOut = part.shape().leftOut();
    About about = leftOut == null ? null : part.component().getAnnotation(About.class);
    if (leftOut == null || (about != null && about.required())) {
      throw new ShapeException(parser, "'" + part.word() + "' is missing.", start);
    }
    return leftOut;
  }

  private String words() {
    return String.join(", ", parts.keySet());
  }

  private R make(JsonParser parser, TokenStreamLocation start, @Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new ShapeException(parser, String.valueOf(refusal.getMessage()), start);
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object valueOf(Object value, Method accessor) {
    try {
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
