package org.fettle.report;

import org.fettle.policy.Rule.Severity;

/** Colour on a terminal, or none. It only repeats what the words say. */
public enum Style {
  PLAIN,
  ANSI;

  /** A heading. */
  public String heading(String text) {
    return sgr("1", text);
  }

  /** What may be passed over. */
  public String quiet(String text) {
    return sgr("2", text);
  }

  /** Something that went well. */
  public String good(String text) {
    return sgr("32", text);
  }

  /** Something that went wrong. */
  public String bad(String text) {
    return sgr("31", text);
  }

  /** A text about something of that severity. */
  public String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> sgr("1;31", text);
      case HIGH -> sgr("31", text);
      case MEDIUM -> sgr("33", text);
      case LOW -> sgr("36", text);
    };
  }

  private String sgr(String codes, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001B[" + codes + 'm' + text + "\u001B[0m";
  }
}
