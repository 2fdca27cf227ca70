package org.fettle.policy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What placeholders stand for in a part of a file.
 *
 * @param parameters by name; null where {@code ${…}} has no meaning at all
 * @param facts by name; null where none may stand
 * @param isMachine whether the part belongs to a rule for the machine, which knows no user
 */
record Scope(
    @Nullable Map<String, Parameter> parameters,
    @Nullable Function<String, Optional<String>> facts,
    boolean isMachine) {
  /** Every text stands for itself. */
  static final Scope PLAIN = new Scope(null, null, false);

  static Scope of(Map<String, Parameter> parameters) {
    return new Scope(parameters, null, false);
  }

  Scope with(Function<String, Optional<String>> facts, boolean isMachine) {
    return new Scope(parameters, facts, isMachine);
  }
}
