package org.fettle.policy;

import java.util.Map;
import java.util.Optional;
import org.fettle.json.Node;
import org.fettle.json.Place;

/**
 * An assignment and what its file said, for whoever compares it with another.
 *
 * @param parameters by policy: what each of its parameters stands for, defaults among them
 */
record ReadAssignment(
    String file,
    Node.Fields root,
    Assignment assignment,
    Map<String, Map<String, Parameter>> parameters) {

  /** Where the word stands, or where the file begins. */
  Place place(String word) {
    return root.field(word).map(Node.Field::place).orElse(root.place());
  }

  /** Whether the file has the word. */
  boolean says(String word) {
    return root.field(word).isPresent();
  }

  /** Where a name stands below a word of a policy's part; the nearest thing around it if not. */
  Place place(String policy, String word, String name) {
    Optional<Node.Fields> part = part(policy);
    Optional<Node.Field> field = part.flatMap(fields -> fields.field(word));
    Optional<Node.Field> below =
        field
            .map(Node.Field::value)
            .flatMap(value ->
                value instanceof Node.Fields fields ? fields.field(name) : Optional.empty());
    return below
        .or(() -> field)
        .or(() -> part.flatMap(fields -> fields.field("policy")))
        .map(Node.Field::place)
        .orElse(root.place());
  }

  private Optional<Node.Fields> part(String policy) {
    if (root.field("policies").map(Node.Field::value).orElse(null) instanceof Node.Items items) {
      for (Node item : items.items()) {
        if (item instanceof Node.Fields fields
            && fields.field("policy").map(Node.Field::value).orElse(null)
                instanceof Node.Scalar scalar
            && scalar.text().equals(policy)) {
          return Optional.of(fields);
        }
      }
    }
    return Optional.empty();
  }
}
