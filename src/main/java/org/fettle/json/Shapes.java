package org.fettle.json;

import static tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.fettle.windows.ByteSize;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.FileVersion;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;

/**
 * The shape of each type, found once. Records are taken apart here and not by Jackson's bean
 * machinery: it is slower to start than a whole command may take, and its messages speak of Java.
 */
final class Shapes {
  private final Texts texts;
  private final Map<Type, Shape<?>> known = new ConcurrentHashMap<>();
  private final Map<Class<?>, RecordShape<?>> fields = new ConcurrentHashMap<>();

  private final Supplier<? extends ObjectMapper> mapper;

  /**
   * Shapes for a format.
   *
   * @param plain whether numbers and such may stand for text
   * @param mapper for what has no shape
   */
  Shapes(boolean plain, Supplier<? extends ObjectMapper> mapper) {
    texts = new Texts(plain);
    this.mapper = mapper;
  }

  /** Whether Jackson is to leave this class to us. */
  static boolean covers(Class<?> type) {
    return type.isRecord()
        || type.isEnum()
        || isFamily(type)
        || type == RegistryValue.class
        || type == Duration.class
        || type == LocalTime.class
        || type == Instant.class
        || type == ByteSize.class
        || type == FileVersion.class;
  }

  /** The shape of a type; the caller knows that it reads what the type says. */
  @SuppressWarnings("unchecked")
  <T> Shape<T> of(Type type) {
    Shape<?> shape = known.get(type);
    if (shape == null) {
      shape = find(type);
      known.put(type, shape);
    }
    return (Shape<T>) shape;
  }

  /** Reads a value of this type; of a family, the type may be one kind. */
  <T> T read(JsonParser parser, Class<T> type) {
    Object value = of(type).read(parser);
    if (!type.isInstance(value)) {
      throw Shape.mistake(parser, "Expected another kind than this.");
    }
    return type.cast(value);
  }

  /** The shape of a record's fields, even where the record is a kind. */
  @SuppressWarnings("unchecked")
  <R> RecordShape<R> ofFields(Class<R> type) {
    RecordShape<?> shape = fields.get(type);
    if (shape == null) {
      shape = new RecordShape<>(type, this);
      fields.put(type, shape);
    }
    return (RecordShape<R>) shape;
  }

  private Shape<?> find(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      Type raw = generic.getRawType();
      if (raw == Optional.class) {
        return new Containers.Maybe<>(of(of[0]));
      }
      if (raw == List.class) {
        return new Containers.ListOf<>(of(of[0]));
      }
      if (raw == Set.class) {
        return new Containers.SetOf<>(of(of[0]));
      }
      if (raw == Map.class && this.<Object>of(of[0]) instanceof TextShape<Object> key) {
        return new Containers.MapOf<>(key, of(of[1]));
      }
    }
    if (type instanceof Class<?> simple) {
      return find(simple);
    }
    throw new IllegalArgumentException("No way to write " + type + " is known.");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Shape<?> find(Class<?> type) {
    if (type == String.class) {
      return texts.text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Scalars.Truth();
    }
    if (type == int.class || type == Integer.class) {
      return new Scalars.Int();
    }
    if (type == long.class || type == Long.class) {
      return new Scalars.Long64();
    }
    if (type == RegistryKey.class) {
      return texts.registryKey();
    }
    if (type == CertificateStore.class) {
      return texts.certificateStore();
    }
    if (type == RegistryValue.class) {
      return new RegistryValueShape(texts);
    }
    if (type == Duration.class) {
      return texts.duration();
    }
    if (type == LocalTime.class) {
      return texts.time();
    }
    if (type == Instant.class) {
      return texts.instant();
    }
    if (type == ByteSize.class) {
      return texts.size();
    }
    if (type == FileVersion.class) {
      return texts.version();
    }
    if (type.isEnum()) {
      return texts.oneOf((Class<? extends Enum>) type);
    }
    if (isFamily(type)) {
      return new KindShape<>(type, this);
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (isFamily(parent)) {
        return of(parent);
      }
    }
    return type.isRecord() ? ofFields(type) : new Other<>(type, mapper);
  }

  private static boolean isFamily(Class<?> type) {
    if (!type.isSealed() || !type.isInterface()) {
      return false;
    }
    for (Class<?> kind : type.getPermittedSubclasses()) {
      if (!kind.isRecord()) {
        return false;
      }
    }
    return true;
  }

  /** What Jackson knows best, such as its own trees. */
  private static final class Other<T> extends Shape<T> {
    private final Class<T> type;
    private final Supplier<? extends ObjectMapper> mapper;

    Other(Class<T> type, Supplier<? extends ObjectMapper> mapper) {
      this.type = type;
      this.mapper = mapper;
    }

    @Override
    T read(JsonParser parser) {
      return mapper.get().readerFor(type).without(FAIL_ON_TRAILING_TOKENS).readValue(parser);
    }

    @Override
    void write(T value, JsonGenerator out) {
      mapper.get().writeValue(out, value);
    }
  }
}
