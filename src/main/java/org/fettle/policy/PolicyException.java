package org.fettle.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be used, with every mistake in them. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Mistake> mistakes;

  public PolicyException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** In the order of the files, top to bottom; never empty. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
