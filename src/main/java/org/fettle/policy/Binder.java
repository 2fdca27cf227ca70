package org.fettle.policy;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.check.Check;
import org.fettle.json.Node;
import org.fettle.json.Place;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of nodes and tells every mistake on the way. What a mistake leaves open becomes
 * null, and so does everything that needs it; null is thus never a value.
 */
final class Binder {
  private final Mistakes mistakes;
  private final Placeholders placeholders;
  private final Leaves leaves;
  private final Names names;
  private final boolean isMachine;

  Binder(Mistakes mistakes, Scope scope) {
    this.mistakes = mistakes;
    this.placeholders = new Placeholders(mistakes, scope);
    this.leaves = new Leaves(mistakes, placeholders, scope.isMachine());
    this.names = new Names(mistakes);
    this.isMachine = scope.isMachine();
  }

  /** What happened to the placeholders met so far. */
  Placeholders placeholders() {
    return placeholders;
  }

  /** The record of that type, unless there are mistakes. */
  <T> Optional<T> bind(Node node, Class<T> type) {
    return Optional.ofNullable(type.cast(bind(node, Forms.of(type))));
  }

  private @Nullable Object bind(Node node, Form form) {
    return switch (form) {
      case Leaf leaf when leaf == Leaf.VALUE -> registryValue(node);
      case Leaf leaf -> leaves.bind(node, leaf);
      case Form.Words words -> leaves.word(node, words);
      case Form.Many many -> many(node, many);
      case Form.Table table -> table(node, table);
      case Form.Fields fields ->
          node instanceof Node.Fields given
              ? fields(given, fields, fields.noun(), given.place())
              : leaves.wrong(node, fields);
      case Form.Kinds kinds ->
          node instanceof Node.Fields given ? kind(given, kinds) : leaves.wrong(node, kinds);
      case Form.Held held -> node;
    };
  }

  private @Nullable Object many(Node node, Form.Many many) {
    List<@Nullable Object> bound = new ArrayList<>();
    if (node instanceof Node.Items items) {
      for (Node item : items.items()) {
        if (!spliced(item, many.of(), bound)) {
          bound.add(bind(item, many.of()));
        }
      }
    } else if (!spliced(node, many.of(), bound)) {
      return leaves.wrong(node, many);
    }
    if (bound.contains(null)) {
      return null;
    }
    return many.isSet() ? new LinkedHashSet<>(bound) : List.copyOf(bound);
  }

  /** Puts a list parameter's texts where the parameter stands. */
  private boolean spliced(Node node, Form of, List<@Nullable Object> into) {
    if (!(node instanceof Node.Scalar scalar)) {
      return false;
    }
    int guesses = placeholders.guesses();
    Parameter parameter =
        placeholders.whole(scalar.text()).flatMap(placeholders::parameter).orElse(null);
    if (parameter instanceof Parameter.Broken) {
      into.add(null);
      return true;
    }
    if (!(parameter instanceof Parameter.Texts list)) {
      return false;
    }
    for (String text : list.texts()) {
      into.add(leaves.given(scalar.place(), text, of, guesses != placeholders.guesses()));
    }
    return true;
  }

  private @Nullable Object table(Node node, Form.Table table) {
    if (!(node instanceof Node.Fields fields)) {
      return leaves.wrong(node, table);
    }
    Map<String, Object> bound = new LinkedHashMap<>();
    boolean isWhole = !names.tellDuplicates(fields);
    for (Node.Field field : fields.fields()) {
      isWhole &= names.isName(field);
      Object value = bind(field.value(), table.of());
      if (value == null) {
        isWhole = false;
      } else {
        bound.put(field.name(), value);
      }
    }
    return isWhole ? bound : null;
  }

  private @Nullable Object kind(Node.Fields given, Form.Kinds kinds) {
    boolean isWhole = !names.tellDuplicates(given);
    List<Node.Field> known = new ArrayList<>();
    for (Node.Field field : given.fields()) {
      if (!kinds.kinds().containsKey(field.name())) {
        isWhole = false;
        names.tellUnknown(
            field, kinds.word(), kinds.kinds().keySet(), "The " + kinds.word() + "s are");
      } else {
        known.add(field);
      }
    }
    if (given.fields().isEmpty()) {
      mistakes.add(
          given.place(),
          "A "
              + kinds.word()
              + " is missing here; it is one of "
              + Mistakes.listed(kinds.kinds().keySet(), "or")
              + ".");
      return null;
    }
    Object bound = null;
    for (Node.Field field : known) {
      bound = kind(field, kinds.kind(field.name()));
      if (isMachine && bound instanceof Check check && check.isOfUser()) {
        mistakes.add(
            field.place(),
            "What '"
                + field.name()
                + "' judges is a user's, and the rule is for: machine; it needs for: each-user.");
      }
    }
    if (known.size() > 1 && !known.getFirst().name().equals(known.getLast().name())) {
      mistakes.add(
          known.get(1).place(),
          "Two "
              + kinds.word()
              + "s stand here, '"
              + known.getFirst().name()
              + "' and '"
              + known.get(1).name()
              + "', where one is expected"
              + (kinds.kinds().containsKey("all")
                  ? "; put them below 'all' or 'any', each as an item of a list."
                  : "."));
      return null;
    }
    return isWhole && known.size() == 1 ? bound : null;
  }

