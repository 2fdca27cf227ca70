package org.fettle.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What holds values of other shapes. It may be left out, and is when it is empty. Order is kept
 * where the collection has one; else it is the order of the words, so that equal values are written
 * alike.
 */
final class Containers {
  private Containers() {}

  static final class Maybe<T> extends Shape<Optional<T>> {
    private final Shape<T> content;

    Maybe(Shape<T> content) {
      this.content = content;
    }

    @Override
    Optional<T> read(JsonParser parser) {
      return Optional.of(content.read(parser));
    }

    @Override
    void write(Optional<T> value, JsonGenerator out) {
      if (value.isPresent()) {
        content.write(value.get(), out);
      } else {
        out.writeNull();
      }
    }

    @Override
    boolean isLeftOut(Optional<T> value) {
      return value.isEmpty();
    }

    @Override
    Optional<T> leftOut() {
      return Optional.empty();
    }
  }

  static final class ListOf<T> extends Shape<List<T>> {
    private final Shape<T> member;

    ListOf(Shape<T> member) {
      this.member = member;
    }

    @Override
    List<T> read(JsonParser parser) {
      List<T> members = new ArrayList<>();
      addMembers(parser, member, members);
      return List.copyOf(members);
    }

    @Override
    void write(List<T> value, JsonGenerator out) {
      writeMembers(value, member, out);
    }

    @Override
    boolean isLeftOut(List<T> value) {
      return value.isEmpty();
    }

    @Override
    List<T> leftOut() {
      return List.of();
    }
  }

  static final class SetOf<T> extends Shape<Set<T>> {
    private final Shape<T> member;

    SetOf(Shape<T> member) {
      this.member = member;
    }

    @Override
    Set<T> read(JsonParser parser) {
      List<T> members = new ArrayList<>();
      addMembers(parser, member, members);
      SequencedSet<T> set = new LinkedHashSet<>(members);
      if (set.size() < members.size()) {
        throw mistake(parser, "The list holds something twice.");
      }
      return Collections.unmodifiableSequencedSet(set);
    }

    @Override
    void write(Set<T> value, JsonGenerator out) {
      boolean ordered = value instanceof SequencedSet || value instanceof java.util.EnumSet<?>;
      writeMembers(ordered ? value : value.stream().sorted().toList(), member, out);
    }

    @Override
    boolean isLeftOut(Set<T> value) {
      return value.isEmpty();
    }

    @Override
    Set<T> leftOut() {
      return Set.of();
    }
  }

  static final class MapOf<K, V> extends Shape<Map<K, V>> {
    private final TextShape<K> key;
    private final Shape<V> value;

    MapOf(TextShape<K> key, Shape<V> value) {
      this.key = key;
      this.value = value;
    }

    @Override
    Map<K, V> read(JsonParser parser) {
      expect(parser, JsonToken.START_OBJECT, "an object");
      SequencedMap<K, V> entries = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String word = parser.currentName();
        K name = key.parse(word, parser);
        if (entries.containsKey(name)) {
          throw mistake(parser, quoted(word) + " is given twice.");
        }
        parser.nextToken();
        entries.put(name, value.read(parser));
      }
      return Collections.unmodifiableSequencedMap(entries);
    }

    @Override
    void write(Map<K, V> map, JsonGenerator out) {
      Map<String, V> entries =
          map instanceof SequencedMap ? new LinkedHashMap<>() : new java.util.TreeMap<>();
      map.forEach((name, content) -> entries.put(key.text(name), content));
      out.writeStartObject();
      entries.forEach((word, content) -> {
        out.writeName(word);
        value.write(content, out);
      });
      out.writeEndObject();
    }

    @Override
    boolean isLeftOut(Map<K, V> map) {
      return map.isEmpty();
    }

    @Override
    Map<K, V> leftOut() {
      return Map.of();
    }
  }

  private static <T> void addMembers(JsonParser parser, Shape<T> member, List<T> members) {
    Shape.expect(parser, JsonToken.START_ARRAY, "a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      members.add(member.read(parser));
    }
  }

  private static <T> void writeMembers(Collection<T> members, Shape<T> member, JsonGenerator out) {
    out.writeStartArray();
    members.forEach(content -> member.write(content, out));
    out.writeEndArray();
  }
}
