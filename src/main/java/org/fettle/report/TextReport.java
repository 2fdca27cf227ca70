package org.fettle.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.fettle.check.Verdict;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;
import org.fettle.windows.Change;

/**
 * A run for an admin at a terminal: what is wrong first, each with what to do. The last line is the
 * {@link Summary}.
 */
public final class TextReport {
  private static final int LABEL = 11;
  private static final int INDENT = 2;
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_CHANGES = 5;

  private final Style style;
  private final boolean verbose;
  private final Function<About, Optional<RuleText>> ruleTexts;

  /**
   * A way to print runs.
   *
   * @param verbose whether everything is told: what is in order, all changes, long texts whole
   * @param ruleTexts the words of rules that the journal does not keep, where they are at hand
   */
  public TextReport(Style style, boolean verbose, Function<About, Optional<RuleText>> ruleTexts) {
    this.style = style;
    this.verbose = verbose;
    this.ruleTexts = ruleTexts;
  }

  /** The report; each line, the last too, has its line end. */
  public String of(RunReport run) {
    Page page = new Page(style);
    head(page, run);
    List<Groups.Group> groups = Groups.of(run);
    for (Groups.Group group : groups) {
      if (!group.isQuiet()) {
        page.heading(Phrases.heading(run, group.outcome()) + " (" + group.findings().size() + ")");
        for (Finding finding : group.findings()) {
          if (verbose || !run.isWaiting(finding)) {
            page.blank();
            finding(page, run, finding);
          }
        }
        if (!verbose) {
          waiting(page, run, group.findings());
        }
      } else if (verbose) {
        page.heading(Phrases.heading(run, group.outcome()) + " (" + group.findings().size() + ")");
        group.findings().forEach(finding -> quiet(page, finding));
      }
    }
    if (groups.stream().allMatch(Groups.Group::isQuiet) && run.isComplete()) {
      page.blank().paragraph(0, 0, allWell(run), UnaryOperator.identity());
    }
    page.blank().line(Summary.of(run), colourOf(run));
    return page.toString();
  }

  /** What a run was, in a few labelled lines. */
  static void head(Page page, RunReport run, boolean verbose) {
    page.heading(
        "Fettle "
            + Phrases.command(run.command())
            + " of "
            + Escapes.visible(run.machine(), LONGEST_TEXT));
    page.labelled(INDENT, "Started", LABEL, Times.text(run.started()));
    page.labelled(INDENT, "Ended", LABEL, Phrases.end(run));
    page.labelled(
        INDENT,
        "By",
        LABEL,
        Escapes.visible(run.by(), LONGEST_TEXT) + ", with Fettle " + run.agent());
    run.assignment().ifPresent(id -> page.labelled(INDENT, "Assignment", LABEL, id));
    String label = "Policies";
    for (PolicyInForce policy : run.policies()) {
      String digest = verbose ? ", SHA-256 " + policy.digest() : "";
      page.labelled(INDENT, label, LABEL, policy.policy() + " " + policy.version() + digest);
      label = "";
    }
  }

  private void head(Page page, RunReport run) {
    head(page, run, verbose);
  }

  private void finding(Page page, RunReport run, Finding finding) {
    title(page, finding);
    about(page, finding);
    finding
        .verdict()
        .ifPresent(verdict -> {
          if (verdict instanceof Verdict.Fail fail) {
            labelled(page, "Expected", fail.expected());
            labelled(page, "Found", fail.actual());
          }
        });
    changes(page, finding);
    labelled(page, "Opted in", Phrases.optIn(run, finding));
    labelled(page, Phrases.reasonLabel(run, finding), finding.reason());
    Optional<RuleText> texts = ruleTexts.apply(finding.about());
    if (finding.outcome() != Outcome.FIXED && !run.isTakingBack()) {
      texts.ifPresent(text -> {
        labelled(page, "Why", text.why());
        labelled(page, "Advice", text.advice());
      });
    }
    run.undoCommand(finding)
        .ifPresent(command -> page.command(INDENT + 4, "Undo with", LABEL, command));
  }

