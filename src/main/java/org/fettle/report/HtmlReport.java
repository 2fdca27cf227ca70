package org.fettle.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.check.Verdict;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.journal.Outcome;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;
import org.fettle.windows.Change;

/**
 * A run as one HTML file that needs nothing else: no script, no picture, no font. Its content
 * security policy allows its own style sheet, named by its hash, and nothing more, so that even
 * text that got past the escaping could load and run nothing.
 */
public final class HtmlReport {
  private static final int MOST_CHANGES = 200;

  private final Function<About, Optional<RuleText>> ruleTexts;

  private HtmlReport(Function<About, Optional<RuleText>> ruleTexts) {
    this.ruleTexts = ruleTexts;
  }

  /** The file's text; it is to be written as UTF-8. */
  public static String of(RunReport run) {
    return of(run, about -> Optional.empty());
  }

  /** The same with the words of rules that the journal does not keep, where they are at hand. */
  public static String of(RunReport run, Function<About, Optional<RuleText>> ruleTexts) {
    return new HtmlReport(ruleTexts).write(run);
  }

  private String write(RunReport run) {
    String style = styleSheet();
    String title = "Fettle " + Phrases.command(run.command()) + " of " + run.machine();
    Markup page = new Markup();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'sha256-"
            + hash(style)
            + "'; base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.element("title", "", title + ", " + Times.text(run.started())).raw("\n");
    page.raw("<style>").raw(style).raw("</style>\n</head>\n<body>\n<main>\n");
    head(page, run, title);
    for (Groups.Group group : Groups.of(run)) {
      if (group.isQuiet()) {
        quiet(page, run, group);
      } else {
        group(page, run, group);
      }
    }
    changes(page, run);
    policies(page, run);
    page.raw("<footer>Times are UTC. Characters that have no shape are written as ‹U+XXXX›. ");
    page.raw("Written by Fettle ").text(run.agent()).raw(" from its journal.</footer>\n");
    return page.raw("</main>\n</body>\n</html>\n").toString();
  }

  private static void head(Markup page, RunReport run, String title) {
    page.raw("<header>\n").element("h1", "", title).raw("\n");
    String result = run.exitCode() == 0 ? "result well" : "result open";
    page.element("p", result, Phrases.sentence(Summary.result(run))).raw("\n");
    page.raw("<dl class=\"sheet\">\n");
    page.term("Run", run.id());
    page.term("Started", Times.text(run.started()));
    page.term("Ended", Phrases.end(run));
    page.term("Machine", run.machine());
    page.term("By", run.by() + ", with Fettle " + run.agent());
    page.term("Assignment", run.assignment().orElse(""));
    page.raw("</dl>\n</header>\n");
  }

  private void group(Markup page, RunReport run, Groups.Group group) {
    page.raw("<section>\n");
    page.element("h2", "", title(run, group)).raw("\n");
    List<Finding> waiting = group.findings().stream().filter(run::isWaiting).toList();
    for (Finding finding : group.findings()) {
      if (!run.isWaiting(finding)) {
        finding(page, run, finding);
      }
    }
    if (!waiting.isEmpty()) {
      quiet(page, waiting);
    }
    page.raw("</section>\n");
  }

  private void finding(Markup page, RunReport run, Finding finding) {
    String severity = finding.severity().map(Phrases::word).orElse("");
    page.raw("<article class=\"sheet finding " + severity + "\">\n<h3>");
    if (!severity.isEmpty()) {
      page.element("span", "severity " + severity, Phrases.capital(severity)).raw(" ");
    }
    page.element("bdi", "", finding.title()).raw("</h3>\n<dl>\n");
    About about = finding.about();
    page.term("Rule", about.policy() + " " + about.version() + ", " + about.rule());
    page.term("For", Phrases.subject(about.subject()));
    if (finding.failure().isPresent()) {
      page.code("Expected", finding.failure().get().expected());
      page.code("Found", finding.failure().get().actual());
    }
    page.term("Opted in", Phrases.optIn(run, finding));
    page.term("Verified", Phrases.verified(finding));
    page.term(Phrases.reasonLabel(run, finding), finding.reason());
    if (finding.outcome() != Outcome.FIXED && !run.isTakingBack()) {
      ruleTexts
          .apply(about)
          .ifPresent(text -> page.term("Why", text.why()).term("Advice", text.advice()));
    }
    changeLinks(page, finding);
    run.undoCommand(finding)
        .ifPresent(command -> page.raw("<dt>Undo with</dt><dd>").command(command).raw("</dd>\n"));
    page.raw("</dl>\n");
    if (finding.changes().isEmpty()) {
      fix(page, finding.failure().map(Verdict.Fail::fix).orElse(List.of()));
    }
    page.raw("</article>\n");
  }

