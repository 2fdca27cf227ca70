package org.fettle.policy;

import java.util.Optional;
import java.util.function.Function;
import org.fettle.check.Check;

/** A check that may name facts of the machine or user, such as {@code ${user.sip-domain}}. */
public interface CheckTemplate {
  /**
   * The check with its facts filled in.
   *
   * @param facts the fact of that name, such as {@code user.sip-domain}; empty when it is unknown
   *     here
   */
  Filled fill(Function<String, Optional<String>> facts);

  /** A template filled in, or why it could not be. */
  sealed interface Filled {
    /** The check to judge. */
    record Ready(Check check) implements Filled {}

    /** The fact is not known here, so the rule does not apply. */
    record Unknown(String fact) implements Filled {}

    /** The fact makes no sense in its place; the problem is one sentence. */
    record Unfit(String problem) implements Filled {}
  }
}
