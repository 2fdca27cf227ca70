package org.fettle.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.json.Json;
import org.fettle.policy.Rule.Severity;
import org.fettle.report.RunReport.Finding;
import org.fettle.report.RunReport.RecordedChange;
import org.fettle.report.RunReport.State;
import org.fettle.windows.Change;

/**
 * A run as JSON for programs: a {@link Document}, its words in kebab-case. The shape is promised:
 * within one {@link #FORMAT}, words may be added and none is changed or taken away. What is empty
 * or absent is left out. Texts are whole and exact, with {@code \}{@code uXXXX} for what cannot be
 * seen.
 */
public final class JsonReport {
  /** The shape's name and version, the first word of every document. */
  public static final String FORMAT = "fettle-report-1";

  /** The same of a file with several runs. */
  public static final String HISTORY_FORMAT = "fettle-history-1";

  private JsonReport() {}

  /**
   * A run.
   *
   * @param complete whether it came to its end by itself
   * @param exitCode what the command exits with: 0, 1 or 2
   * @param summary the last line of the text report
   * @param counts how many findings came to each outcome
   */
  public record Document(
      String format,
      String run,
      Command command,
      String machine,
      String by,
      String agent,
      Optional<String> assignment,
      Instant started,
      Optional<Instant> ended,
      boolean complete,
      int exitCode,
      String summary,
      Map<Outcome, Integer> counts,
      List<PolicyInForce> policies,
      List<FindingDocument> findings) {}

  /**
   * A rule for a subject.
   *
   * @param subject the machine's name or the user's account
   * @param sid the user's; left out for the machine
   * @param verdict {@code pass}, {@code fail}, {@code not-applicable} or {@code error}
   * @param open whether it is a finding to act upon
   * @param expected what the rule demands, where it fails
   * @param actual what was found, where it could be judged
   * @param verified whether the check was made again after a fix and passed
   * @param fix what would make it pass, where nothing was changed
   * @param changes what was made or tried
   * @param undo the command that takes back what still stands
   */
  public record FindingDocument(
      String policy,
      String version,
      String rule,
      String title,
      Optional<Severity> severity,
      String subject,
      Optional<String> sid,
      Optional<String> verdict,
      Outcome outcome,
      boolean open,
      Optional<String> expected,
      Optional<String> actual,
      Optional<String> reason,
      Optional<String> optIn,
      boolean verified,
      List<ChangeDocument> fix,
      List<RecordedChangeDocument> changes,
      Optional<String> undo) {}

  /**
   * A change, for people and, exactly, for programs.
   *
   * @param change as policy tests, plans and the journal write it
   */
  public record ChangeDocument(String target, String before, String after, Change change) {}

  /**
   * A change that was made or tried.
   *
   * @param id {@code run/number}
   * @param state {@code applied}, {@code refused} or {@code unknown}
   * @param problem why it was refused
   */
  public record RecordedChangeDocument(
      String id,
      Purpose purpose,
      String state,
      Optional<String> problem,
      ChangeDocument what,
      Optional<String> undoes,
      Optional<String> undoneBy) {}

  /** Runs, oldest first. */
  public record History(String format, List<Document> runs) {}

  /** The file's text. */
  public static String of(RunReport run) {
    return Json.indented().writeValueAsString(document(run)) + '\n';
  }

  /** The text of a file with all runs. */
  public static String of(Runs runs) {
    List<Document> documents = runs.runs().stream().map(JsonReport::document).toList();
    return Json.indented().writeValueAsString(new History(HISTORY_FORMAT, documents)) + '\n';
  }

  /** The document, to be written together with others. */
  public static Document document(RunReport run) {
    return new Document(
        FORMAT,
        run.id(),
        run.command(),
        run.machine(),
        run.by(),
        run.agent(),
        run.assignment(),
        run.started(),
        run.ended(),
        run.isComplete(),
        run.exitCode(),
        Summary.of(run),
        run.counts(),
        run.policies(),
        run.findings().stream().map(finding -> document(run, finding)).toList());
  }

  private static FindingDocument document(RunReport run, Finding finding) {
    List<Change> fix =
        finding.changes().isEmpty()
            ? finding.failure().map(Verdict.Fail::fix).orElse(List.of())
            : List.of();
    return new FindingDocument(
        finding.about().policy(),
        finding.about().version(),
        finding.about().rule(),
        finding.title(),
        finding.severity(),
        finding.about().subject().name(),
        finding.about().subject().sid(),
        finding.verdict().map(JsonReport::word),
        finding.outcome(),
        run.isOpen(finding),
        finding.failure().map(Verdict.Fail::expected),
        finding.verdict().flatMap(JsonReport::actual),
        Optional.of(finding.reason()).filter(reason -> !reason.isEmpty()),
        finding.optIn(),
        finding.outcome() == Outcome.FIXED,
        fix.stream().map(JsonReport::document).toList(),
        finding.changes().stream().map(change -> document(run, change)).toList(),
        run.undoCommand(finding));
  }

  private static ChangeDocument document(Change change) {
    return new ChangeDocument(change.target(), change.beforeText(), change.afterText(), change);
  }

  private static RecordedChangeDocument document(RunReport run, RecordedChange change) {
    return new RecordedChangeDocument(
        run.id() + '/' + change.number(),
        change.purpose(),
        switch (change.state()) {
          case State.Applied applied -> "applied";
          case State.Purged purged -> "purged";
          case State.Refused refused -> "refused";
          case State.Unknown unknown -> "unknown";
        },
        change.state() instanceof State.Refused refused
            ? Optional.of(refused.problem())
            : Optional.empty(),
        document(change.change()),
        change.undoes(),
        change.undoneBy());
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> "pass";
      case Verdict.Fail fail -> "fail";
      case Verdict.NotApplicable not -> "not-applicable";
      case Verdict.Error error -> "error";
    };
  }

  private static Optional<String> actual(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> Optional.of(pass.actual());
      case Verdict.Fail fail -> Optional.of(fail.actual());
      case Verdict.NotApplicable not -> Optional.empty();
      case Verdict.Error error -> Optional.empty();
    };
  }
}
