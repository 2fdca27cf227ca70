package org.fettle.policy;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at a place of a file, worked out from the Java type that holds it. Reading and the
 * JSON Schema both follow it, so they cannot disagree.
 */
sealed interface Form
    permits Leaf, Form.Words, Form.Many, Form.Table, Form.Fields, Form.Kinds, Form.Held {
  /** What is expected, for a mistake's sentence: {@code a text}. */
  String expected();

  /** One of some fixed words. */
  record Words(String noun, Map<String, Object> words) implements Form {
    @Override
    public String expected() {
      return "one of " + Mistakes.listed(words.keySet(), "or");
    }
  }

  /** A list. */
  record Many(Form of, boolean isSet) implements Form {
    @Override
    public String expected() {
      return of == Leaf.TEXT || of == Leaf.PATH
          ? "a list of texts, such as [one, two]"
          : of == Leaf.PROGRAM ? "a list of file names of programs, such as [lync.exe]" : "a list";
    }
  }

  /** Names of the author's own, each with a value. */
  record Table(Form of) implements Form {
    @Override
    public String expected() {
      return "a mapping of names to values";
    }
  }

  /** A record: fixed names, each with a value. */
  record Fields(
      String noun, String about, Map<String, Component> components, Constructor<?> constructor)
      implements Form {
    @Override
    public String expected() {
      return noun + ", with the keys " + Mistakes.listed(components.keySet(), "and");
    }

    /** Whether it is written as its only component, as in {@code not: { … }}. */
    Optional<Component> only() {
      return components.size() == 1
          ? Optional.of(components.values().iterator().next())
          : Optional.empty();
    }
  }

  /** A sealed interface of records: exactly one key, the kind; the word is what people call it. */
  record Kinds(String noun, String word, SortedMap<String, Class<?>> kinds) implements Form {
    @Override
    public String expected() {
      return noun + ", such as " + kinds.lastKey() + ": …";
    }

    Fields kind(String word) {
      Class<?> type = kinds.get(word);
      if (type == null) {
        throw new IllegalArgumentException("There is no kind " + word + ".");
      }
      return (Fields) Forms.of(type);
    }
  }

  /** Kept as it stands until what it needs is known. */
  record Held(Class<?> type) implements Form {
    @Override
    public String expected() {
      return Forms.of(type).expected();
    }
  }

  /** One word of a record, and what may stand behind it. */
  record Component(
      String word,
      String about,
      Form form,
      boolean isOptional,
      boolean isRequired,
      int index,
      @Nullable Bounds bounds) {
    /** What the record gets where the file says nothing; null where it has to say something. */
    @Nullable Object absent() {
      if (isRequired) {
        return null;
      }
      if (isOptional) {
        return Optional.empty();
      }
      return switch (form) {
        case Many many -> many.isSet ? Set.of() : List.of();
        case Table table -> Map.of();
        default -> null;
      };
    }
  }
}
