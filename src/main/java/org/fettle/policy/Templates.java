package org.fettle.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.check.Check;
import org.fettle.json.Node;

/** Makes check templates: a check that names no fact is made once, any other at each filling. */
final class Templates {
  private Templates() {}

  /** The template, unless there are mistakes; facts are tried with samples. */
  static Optional<CheckTemplate> of(
      Node node, Map<String, Parameter> parameters, boolean isMachine, Mistakes mistakes) {
    Binder binder = new Binder(mistakes, Scope.of(parameters).with(Facts::sample, isMachine));
    Optional<Check> check = binder.bind(node, Check.class);
    return check.map(made ->
        binder.placeholders().hasFacts()
            ? new WithFacts(node, parameters, isMachine)
            : new Constant(new CheckTemplate.Filled.Ready(made)));
  }

  private record Constant(Filled.Ready ready) implements CheckTemplate {
    @Override
    public Filled fill(Function<String, Optional<String>> facts) {
      return ready;
    }
  }

  private record WithFacts(Node node, Map<String, Parameter> parameters, boolean isMachine)
      implements CheckTemplate {
    @Override
    public Filled fill(Function<String, Optional<String>> facts) {
      Mistakes mistakes = new Mistakes("");
      Binder binder = new Binder(mistakes, Scope.of(parameters).with(facts, isMachine));
      Optional<Check> check = binder.bind(node, Check.class);
      Optional<String> unknown = binder.placeholders().unknownFact();
      if (unknown.isPresent()) {
        return new Filled.Unknown(unknown.get());
      }
      List<Mistake> found = mistakes.inOrder();
      return check.isPresent()
          ? new Filled.Ready(check.get())
          : new Filled.Unfit(
              found.isEmpty() ? "The check could not be filled in." : found.getFirst().message());
    }
  }
}
