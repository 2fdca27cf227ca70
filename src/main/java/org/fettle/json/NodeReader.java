package org.fettle.json;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/**
 * Reads YAML or JSON into {@link Node}s, and refuses what a hostile file would use: deep nesting,
 * long texts, anchors and aliases, tags, several documents, and characters that deceive.
 */
public final class NodeReader {
  /** The longest text or name. */
  public static final int LONGEST_TEXT = 32_768;

  /** The deepest nesting. */
  public static final int DEEPEST = 32;

  /** The most values, for what a file of many tiny ones costs in memory. */
  public static final int MOST_VALUES = 400_000;

  private final JsonParser parser;
  private final String text;
  private final boolean yaml;
  private long codePoints;
  private int values;
  private int index;

  private NodeReader(JsonParser parser, String text, boolean yaml) {
    this.parser = parser;
    this.text = text;
    this.yaml = yaml;
  }

  /** Reads a whole text; its size is the caller's to limit. */
  public static Node read(String text, boolean yaml) throws SyntaxException {
    int refused = Characters.firstRefused(text, 0);
    if (refused >= 0) {
      throw new SyntaxException(
          Place.after(text.substring(0, refused)),
          "This file holds "
              + Characters.name(text.charAt(refused))
              + "; such characters are refused.");
    }
    try (JsonParser parser = yaml ? Formats.yaml(text) : Formats.json(text)) {
      return new NodeReader(parser, text, yaml).document();
    } catch (JacksonException e) {
      throw SyntaxSentences.of(e, text, yaml);
    }
  }

  private Node document() throws SyntaxException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new SyntaxException(Place.START, "The file is empty.");
    }
    Node root = node(first, 0);
    if (parser.nextToken() != null) {
      throw new SyntaxException(
          here(), "The file goes on after its end: only one document may stand in it.");
    }
    return root;
  }

  private Node node(JsonToken token, int depth) throws SyntaxException {
    Place place = here();
    if (++values > MOST_VALUES) {
      throw new SyntaxException(place, "The file holds more than " + MOST_VALUES + " values.");
    }
    if (yaml) {
      refuseReferences(place);
    }
    return switch (token) {
      case START_OBJECT -> fields(place, deeper(place, depth));
      case START_ARRAY -> items(place, deeper(place, depth));
      case VALUE_STRING -> {
        String value = checked(place, parser.getString());
        yield new Node.Scalar(
            place,
            yaml && value.isEmpty() && isNothing() ? Node.Kind.NOTHING : Node.Kind.TEXT,
            value);
      }
      case VALUE_NUMBER_INT -> scalar(place, Node.Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(place, Node.Kind.FRACTION);
      case VALUE_TRUE, VALUE_FALSE -> scalar(place, Node.Kind.BOOLEAN);
      case VALUE_NULL -> scalar(place, Node.Kind.NOTHING);
      default -> throw new SyntaxException(place, "This cannot stand here.");
    };
  }

  private Node fields(Place place, int depth) throws SyntaxException {
    List<Node.Field> fields = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      Place at = here();
      if (yaml) {
        refuseReferences(at);
      }
      String name = checked(at, parser.currentName());
      fields.add(new Node.Field(name, at, node(parser.nextToken(), depth)));
    }
    return new Node.Fields(place, fields);
  }

  private Node items(Place place, int depth) throws SyntaxException {
    List<Node> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(node(token, depth));
    }
    return new Node.Items(place, items);
  }

  private Node scalar(Place place, Node.Kind kind) throws SyntaxException {
    return new Node.Scalar(place, kind, checked(place, parser.getString()));
  }

  /** YAML gives an empty text for nothing at all, too; only the quotes of '' take up room. */
  private boolean isNothing() {
    return parser.currentTokenLocation().getCharOffset()
        == parser.currentLocation().getCharOffset();
  }

  /** Anchors, aliases and tags: what they stand before is not what it seems to be. */
  private void refuseReferences(Place place) throws SyntaxException {
    char first = characterAt(parser.currentTokenLocation().getCharOffset());
    if (first == '*' || first == '&' || first == '!') {
      throw new SyntaxException(
          place,
          "A text that begins with '"
              + first
              + "' must be quoted; what YAML makes of it without quotes ("
              + (first == '*' ? "an alias" : first == '&' ? "an anchor" : "a tag")
              + ") is refused.");
    }
  }

  /** The parser counts code points, and never goes back. */
  private char characterAt(long codePoint) {
    while (codePoints < codePoint && index < text.length()) {
      index += Character.isHighSurrogate(text.charAt(index)) ? 2 : 1;
      codePoints++;
    }
    return index < text.length() ? text.charAt(index) : ' ';
  }

  private static String checked(Place place, String text) throws SyntaxException {
    if (text.length() > LONGEST_TEXT) {
      throw new SyntaxException(
          place,
          "This text has "
              + text.length()
              + " characters; at most "
              + LONGEST_TEXT
              + " are allowed.");
    }
    int refused = Characters.firstRefused(text, 0);
    if (refused >= 0) {
      throw new SyntaxException(
          place,
          "This text holds "
              + Characters.name(text.charAt(refused))
              + "; such characters are refused.");
    }
    return text;
  }

  private static int deeper(Place place, int depth) throws SyntaxException {
    if (depth == DEEPEST) {
      throw new SyntaxException(place, "This is nested deeper than " + DEEPEST + " levels.");
    }
    return depth + 1;
  }

  private Place here() {
    TokenStreamLocation location = parser.currentTokenLocation();
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /**
   * Jackson's own limits are set beyond ours, so that ours speak, but for what only it can watch.
   */
  private static final class Formats {
    private static final StreamReadConstraints LIMITS =
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNestingDepth(2 * DEEPEST)
            .build();

    static JsonParser json(String text) {
      return Json.FACTORY.createParser(ObjectReadContext.empty(), text.toCharArray());
    }

    static JsonParser yaml(String text) {
      return Yaml.FACTORY.createParser(ObjectReadContext.empty(), new StringReader(text));
    }

    /** Loaded for a JSON file only. */
    private static final class Json {
      static final JsonFactory FACTORY =
          JsonFactory.builder()
              .streamReadConstraints(LIMITS)
              .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build();
    }

    /** Loaded for a YAML file only. */
    private static final class Yaml {
      /** The parser copies what is left of a long line each time it fetches as much as this. */
      private static final int BUFFER = 64 * 1024;

      static final YAMLFactory FACTORY =
          YAMLFactory.builder()
              .streamReadConstraints(LIMITS)
              .loadSettings(
                  LoadSettings.builder()
                      .setCodePointLimit(Integer.MAX_VALUE)
                      .setBufferSize(BUFFER)
                      .setUseMarks(true)
                      .build())
              .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
              .build();
    }
  }
}
