package org.fettle.json;

import java.util.List;
import java.util.Optional;

/** What a YAML or JSON file says, with the place of every name and value. */
public sealed interface Node {
  /** Where it begins. */
  Place place();

  /** A single value, as its text; {@link Kind} tells what the file takes it for. */
  record Scalar(Place place, Kind kind, String text) implements Node {}

  /** A list. */
  record Items(Place place, List<Node> items) implements Node {}

  /** Names with values, in the order of the file; a name may stand there twice. */
  record Fields(Place place, List<Field> fields) implements Node {
    /** The first field of that name. */
    public Optional<Field> field(String name) {
      for (Field field : fields) {
        if (field.name.equals(name)) {
          return Optional.of(field);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A name and its value.
   *
   * @param place where the name begins
   */
  record Field(String name, Place place, Node value) {}

  /** What the file takes a scalar for. */
  enum Kind {
    TEXT,
    INTEGER,
    FRACTION,
    BOOLEAN,
    NOTHING
  }
}
