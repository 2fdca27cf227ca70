package org.fettle.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fettle.json.Node;
import org.fettle.json.Place;

/** Makes a policy of its file and tells every mistake in it. */
final class PolicyReader {
  /** The most rules of a policy. */
  static final int MOST_RULES = 10_000;

  private final SourceFile file;
  private final Mistakes mistakes;
  private final Map<String, Parameter> parameters;

  PolicyReader(SourceFile file, Mistakes mistakes, Map<String, Parameter> parameters) {
    this.file = file;
    this.mistakes = mistakes;
    this.parameters = parameters;
  }

  /** The policy, unless there are mistakes. */
  Optional<Policy> read(Node.Fields root) {
    Optional<PolicyFile> said = new Binder(mistakes, Scope.PLAIN).bind(root, PolicyFile.class);
    List<Node> nodes =
        root.field("rules").map(Node.Field::value).orElse(null) instanceof Node.Items items
            ? items.items()
            : List.of();
    if (nodes.size() > MOST_RULES) {
      mistakes.add(
          nodes.get(MOST_RULES).place(),
          "A policy holds at most " + MOST_RULES + " rules; this one has " + nodes.size() + ".");
      return Optional.empty();
    }
    List<Rule> rules = new ArrayList<>();
    for (Node node : nodes) {
      rule(node).ifPresent(rules::add);
    }
    new Requirements(mistakes).check(nodes);
    return said.isPresent() && mistakes.isEmpty() && rules.size() == nodes.size()
        ? Optional.of(
            new Policy(
                said.get().policy().text(),
                said.get().version().text(),
                said.get().title(),
                file.digest(),
                rules))
        : Optional.empty();
  }

  /** The ids of a policy's rules, with the place of each. */
  static Map<String, Place> ids(List<Node> rules) {
    Map<String, Place> ids = new HashMap<>();
    for (Node rule : rules) {
      textOf(rule, "id").ifPresent(id -> ids.putIfAbsent(id.text(), id.place()));
    }
    return ids;
  }

  private Optional<Rule> rule(Node node) {
    Optional<PolicyFile.RuleFile> said =
        new Binder(mistakes, Scope.of(parameters)).bind(node, PolicyFile.RuleFile.class);
    // Looked at beside the rest, so that a mistake there does not hide one here.
    boolean isMachine = textOf(node, "for").map(Node.Scalar::text).orElse("").equals("machine");
    Optional<CheckTemplate> when = template(node, "when", isMachine);
    Optional<CheckTemplate> check = template(node, "check", isMachine);
    if (said.isEmpty() || check.isEmpty() || (said.get().when().isPresent() && when.isEmpty())) {
      return Optional.empty();
    }
    PolicyFile.RuleFile rule = said.get();
    return Optional.of(
        new Rule(
            rule.id().text(),
            rule.title(),
            rule.why(),
            rule.sources(),
            rule.category().orElse("general"),
            rule.severity(),
            rule.scope(),
            when,
            rule.requires().stream().map(Id::text).toList(),
            check.get(),
            rule.reportOnly().orElse(false),
            rule.disruption().orElse(Rule.Disruption.NONE),
            rule.closed(),
            rule.oneAtATime().map(Id::text),
            rule.advice().orElse(""),
            rule.symptoms()));
  }

  private Optional<CheckTemplate> template(Node rule, String word, boolean isMachine) {
    return rule instanceof Node.Fields fields
        ? fields
            .field(word)
            .flatMap(field -> Templates.of(field.value(), parameters, isMachine, mistakes))
        : Optional.empty();
  }

  private static Optional<Node.Scalar> textOf(Node rule, String word) {
    return rule instanceof Node.Fields fields
            && fields.field(word).map(Node.Field::value).orElse(null) instanceof Node.Scalar scalar
        ? Optional.of(scalar)
        : Optional.empty();
  }

  /** Looks after what rules say of each other. */
  private record Requirements(Mistakes mistakes) {
    void check(List<Node> rules) {
      Map<String, Place> ids = new HashMap<>();
      Map<String, List<Node.Scalar>> requires = new LinkedHashMap<>();
      for (Node rule : rules) {
        textOf(rule, "id")
            .ifPresent(id -> {
              Place first = ids.putIfAbsent(id.text(), id.place());
              if (first != null) {
                mistakes.add(
                    id.place(),
                    "The rule id "
                        + Mistakes.quoted(id.text())
                        + " stands in line "
                        + first.line()
                        + " already; each rule needs its own.");
              }
              requires.putIfAbsent(id.text(), required(rule));
            });
      }
      Set<String> known = ids.keySet();
      for (List<Node.Scalar> list : requires.values()) {
        for (Node.Scalar required : list) {
          if (Id.isId(required.text()) && !known.contains(required.text())) {
            mistakes.add(
                required.place(),
                "There is no rule "
                    + Mistakes.quoted(required.text())
                    + " in this policy"
                    + mistakes.didYouMean(required.text(), known));
          }
        }
      }
      new Cycles(mistakes, requires).tell();
    }

    private static List<Node.Scalar> required(Node rule) {
      List<Node.Scalar> required = new ArrayList<>();
      if (rule instanceof Node.Fields fields
          && fields.field("requires").map(Node.Field::value).orElse(null)
              instanceof Node.Items items) {
        for (Node item : items.items()) {
          if (item instanceof Node.Scalar scalar) {
            required.add(scalar);
          }
        }
      }
      return required;
    }
  }
}