  private @Nullable Object kind(Node.Field field, Form.Fields kind) {
    Form.Component only = kind.only().orElse(null);
    if (only != null) {
      Object value = bind(field.value(), only.form());
      Object argument = value == null || !only.isOptional() ? value : Optional.of(value);
      return argument == null
          ? null
          : made(kind, new Object[] {argument}, field.value().place(), new Node.Field[0]);
    }
    return field.value() instanceof Node.Fields given
        ? fields(given, kind, "'" + field.name() + "'", field.place())
        : leaves.wrong(
            field.value(),
            "the words of '"
                + field.name()
                + "' ("
                + Mistakes.listed(kind.components().keySet(), "and")
                + ")");
  }

  private @Nullable Object fields(Node.Fields given, Form.Fields form, String noun, Place place) {
    int guesses = placeholders.guesses();
    boolean isWhole = true;
    @Nullable Object[] arguments = new Object[form.components().size()];
    Node.@Nullable Field[] said = new Node.Field[arguments.length];
    Set<String> meant = Set.of();
    for (Node.Field field : given.fields()) {
      Form.Component component = form.components().get(field.name());
      if (component == null) {
        isWhole = false;
        meant = names.tellUnknownKey(field, form, noun, meant);
        continue;
      }
      if (said[component.index()] != null) {
        isWhole = false;
        names.tellDuplicate(field);
      }
      said[component.index()] = field;
      Object value = bind(field.value(), component.form());
      isWhole &= value != null && leaves.isWithin(field, value, component.bounds());
      arguments[component.index()] =
          value != null && component.isOptional() ? Optional.of(value) : value;
    }
    for (Form.Component component : form.components().values()) {
      if (said[component.index()] == null) {
        arguments[component.index()] = component.absent();
        if (component.isRequired()) {
          isWhole = false;
          names.tellMissing(place, noun, component, meant);
        }
      }
    }
    // What stood in for an unknown value proves nothing about the record.
    return isWhole && guesses == placeholders.guesses()
        ? made(form, arguments, given.place(), said)
        : null;
  }

  private @Nullable Object made(
      Form.Fields form, @Nullable Object[] arguments, Place place, Node.@Nullable Field[] said) {
    try {
      return form.constructor().newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        mistakes.add(placeOf(message, said).orElse(place), message);
        return null;
      }
      throw new IllegalStateException("A record could not be made: " + form.noun(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A record could not be made: " + form.noun(), e);
    }
  }

  /** The only component that a record's complaint names, or quotes the value of. */
  private static Optional<Place> placeOf(String message, Node.@Nullable Field[] said) {
    List<Place> named = new ArrayList<>();
    for (Node.Field field : said) {
      if (field != null
          && (message.contains("'" + field.name() + "'")
              || (field.value() instanceof Node.Scalar scalar
                  && !scalar.text().isEmpty()
                  && message.contains("'" + scalar.text() + "'")))) {
        named.add(field.value().place());
      }
    }
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  private @Nullable Object registryValue(Node node) {
    if (!(node instanceof Node.Fields given)) {
      return leaves.wrong(node, Leaf.VALUE);
    }
    boolean isAny = given.field("type").isPresent() || given.field("bytes").isPresent();
    Object value =
        isAny
            ? fields(
                given, (Form.Fields) Forms.of(ValueFile.AnyFile.class), "a value", node.place())
            : kind(given, (Form.Kinds) Forms.of(ValueFile.class));
    try {
      return switch (value) {
        case ValueFile typed -> typed.value();
        case ValueFile.AnyFile any -> any.value();
        case null, default -> null;
      };
    } catch (IllegalArgumentException e) {
      mistakes.add(node.place(), String.valueOf(e.getMessage()));
      return null;
    }
  }
}
