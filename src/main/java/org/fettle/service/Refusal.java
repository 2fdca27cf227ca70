package org.fettle.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Mistake;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.BundleException;

/**
 * Why something was refused.
 *
 * @param of the same for the same thing refused for the same kind of reason, whatever the time
 * @param reasons whole sentences
 */
record Refusal(String of, List<String> reasons) {
  private static final int MOST_MISTAKES = 20;

  /** A bundle of those bytes. */
  static Refusal of(BundleException e, String sha256) {
    return new Refusal(
        e.reason() + " " + sha256,
        e.getCause() instanceof PolicyException mistakes
            ? sentences(mistakes)
            : List.of(String.valueOf(e.getMessage())));
  }

  /** A bundle in force that says things this machine cannot take together. */
  static Refusal of(PolicyException e, String sha256) {
    return new Refusal("POLICY_MISTAKES " + sha256, sentences(e));
  }

  /** What is not even read. */
  static Refusal unread(String reason) {
    return new Refusal("UNREAD " + reason, List.of(reason));
  }

  /** A bundle that may be good and cannot be kept. */
  static Refusal ofStore(IOException e) {
    String reason =
        "What is in force cannot be read or written on this machine: "
            + JournalFiles.reason(e)
            + ".";
    return new Refusal("STORE " + reason, List.of(reason));
  }

  private static List<String> sentences(PolicyException e) {
    List<Mistake> mistakes = e.mistakes();
    List<String> sentences =
        new ArrayList<>(mistakes.stream().limit(MOST_MISTAKES).map(Mistake::toString).toList());
    if (mistakes.size() > MOST_MISTAKES) {
      sentences.add("There are " + (mistakes.size() - MOST_MISTAKES) + " mistakes more in it.");
    }
    return sentences;
  }
}
