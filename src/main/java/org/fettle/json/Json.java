package org.fettle.json;

import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLReadFeature;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The mappers every file of Fettle is read and written with. Records need no annotations: words are
 * kebab-case, a sealed interface is {@code kind: fields}, what is empty is left out, and whatever
 * is unknown, missing, doubled or of another type is refused with its line and column.
 */
public final class Json {
  /** The largest YAML file that is read, in characters. */
  public static final int LARGEST_FILE = 16 * 1024 * 1024;

  /** The deepest nesting that is read. */
  public static final int DEEPEST_NESTING = 100;

  // A registry path of 512 names of 255 characters, with room to spare.
  private static final int LONGEST_WORD = 200_000;

  private Json() {}

  /**
   * JSON on one line. What a terminal or an editor would obey (control, direction and line
   * separator characters) is escaped.
   */
  public static JsonMapper mapper() {
    return CompactMapper.MAPPER;
  }

  /** The same JSON for people, indented by two blanks, with {@code \n} on every system. */
  public static ObjectWriter indented() {
    return Indented.WRITER;
  }

  /**
   * YAML in block style, one line for each text. What is written without quotes is taken as text
   * where text is expected; aliases are refused.
   */
  public static YAMLMapper yaml() {
    return YamlMapper.MAPPER;
  }

  /**
   * Reads YAML, and so JSON.
   *
   * @throws FileFormatException saying where and what is wrong
   */
  public static <T> T readYaml(String text, Class<T> type) {
    return Yaml.FORMAT.read(text, type);
  }

  /** The value as YAML, see {@link #yaml()}. */
  public static String writeYaml(Object value) {
    return Yaml.FORMAT.write(value);
  }

  /**
   * Reads JSON.
   *
   * @throws FileFormatException saying where and what is wrong
   */
  public static <T> T read(String text, Class<T> type) {
    return Compact.FORMAT.read(text, type);
  }

  /** The value as JSON on one line, see {@link #mapper()}. */
  public static String write(Object value) {
    return Compact.FORMAT.write(value);
  }

  // Each is built when it is first asked for: most commands need one of them, and few a mapper.

  private static final class Compact {
    static final Format FORMAT =
        new Format(
            JsonFactory.builder()
                .characterEscapes(new VisibleEscapes())
                .streamReadConstraints(limits())
                .build(),
            false,
            Json::mapper);
  }

  private static final class CompactMapper {
    static final JsonMapper MAPPER =
        strict(JsonMapper.builder((JsonFactory) Compact.FORMAT.tokens()), Compact.FORMAT.shapes())
            .build();
  }

  private static final class Indented {
    static final ObjectWriter WRITER = mapper().writer().with(printer());

    private static DefaultPrettyPrinter printer() {
      DefaultIndenter newLine = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter().withObjectIndenter(newLine).withArrayIndenter(newLine);
    }
  }

  private static final class Yaml {
    static final Format FORMAT =
        new Format(
            new OneLineYaml(
                YAMLFactory.builder()
                    .streamReadConstraints(limits())
                    .loadSettings(LoadSettings.builder().setCodePointLimit(LARGEST_FILE).build())
                    .stringQuotingChecker(new SafeQuotes())
                    .enable(YAMLReadFeature.EMPTY_DOCUMENT_AS_EMPTY_OBJECT)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                    .enable(YAMLWriteFeature.ALLOW_LONG_KEYS)
                    .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLWriteFeature.SPLIT_LINES)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .disable(YAMLWriteFeature.USE_NATIVE_TYPE_ID)
                    .disable(YAMLWriteFeature.USE_NATIVE_OBJECT_ID)),
            true,
            Json::yaml);
  }

  private static final class YamlMapper {
    static final YAMLMapper MAPPER =
        strict(YAMLMapper.builder((YAMLFactory) Yaml.FORMAT.tokens()), Yaml.FORMAT.shapes())
            .build();
  }

  private static <B extends MapperBuilder<?, B>> B strict(B builder, Shapes shapes) {
    return builder
        .addModule(new ShapeModule(shapes))
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  private static StreamReadConstraints limits() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(DEEPEST_NESTING)
        .maxNameLength(LONGEST_WORD)
        .build();
  }
}
