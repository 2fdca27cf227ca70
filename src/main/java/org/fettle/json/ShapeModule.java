package org.fettle.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.ser.Serializers;

/** Gives Jackson the shapes. */
final class ShapeModule extends JacksonModule {
  private final Shapes shapes;

  ShapeModule(Shapes shapes) {
    this.shapes = shapes;
  }

  @Override
  public String getModuleName() {
    return "fettle";
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void setupModule(SetupContext context) {
    context.addSerializers(new Writers());
    context.addDeserializers(new Readers());
  }

  private final class Writers implements Serializers {
    @Override
    public @Nullable ValueSerializer<?> findSerializer(
        SerializationConfig config,
        JavaType type,
        BeanDescription.Supplier description,
        JsonFormat.@Nullable Value format) {
      return Shapes.covers(type.getRawClass()) ? new Writer<>(shapes.of(type.getRawClass())) : null;
    }
  }

  private final class Readers extends Deserializers.Base {
    @Override
    public @Nullable ValueDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
      return reader(type);
    }

    @Override
    public @Nullable ValueDeserializer<?> findEnumDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
      return reader(type);
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
      return Shapes.covers(type);
    }

    private @Nullable ValueDeserializer<?> reader(JavaType type) {
      Class<?> raw = type.getRawClass();
      return Shapes.covers(raw) ? new Reader<>(raw, shapes) : null;
    }
  }

  private static final class Writer<T> extends ValueSerializer<T> {
    private final Shape<T> shape;

    Writer(Shape<T> shape) {
      this.shape = shape;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      shape.write(value, out);
    }
  }

  private static final class Reader<T> extends ValueDeserializer<T> {
    private final Class<T> type;
    private final Shapes shapes;

    Reader(Class<T> type, Shapes shapes) {
      this.type = type;
      this.shapes = shapes;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return shapes.read(parser, type);
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      throw Shape.mistake(context.getParser(), "Expected a value, found nothing.");
    }
  }
}
