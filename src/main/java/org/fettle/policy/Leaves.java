package org.fettle.policy;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.check.Programs;
import org.fettle.json.Node;
import org.fettle.json.Place;
import org.fettle.windows.ByteSize;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.jspecify.annotations.Nullable;

/** Makes single values of scalars: texts, numbers, durations, keys, words. */
final class Leaves {
  private final Mistakes mistakes;
  private final Placeholders placeholders;
  private final boolean isMachine;

  Leaves(Mistakes mistakes, Placeholders placeholders, boolean isMachine) {
    this.mistakes = mistakes;
    this.placeholders = placeholders;
    this.isMachine = isMachine;
  }

  /** Tells that something else stands here. */
  @Nullable Object wrong(Node node, Form form) {
    return wrong(node, form.expected());
  }

  /** The same, with what is expected in words. */
  @Nullable Object wrong(Node node, String expected) {
    return wrong(node.place(), Mistakes.named(node), expected);
  }

  private @Nullable Object wrong(Place place, String found, Form form) {
    return wrong(place, found, form.expected());
  }

  private @Nullable Object wrong(Place place, String found, String expected) {
    mistakes.add(place, "Expected " + expected + ", but found " + found + ".");
    return null;
  }

  @Nullable Object bind(Node node, Leaf leaf) {
    if (leaf == Leaf.NODE) {
      return node;
    }
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Node.Kind.NOTHING) {
      return wrong(node, leaf);
    }
    if (leaf.isText()) {
      return text(scalar, leaf, leaf);
    }
    Optional<String> name = placeholders.whole(scalar.text());
    if (name.isPresent() && scalar.kind() == Node.Kind.TEXT) {
      return whole(scalar, name.get(), leaf);
    }
    return switch (leaf) {
      case BOOLEAN ->
          scalar.kind() == Node.Kind.BOOLEAN ? Boolean.valueOf(scalar.text()) : wrong(node, leaf);
      default -> scalar.kind() == Node.Kind.INTEGER ? number(scalar, leaf) : wrong(node, leaf);
    };
  }

  /** A placeholder that is all of a number or truth value. */
  private @Nullable Object whole(Node.Scalar scalar, String name, Leaf leaf) {
    Parameter parameter = placeholders.parameter(name).orElse(null);
    if (parameter == null) {
      Optional<String> fact = placeholders.expand(scalar.place(), scalar.text(), Leaf.TEXT);
      return fact.isEmpty() ? null : wrong(scalar.place(), "the fact '" + name + "', a text", leaf);
    }
    if (parameter instanceof Parameter.Broken) {
      return null;
    }
    if (leaf == Leaf.BOOLEAN && parameter instanceof Parameter.Truth truth) {
      return truth.isTrue();
    }
    if (leaf == Leaf.LONG && parameter instanceof Parameter.Number number) {
      return number.number();
    }
    if (leaf == Leaf.INT
        && parameter instanceof Parameter.Number number
        && number.number() == (int) number.number()) {
      return (int) number.number();
    }
    return wrong(
        scalar.place(), "the parameter '" + name + "', which is " + parameter.noun(), leaf);
  }

  private @Nullable Object number(Node.Scalar scalar, Leaf leaf) {
    try {
      return leaf == Leaf.INT
          ? (Object) Integer.valueOf(scalar.text())
          : (Object) Long.valueOf(scalar.text());
    } catch (NumberFormatException e) {
      mistakes.add(
          scalar.place(), "The number " + Mistakes.quoted(scalar.text()) + " is too large.");
      return null;
    }
  }

  @Nullable Object word(Node node, Form.Words words) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Node.Kind.NOTHING) {
      return wrong(node, words);
    }
    return text(scalar, Leaf.TEXT, words);
  }

  private @Nullable Object text(Node.Scalar scalar, Leaf leaf, Form form) {
    int guesses = placeholders.guesses();
    Optional<String> text = placeholders.expand(scalar.place(), scalar.text(), leaf);
    return text.isEmpty()
        ? null
        : given(scalar.place(), text.get(), form, guesses != placeholders.guesses());
  }

  /**
   * The value of a text in which everything is replaced already.
   *
   * @param isGuess whether part of it is made up, so that it is no mistake when it does not fit
   */
  @Nullable Object given(Place place, String text, Form form, boolean isGuess) {
    if (isGuess) {
      return new Leaves(new Mistakes(""), placeholders, isMachine).given(place, text, form, false);
    }
    if (form instanceof Form.Words words) {
      Object word = words.words().get(text);
      if (word == null) {
        mistakes.add(
            place,
            "Expected "
                + words.expected()
                + ", but found "
                + Mistakes.quoted(text)
                + mistakes.didYouMean(text, words.words().keySet()));
      }
      return word;
    }
    if (!(form instanceof Leaf leaf) || !leaf.isText()) {
      return wrong(place, "the text " + Mistakes.quoted(text), form);
    }
    return switch (leaf) {
      case KEY -> key(place, text);
      case STORE -> store(place, text);
      case PROGRAM -> orWrong(place, text, leaf, Programs.isName(text) ? text : null);
      case DURATION -> orWrong(place, text, leaf, Durations.parse(text).orElse(null));
      case TIME -> orWrong(place, text, leaf, time(text));
      case SIZE -> parsed(place, text, leaf, ByteSize::parse);
      case FILE_VERSION -> parsed(place, text, leaf, FileVersion::parse);
      case ID -> Id.isId(text) ? new Id(text, place) : orWrong(place, text, leaf, null);
      case VERSION ->
          Version.isVersion(text) ? new Version(text) : orWrong(place, text, leaf, null);
      default -> text;
    };
  }

  private @Nullable Object orWrong(Place place, String text, Leaf leaf, @Nullable Object value) {
    return value == null ? wrong(place, Mistakes.quoted(text), leaf) : value;
  }

  private @Nullable Object parsed(
      Place place, String text, Leaf leaf, Function<String, Object> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      return orWrong(place, text, leaf, null);
    }
  }

  private @Nullable Object key(Place place, String text) {
    try {
      RegistryKey key = RegistryKey.parse(text);
      if (isMachine && key.hive() == Hive.HKCU) {
        mistakes.add(
            place, "HKCU is a user's, and the rule is for: machine; it needs for: each-user.");
        return null;
      }
      return key;
    } catch (IllegalArgumentException e) {
      mistakes.add(place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Object store(Place place, String text) {
    try {
      CertificateStore store = CertificateStore.parse(text);
      if (isMachine && store.location() == CertificateStore.Location.CURRENT_USER) {
        mistakes.add(
            place,
            "CurrentUser is a user's, and the rule is for: machine; it needs for: each-user.");
        return null;
      }
      return store;
    } catch (IllegalArgumentException e) {
      mistakes.add(place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Whether a number lies within its bounds; tells it otherwise. */
  boolean isWithin(Node.Field field, Object value, @Nullable Bounds bounds) {
    if (bounds == null || !(value instanceof Integer number)) {
      return true;
    }
    if (number >= bounds.least() && number <= bounds.most()) {
      return true;
    }
    mistakes.add(
        field.value().place(),
        "'"
            + field.name()
            + "' goes from "
            + bounds.least()
            + " to "
            + bounds.most()
            + ", not "
            + number
            + ".");
    return false;
  }

  private static @Nullable LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