  private static void changeLinks(Markup page, Finding finding) {
    if (finding.changes().isEmpty()) {
      return;
    }
    page.raw("<dt>Changes</dt><dd>");
    String comma = "";
    for (RecordedChange change : finding.changes()) {
      int number = change.number();
      page.raw(comma + "<a href=\"#change-" + number + "\">#" + number + "</a>");
      comma = ", ";
    }
    page.raw("</dd>\n");
  }

  private static void fix(Markup page, List<Change> fix) {
    if (fix.isEmpty()) {
      return;
    }
    page.table("The fix would change", "What", "Before", "After");
    for (Change change : fix.subList(0, Math.min(fix.size(), MOST_CHANGES))) {
      page.raw("<tr role=\"row\">");
      page.cell("What").code(change.target()).raw("</td>");
      page.cell("Before").code(change.beforeText()).raw("</td>");
      page.cell("After").code(change.afterText()).raw("</td>");
      page.raw("</tr>\n");
    }
    page.raw("</tbody></table>\n");
    if (fix.size() > MOST_CHANGES) {
      page.element("p", "note", "… and " + (fix.size() - MOST_CHANGES) + " more changes.");
    }
  }

  private static void quiet(Markup page, RunReport run, Groups.Group group) {
    page.raw("<section>\n");
    page.element("h2", "", title(run, group)).raw("\n");
    quiet(page, group.findings());
    page.raw("</section>\n");
  }

  private static void quiet(Markup page, List<Finding> findings) {
    page.raw("<details class=\"sheet long\">\n<summary>Show ");
    page.text(Phrases.count(findings.size(), "rule", "rules")).raw("</summary>\n");
    page.table("", "Rule", "For", "Found");
    for (Finding finding : findings) {
      About about = finding.about();
      page.raw("<tr role=\"row\">");
      page.cell("Rule").element("bdi", "", finding.title());
      page.element("span", "note", about.policy() + " " + about.version() + ", " + about.rule());
      page.raw("</td>");
      page.cell("For").text(Phrases.subject(about.subject())).raw("</td>");
      page.cell("Found").text(Phrases.found(finding)).raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n</details>\n");
  }

  private static void changes(Markup page, RunReport run) {
    record Row(Finding finding, RecordedChange change) {}
    List<Row> rows =
        run.findings().stream()
            .flatMap(finding -> finding.changes().stream().map(change -> new Row(finding, change)))
            .sorted(Comparator.comparingInt(row -> row.change().number()))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>Changes, in order</h2>\n<div class=\"sheet long\">\n");
    page.table(
        "What this run wrote, what was there before, and how it is taken back",
        "#",
        "What",
        "Before",
        "After",
        "State and undo");
    for (Row row : rows) {
      RecordedChange change = row.change();
      page.raw("<tr role=\"row\" id=\"change-" + change.number() + "\">");
      page.cell("#").raw(change.number() + "</td>");
      page.cell("What").code(change.change().target());
      page.element("span", "note", row.finding().about().rule()).raw("</td>");
      page.cell("Before").code(change.change().beforeText()).raw("</td>");
      page.cell("After").code(change.change().afterText()).raw("</td>");
      page.cell("State").text(Phrases.state(change));
      if (change.state() instanceof State.Refused refused) {
        page.element("span", "note", refused.problem());
      }
      change.undoes().ifPresent(id -> page.element("span", "note", "takes back " + id));
      change.undoneBy().ifPresent(id -> page.element("span", "note", "taken back by " + id));
      if (change.isStanding()) {
        run.undoCommand(row.finding()).ifPresent(command -> page.raw("<br>").command(command));
      }
      page.raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n</div>\n</section>\n");
  }

  private static void policies(Markup page, RunReport run) {
    if (run.policies().isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>Policies in force</h2>\n<div class=\"sheet\">\n");
    page.table("The files that were judged by", "Policy", "Version", "SHA-256");
    for (PolicyInForce policy : run.policies()) {
      page.raw("<tr role=\"row\">");
      page.cell("Policy").text(policy.policy()).raw("</td>");
      page.cell("Version").text(policy.version()).raw("</td>");
      page.cell("SHA-256").code(policy.digest()).raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n</div>\n</section>\n");
  }

  private static String title(RunReport run, Groups.Group group) {
    return Phrases.heading(run, group.outcome()) + " (" + group.findings().size() + ")";
  }

  // With \n on every system, as a browser reads it, or the hash would not be that of what it sees.
  private static String styleSheet() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from Fettle's jar.");
      }
      return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String style) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
