package org.fettle.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fettle.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (draft 2020-12) of policies and assignments, for editors. It is made of the same
 * forms that the files are read by, and refuses nothing that reading takes.
 */
public final class Schema {
  private static final String PLACEHOLDER = "^\\$\\{[^}]+\\}$";
  private static final List<String> TEXT = List.of("string", "number", "boolean");

  private final Map<String, Object> definitions = new TreeMap<>();
  private boolean isFilled;

  private Schema() {}

  /** Of a policy file. */
  public static String policy() {
    return new Schema().of("Fettle policy", PolicyFile.class);
  }

  /** Of an assignment file. */
  public static String assignment() {
    return new Schema().of("Fettle assignment", AssignmentFile.class);
  }

  private String of(String title, Class<?> type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.putAll(fields((Form.Fields) Forms.of(type)));
    schema.put("$defs", definitions);
    return JsonText.of(schema);
  }

  private Map<String, Object> of(Form form, @Nullable Bounds bounds) {
    return switch (form) {
      case Leaf leaf -> leaf(leaf, bounds);
      case Form.Words words -> words(words);
      case Form.Many many -> orPlaceholder(map("type", "array", "items", of(many.of(), null)));
      case Form.Table table -> map("type", "object", "additionalProperties", of(table.of(), null));
      case Form.Fields fields -> reference(fields.noun(), () -> fields(fields));
      case Form.Kinds kinds -> reference(kinds.noun(), () -> kinds(kinds));
      case Form.Held held -> {
        // In what is kept for later, parameters are filled in.
        boolean wasFilled = isFilled;
        isFilled = true;
        Map<String, Object> schema = of(Forms.of(held.type()), null);
        isFilled = wasFilled;
        yield schema;
      }
    };
  }

  /** Defined once, before its content is worked out: a check holds checks. */
  private Map<String, Object> reference(
      String noun, java.util.function.Supplier<Map<String, Object>> content) {
    String name = noun.substring(noun.indexOf(' ') + 1).replace(' ', '-');
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, content.get());
    }
    return map("$ref", "#/$defs/" + name);
  }

  private Map<String, Object> fields(Form.Fields form) {
    Map<String, Object> schema = described(form.about(), map("type", "object"));
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Form.Component component : form.components().values()) {
      properties.put(
          component.word(), described(component.about(), of(component.form(), component.bounds())));
      if (component.isRequired()) {
        required.add(component.word());
      }
    }
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> kinds(Form.Kinds form) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String word : form.kinds().keySet()) {
      Form.Fields kind = form.kind(word);
      properties.put(
          word,
          kind.only()
              .map(only -> described(kind.about(), of(only.form(), only.bounds())))
              .orElseGet(() -> fields(kind)));
    }
    return map(
        "type",
        "object",
        "properties",
        properties,
        "additionalProperties",
        false,
        "minProperties",
        1,
        "maxProperties",
        1);
  }

  private Map<String, Object> words(Form.Words form) {
    List<Object> words = new ArrayList<>(form.words().keySet());
    for (String word : form.words().keySet()) {
      // YAML takes the word 64 for a number.
      if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
        words.add(Integer.valueOf(word));
      }
    }
    return orPlaceholder(map("enum", words));
  }

  private Map<String, Object> leaf(Leaf leaf, @Nullable Bounds bounds) {
    return switch (leaf) {
      case TEXT, PATTERN, PATH -> map("type", TEXT);
      case PROGRAM -> pattern("^([^\\\\/:*?\"<>|]*[^\\\\/:*?\"<>|\\s]\\.[A-Za-z0-9]+|.*\\$\\{.*)$");
      case LONG, INT -> {
        Map<String, Object> schema = map("type", "integer");
        if (bounds != null) {
          schema.put("minimum", bounds.least());
          schema.put("maximum", bounds.most());
        }
        yield orPlaceholder(schema);
      }
      case BOOLEAN -> orPlaceholder(map("type", "boolean"));
      case DURATION -> orPlaceholder(pattern("^[0-9]{1,6}[smhd]$"));
      case TIME -> orPlaceholder(pattern("^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"));
      case KEY ->
          pattern(
              "^([Hh][Kk]([Ll][Mm]|[Uu]|[Cc][Rr]|[Cc][Uu]|[Ee][Yy]_[A-Za-z_]+)(32)?(\\\\|$)|.*\\$\\{)");
      case STORE -> pattern("^((([Cc]urrent[Uu]ser)|([Ll]ocal[Mm]achine))\\\\[A-Za-z]|.*\\$\\{)");
      case VALUE -> reference("a registry value", this::value);
      case SIZE -> orPlaceholder(pattern("^[0-9]{1,6} ?(B|KB|MB|GB)$"));
      case FILE_VERSION -> orPlaceholder(pattern("^[0-9]{1,5}(\\.[0-9]{1,5}){3}$"));
      case ID -> {
        Map<String, Object> schema = pattern("^[a-z0-9]+(-[a-z0-9]+)*$");
        schema.put("maxLength", 100);
        yield schema;
      }
      case VERSION -> pattern("^(0|[1-9][0-9]{0,8})(\\.(0|[1-9][0-9]{0,8})){2}$");
      case NODE ->
          map(
              "anyOf",
              List.of(map("type", TEXT), map("type", "array", "items", map("type", TEXT))));
    };
  }

  private Map<String, Object> value() {
    Map<String, Object> typed = kinds((Form.Kinds) Forms.of(ValueFile.class));
    Map<String, Object> any = fields((Form.Fields) Forms.of(ValueFile.AnyFile.class));
    return map("anyOf", List.of(typed, any));
  }

  private Map<String, Object> orPlaceholder(Map<String, Object> schema) {
    return isFilled ? map("anyOf", List.of(schema, pattern(PLACEHOLDER))) : schema;
  }

  private static Map<String, Object> pattern(String pattern) {
    return map("type", "string", "pattern", pattern);
  }

  private static Map<String, Object> described(String about, Map<String, Object> schema) {
    Map<String, Object> described = new LinkedHashMap<>();
    if (!about.isEmpty()) {
      described.put("description", about);
    }
    described.putAll(schema);
    return described;
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
