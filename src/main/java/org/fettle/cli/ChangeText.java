package org.fettle.cli;

import org.fettle.engine.Undo.Recorded;
import org.fettle.report.Escapes;
import org.fettle.windows.Change;

/** A change in three lines: what, from, to. */
final class ChangeText {
  private ChangeText() {}

  static String of(Change change) {
    return "    "
        + Escapes.visible(change.target())
        + "\n      from "
        + Escapes.visible(change.beforeText())
        + "\n      to   "
        + Escapes.visible(change.afterText())
        + "\n";
  }

  /** What taking the change back does. */
  static String inverse(Recorded recorded) {
    return "  "
        + recorded.id()
        + ", rule "
        + recorded.about().rule()
        + "\n"
        + of(recorded.change().inverse());
  }
}
