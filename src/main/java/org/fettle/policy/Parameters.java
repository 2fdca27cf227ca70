package org.fettle.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.json.Node;
import org.fettle.json.Place;

/** Brings a policy's declared parameters and the values given for them together. */
final class Parameters {
  private Parameters() {}

  /**
   * The values to try a policy with: defaults, examples, or made up. A declaration that is a
   * mistake, told here, declares its name all the same.
   */
  static Map<String, Parameter> samples(Node.Fields policy, Mistakes mistakes) {
    Map<String, Parameter> samples = new HashMap<>();
    for (Node.Field field : declared(policy)) {
      if (!Id.isId(field.name())) {
        mistakes.add(
            field.place(),
            "Expected "
                + Leaf.ID.expected()
                + ", as the name of a parameter, but found "
                + Mistakes.quoted(field.name())
                + ".");
      }
      // What is wrong with the declaration itself is told where the policy is bound.
      PolicyFile.ParameterFile file = declaration(field).orElse(null);
      samples.put(field.name(), file == null ? new Parameter.Broken() : sample(file, mistakes));
    }
    return samples;
  }

  /** The values given, and the defaults of what is not. */
  static Map<String, Parameter> given(
      Node.Fields policy, Optional<Node> given, Place at, Mistakes mistakes) {
    Map<String, Parameter> values = new HashMap<>();
    List<Node.Field> declared = declared(policy);
    Node.Fields none = new Node.Fields(at, List.of());
    Node.Fields fields = given.orElse(none) instanceof Node.Fields said ? said : none;
    for (Node.Field field : declared) {
      PolicyFile.ParameterFile file = declaration(field).orElse(null);
      Optional<Node> value = fields.field(field.name()).map(Node.Field::value);
      Parameter parameter = new Parameter.Broken();
      if (file != null && value.isPresent()) {
        parameter = value(value.get(), file, mistakes);
      } else if (file != null && file.otherwise().isPresent()) {
        parameter = value(file.otherwise().get(), file, new Mistakes(""));
      } else if (file != null) {
        mistakes.add(
            at,
            "The parameter '"
                + field.name()
                + "' needs a value: "
                + expected(file)
                + ". "
                + file.about());
      }
      values.put(field.name(), parameter);
    }
    List<String> names = declared.stream().map(Node.Field::name).toList();
    for (Node.Field field : fields.fields()) {
      if (!values.containsKey(field.name())) {
        mistakes.add(
            field.place(),
            "Unknown parameter "
                + Mistakes.quoted(field.name())
                + mistakes.didYouMean(field.name(), names)
                + (names.isEmpty()
                    ? " The policy has none."
                    : " The policy has " + Mistakes.listed(names, "and") + "."));
      }
    }
    return values;
  }

  /**
   * Values as a file would have them, and the examples of parameters with neither value nor
   * default.
   */
  static Node withExamples(Node.Fields policy, Map<String, ?> values) {
    List<Node.Field> fields = new ArrayList<>();
    values.forEach(
        (name, value) -> fields.add(new Node.Field(name, policy.place(), node(policy, value))));
    for (Node.Field field : declared(policy)) {
      declaration(field)
          .filter(file -> !values.containsKey(field.name()) && file.otherwise().isEmpty())
          .flatMap(PolicyFile.ParameterFile::example)
          .ifPresent(node -> fields.add(new Node.Field(field.name(), field.place(), node)));
    }
    return new Node.Fields(policy.place(), fields);
  }

  private static Node node(Node.Fields policy, Object value) {
    Node.Kind kind =
        switch (value) {
          case Integer number -> Node.Kind.INTEGER;
          case Long number -> Node.Kind.INTEGER;
          case Boolean truth -> Node.Kind.BOOLEAN;
          default -> Node.Kind.TEXT;
        };
    return value instanceof List<?> items
        ? new Node.Items(
            policy.place(), items.stream().<Node>map(item -> node(policy, item)).toList())
        : new Node.Scalar(policy.place(), kind, value.toString());
  }

  private static List<Node.Field> declared(Node.Fields policy) {
    return policy.field("parameters").map(Node.Field::value).orElse(null)
            instanceof Node.Fields fields
        ? fields.fields()
        : List.of();
  }

  private static Optional<PolicyFile.ParameterFile> declaration(Node.Field field) {
    return new Binder(new Mistakes(""), Scope.PLAIN)
        .bind(field.value(), PolicyFile.ParameterFile.class);
  }

  private static Parameter sample(PolicyFile.ParameterFile file, Mistakes mistakes) {
    Optional<Parameter> example = file.example().map(node -> value(node, file, mistakes));
    Optional<Parameter> otherwise = file.otherwise().map(node -> value(node, file, mistakes));
    return otherwise
        .or(() -> example)
        .orElseGet(() ->
            new Parameter.MadeUp(
                switch (file.type()) {
                  case TEXT -> new Parameter.Text("sample");
                  case LIST -> new Parameter.Texts(List.of("sample"));
                  case NUMBER -> new Parameter.Number(1);
                  case BOOLEAN -> new Parameter.Truth(true);
                  case CHOICE -> new Parameter.Text(file.choices().getFirst());
                }));
  }

  private static Parameter value(Node node, PolicyFile.ParameterFile file, Mistakes mistakes) {
    Optional<Parameter> value =
        switch (file.type()) {
          case TEXT -> text(node).map(Parameter.Text::new);
          case LIST -> texts(node).map(Parameter.Texts::new);
          case NUMBER -> number(node);
          case BOOLEAN ->
              node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.BOOLEAN
                  ? Optional.of(new Parameter.Truth(Boolean.parseBoolean(scalar.text())))
                  : Optional.empty();
          case CHOICE -> text(node).filter(file.choices()::contains).map(Parameter.Text::new);
        };
    if (value.isPresent()) {
      return value.get();
    }
    String near =
        file.type() == PolicyFile.Type.CHOICE
            ? text(node).map(text -> mistakes.didYouMean(text, file.choices())).orElse(".")
            : ".";
    mistakes.add(
        node.place(),
        "Expected "
            + expected(file)
            + ", but found "
            + Mistakes.named(node)
            + (file.type() == PolicyFile.Type.LIST && node instanceof Node.Items
                ? " that holds more than texts"
                : "")
            + near);
    return new Parameter.Broken();
  }

  private static String expected(PolicyFile.ParameterFile file) {
    return switch (file.type()) {
      case TEXT -> "a text";
      case LIST -> "a list of texts, such as [one, two]";
      case NUMBER -> "a whole number";
      case BOOLEAN -> "true or false";
      case CHOICE -> "one of " + Mistakes.listed(file.choices(), "or");
    };
  }

  private static Optional<String> text(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private static Optional<List<String>> texts(Node node) {
    if (!(node instanceof Node.Items items)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Node item : items.items()) {
      Optional<String> text = text(item);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(texts);
  }

  private static Optional<Parameter> number(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.INTEGER) {
      try {
        return Optional.of(new Parameter.Number(Long.parseLong(scalar.text())));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
