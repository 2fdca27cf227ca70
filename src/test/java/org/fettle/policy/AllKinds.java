package org.fettle.policy;

import java.util.List;
import java.util.stream.Stream;
import org.fettle.check.Check;
import org.fettle.json.Words;

/**
 * The list of all kinds in sentences, which golden files write as {@code {kinds}} and {@code
 * {kinds, or}}: a new kind must not make them stale.
 */
final class AllKinds {
  private AllKinds() {}

  /** The sentence with the lists instead of their names. */
  static String filledIn(String golden) {
    return golden.replace("{kinds}", listed("and")).replace("{kinds, or}", listed("or"));
  }

  /** The sentence with the names instead of the lists. */
  static String named(String sentence) {
    return sentence.replace(listed("and"), "{kinds}").replace(listed("or"), "{kinds, or}");
  }

  private static String listed(String word) {
    List<String> kinds =
        Stream.of(Check.class.getPermittedSubclasses())
            .map(kind -> Words.ofKind(kind, Check.class))
            .sorted()
            .toList();
    return Mistakes.listed(kinds, word);
  }
}
