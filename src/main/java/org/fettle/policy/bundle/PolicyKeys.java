package org.fettle.policy.bundle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public keys pinned on an endpoint: one, or for a rotation the old and the new one. A bundle
 * that either has signed is believed.
 */
public final class PolicyKeys {
  /** More than the old and the new one are nobody's intention. */
  private static final int MOST = 2;

  private static final Pattern WORD = Pattern.compile("[^\\s,;]+");

  private final List<PolicyKey> keys;

  private PolicyKeys(List<PolicyKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * These keys, one or two.
   *
   * @throws IllegalArgumentException with a sentence for whoever pinned them
   */
  public static PolicyKeys of(List<PolicyKey> keys) {
    Set<String> ids = new LinkedHashSet<>();
    keys.forEach(key -> ids.add(key.id()));
    if (keys.isEmpty() || keys.size() > MOST || ids.size() < keys.size()) {
      throw new IllegalArgumentException(
          "Expected one public key, or two while keys are changed, but found "
              + (ids.size() < keys.size() ? "the same one twice" : keys.size())
              + ".");
    }
    return new PolicyKeys(keys);
  }

  /**
   * Reads keys in their text form, with blanks, commas, semicolons or line ends between them.
   *
   * @throws IllegalArgumentException with a sentence for whoever pinned them
   */
  public static PolicyKeys parse(String text) {
    List<PolicyKey> keys = new ArrayList<>();
    for (MatchResult word : WORD.matcher(text).results().toList()) {
      keys.add(PolicyKey.parse(word.group()));
    }
    return of(keys);
  }

  /** What {@link #parse} reads. */
  public String text() {
    return keys.stream().map(PolicyKey::text).collect(Collectors.joining(","));
  }

  /** Whether they are the same keys in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PolicyKeys same && text().equals(same.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  /** The pinned key of that id. */
  Optional<PolicyKey> with(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The ids, for people. */
  public String ids() {
    return keys.stream().map(PolicyKey::id).collect(Collectors.joining(" and "));
  }
}
