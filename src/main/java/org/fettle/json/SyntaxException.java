package org.fettle.json;

/** A text that is no YAML or JSON, or one that this agent refuses to read. */
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Place place;

  /** The message is one sentence for the author of the text. */
  public SyntaxException(Place place, String message) {
    super(message);
    this.place = place;
  }

  /** Where it went wrong. */
  public Place place() {
    return place;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
