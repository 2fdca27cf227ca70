package org.fettle.cli;

import java.util.List;
import org.fettle.engine.Undo.Recorded;
import org.fettle.report.Page;
import org.fettle.report.Style;
import org.fettle.windows.Change;

/** What a rollback is about to do, for people. */
final class RollbackText {
  private static final int LABEL = 8;

  private final Page page;

  RollbackText(Style style) {
    this.page = new Page(style);
  }

  String of(List<Recorded> newestFirst, List<Recorded> forGood) {
    page.heading("To be taken back, newest first");
    for (Recorded recorded : newestFirst) {
      Change inverse = recorded.change().inverse();
      page.blank();
      page.labelled(2, "change", LABEL, recorded.id());
      page.labelled(2, "rule", LABEL, recorded.about().policy() + " / " + recorded.about().rule());
      page.labelled(2, "for", LABEL, PlanText.who(recorded.about().subject()));
      page.labelled(2, "what", LABEL, inverse.target());
      page.labelled(2, "  from", LABEL, inverse.beforeText(), page.style()::bad);
      page.labelled(2, "  to", LABEL, inverse.afterText(), page.style()::good);
    }
    if (!forGood.isEmpty()) {
      page.heading("Cannot be taken back");
      forGood.forEach(recorded ->
          page.paragraph(
              2,
              4,
              "- "
                  + recorded.change().target()
                  + ", for "
                  + PlanText.who(recorded.about().subject())
                  + ": "
                  + recorded.change().beforeText(),
              text -> text));
    }
    return page.toString();
  }
}
