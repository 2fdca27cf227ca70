package org.fettle.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.journal.Event.About;
import org.fettle.policy.Assignment;
import org.fettle.policy.Assignment.Assigned;
import org.fettle.policy.Rule;
import org.fettle.report.RuleText;

/**
 * The words of the rules of an assignment's policies, for reports: the journal does not repeat
 * them.
 */
final class RuleTexts implements Function<About, Optional<RuleText>> {
  private final Map<String, RuleText> texts = new HashMap<>();

  /** No words: the policies are not at hand. */
  RuleTexts() {}

  RuleTexts(Assignment assignment) {
    for (Assigned assigned : assignment.policies()) {
      for (Rule rule : assigned.policy().rules()) {
        texts.put(key(assigned.policy().id(), rule.id()), new RuleText(rule.why(), rule.advice()));
      }
    }
  }

  @Override
  public Optional<RuleText> apply(About about) {
    return Optional.ofNullable(texts.get(key(about.policy(), about.rule())));
  }

  private static String key(String policy, String rule) {
    return policy + '\n' + rule;
  }
}
