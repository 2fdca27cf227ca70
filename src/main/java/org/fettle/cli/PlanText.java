package org.fettle.cli;

import java.util.List;
import java.util.Locale;
import org.fettle.engine.Plan;
import org.fettle.engine.Planned;
import org.fettle.engine.Planned.Item;
import org.fettle.engine.Result;
import org.fettle.engine.Step;
import org.fettle.journal.Subject;
import org.fettle.policy.Rule.Disruption;
import org.fettle.report.Page;
import org.fettle.report.Style;
import org.fettle.windows.Change;

/** A plan for people: the changes in order, then what is left alone and why. */
final class PlanText {
  private static final int LABEL = 8;

  private final Page page;

  PlanText(Style style) {
    this.page = new Page(style);
  }

  String of(Planned planned) {
    Plan plan = planned.plan();
    page.heading("Plan for " + plan.machine() + ", as " + plan.assignment() + " opts into");
    int number = 0;
    for (Step step : plan.steps()) {
      print(++number, step);
    }
    List<Result> leftAlone =
        planned.unapplied().stream()
            .filter(result -> result.isOpen() && !isStep(result, planned))
            .toList();
    if (!leftAlone.isEmpty()) {
      page.heading("Left alone");
      leftAlone.forEach(this::print);
    }
    page.blank();
    page.paragraph(0, 0, summary(plan, leftAlone.size()), page.style()::heading);
    return page.toString();
  }

  private void print(int number, Step step) {
    page.blank();
    page.paragraph(0, 3, number + ". " + step.title(), page.style()::heading);
    page.labelled(3, "rule", LABEL, step.about().policy() + " / " + step.about().rule());
    page.labelled(3, "for", LABEL, who(step.about().subject()));
    page.labelled(3, "found", LABEL, step.actual());
    if (step.disruption() != Disruption.NONE) {
      page.labelled(3, "note", LABEL, "This fix " + words(step.disruption()) + ".");
    }
    for (Change change : step.changes()) {
      page.labelled(3, "change", LABEL, change.target());
      page.labelled(3, "  from", LABEL, change.beforeText(), page.style()::bad);
      page.labelled(3, "  to", LABEL, change.afterText(), page.style()::good);
    }
  }

  private void print(Result result) {
    page.paragraph(2, 4, "- " + result.finding().rule().title(), text -> text);
    String advice = result.finding().rule().advice();
    String reason = result.reason().isEmpty() ? advice : result.reason();
    page.paragraph(
        4,
        4,
        who(result.finding().subject())
            + ": "
            + result.outcome().name().toLowerCase(Locale.ROOT)
            + (reason.isEmpty() ? "." : ". " + reason),
        page.style()::quiet);
  }

  private static boolean isStep(Result result, Planned planned) {
    return planned.items().stream()
        .anyMatch(item ->
            !(item instanceof Item.Settled)
                && item.finding().about().equals(result.finding().about()));
  }

  private static String summary(Plan plan, int leftAlone) {
    String others = leftAlone == 0 ? "" : " " + counted(leftAlone, "finding") + " left alone.";
    return plan.steps().isEmpty()
        ? "Nothing would be changed." + others
        : counted(plan.changes(), "change")
            + " for "
            + counted(plan.steps().size(), "rule")
            + "."
            + others;
  }

  static String who(Subject subject) {
    return subject.sid().isEmpty() ? "machine " + subject.name() : "user " + subject.name();
  }

  /** What a fix does to the person at the machine: the end of a sentence. */
  static String words(Disruption disruption) {
    return switch (disruption) {
      case NONE -> "disturbs nobody";
      case RESTARTS_CLIENT -> "takes effect when the client is started again";
      case LOSES_CACHE -> "loses cached data, which is fetched again";
      case SIGNS_OUT -> "signs the user out";
      case REBOOTS -> "takes effect after a restart of the machine";
    };
  }

  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