  /** Of rules that wait for a user who is away there is nothing to tell yet but their number. */
  private void waiting(Page page, RunReport run, List<Finding> findings) {
    Map<String, Integer> rules = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (run.isWaiting(finding)) {
        rules.merge(finding.reason(), 1, Integer::sum);
      }
    }
    rules.forEach((reason, count) ->
        page.blank()
            .paragraph(
                INDENT,
                INDENT + 4,
                cut(reason)
                    + " "
                    + Phrases.count(count, "rule waits", "rules wait")
                    + " (--verbose).",
                UnaryOperator.identity()));
  }

  private void title(Page page, Finding finding) {
    if (finding.severity().isPresent()) {
      String word = Phrases.word(finding.severity().get()).toUpperCase(Locale.ROOT);
      UnaryOperator<String> colour = text -> style.severity(finding.severity().get(), text);
      page.paragraph(INDENT, INDENT + 4, word + "  " + cut(finding.title()), colour);
    } else {
      page.paragraph(INDENT, INDENT + 4, cut(finding.title()), style::heading);
    }
  }

  private void about(Page page, Finding finding) {
    About about = finding.about();
    labelled(page, "Rule", about.policy() + " " + about.version() + ", " + about.rule());
    labelled(page, "For", Phrases.subject(about.subject()));
  }

  private void changes(Page page, Finding finding) {
    if (finding.changes().isEmpty()) {
      List<Change> fix = finding.failure().map(Verdict.Fail::fix).orElse(List.of());
      for (int i = 0; i < shownOf(fix.size()); i++) {
        change(page, i == 0 ? "Fix" : "", fix.get(i));
      }
      more(page, fix.size());
      return;
    }
    List<RecordedChange> changes = verbose ? finding.changes() : Phrases.withoutUndoing(finding);
    String label = "";
    for (int i = 0; i < shownOf(changes.size()); i++) {
      RecordedChange change = changes.get(i);
      String state = Phrases.state(change);
      change(page, state.equals(label) ? "" : state, change.change());
      label = state;
      if (change.state() instanceof State.Refused refused
          && (change.purpose() != Purpose.FIX || !finding.reason().contains(refused.problem()))) {
        labelled(page, "", refused.problem());
      }
    }
    more(page, changes.size());
  }

  private void change(Page page, String label, Change change) {
    labelled(page, label, change.target());
    page.labelled(INDENT + 4 + LABEL, "before", 8, cut(change.beforeText()));
    page.labelled(INDENT + 4 + LABEL, "after", 8, cut(change.afterText()));
  }

  private int shownOf(int changes) {
    return verbose || changes <= MOST_CHANGES + 1 ? changes : MOST_CHANGES;
  }

  private void more(Page page, int changes) {
    if (shownOf(changes) < changes) {
      labelled(page, "", "… and " + (changes - MOST_CHANGES) + " more changes (--verbose)");
    }
  }

  private void quiet(Page page, Finding finding) {
    About about = finding.about();
    String why = Phrases.found(finding);
    page.paragraph(INDENT, INDENT + 4, cut(finding.title()), UnaryOperator.identity());
    page.paragraph(
        INDENT + 4,
        INDENT + 4,
        about.policy()
            + ", "
            + about.rule()
            + ", "
            + Phrases.subject(about.subject())
            + (why.isEmpty() ? "" : ": " + cut(why)),
        style::quiet);
  }

  private void labelled(Page page, String label, String words) {
    if (!words.isEmpty()) {
      page.labelled(INDENT + 4, label, LABEL, cut(words));
    }
  }

  private String cut(String text) {
    return verbose ? text : Escapes.visible(text, LONGEST_TEXT);
  }

  private static String allWell(RunReport run) {
    if (run.isTakingBack()) {
      return "There was nothing to take back.";
    }
    return run.findings().isEmpty()
        ? "Nothing was judged."
        : "Everything that applies is in order.";
  }

  private UnaryOperator<String> colourOf(RunReport run) {
    return run.exitCode() == 0 ? style::good : style::bad;
  }
}
