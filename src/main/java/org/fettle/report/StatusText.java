package org.fettle.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.fettle.journal.Outcome;
import org.fettle.report.AgentStatus.Bundle;
import org.fettle.report.AgentStatus.Finding;
import org.fettle.report.AgentStatus.Policy;
import org.fettle.report.AgentStatus.Run;
import org.fettle.windows.Service;

/** How the agent is, for an admin at a terminal; the last line says it all. */
public final class StatusText {
  private static final int LABEL = 11;
  private static final int INDENT = 2;
  private static final int LONGEST_TEXT = 1_500;

  private final Page page;
  private final Style style;
  private final Instant now;

  private StatusText(Style style, Instant now) {
    this.page = new Page(style);
    this.style = style;
    this.now = now;
  }

  /** The text; each line, the last too, has its line end. */
  public static String of(StatusReport report, Style style) {
    StatusText text = new StatusText(style, report.moment());
    text.page.heading("Fettle status");
    text.label("Service", service(report.service()));
    boolean isDown = report.service().isDown();
    report.agent().ifPresent(agent -> text.agent(agent, isDown));
    text.lastRun(report.lastRun());
    report.agent().ifPresent(agent -> text.nextRun(agent, isDown));
    report.lastRun().ifPresent(text::findings);
    text.sentences("Problems", report.health().problems());
    text.sentences("Not known", report.health().unknown());
    text.sentences("Notes", report.health().notes());
    text.page.blank();
    text.page.line(report.summary(), report.exitCode() == 0 ? style::good : style::bad);
    return text.page.toString();
  }

  private void agent(AgentStatus status, boolean isDown) {
    label("Agent", version(status, isDown));
    if (status.policy().isPresent()) {
      policy(status.policy().get());
    } else {
      label("Policy", "none in force");
    }
  }

  private void lastRun(Optional<Run> last) {
    if (last.isEmpty()) {
      label("Last run", "none yet");
      return;
    }
    Run run = last.get();
    label("Last run", run.id());
    label("", "ended " + when(run.ended()));
    label("", outcomes(run.outcomes()));
  }

  private void nextRun(AgentStatus status, boolean isDown) {
    label(
        "Next run",
        isDown || status.stopped().isPresent()
            ? "none while the service does not run"
            : status.nextRun().map(this::when).orElse(nextWithoutTime(status)));
  }

  private static String nextWithoutTime(AgentStatus status) {
    boolean judges = status.policy().filter(one -> one.use() == AgentStatus.Use.JUDGES).isPresent();
    return judges ? "when the occasion comes: the schedule names no time" : "none";
  }

  private static String service(ServiceSeen seen) {
    if (seen instanceof ServiceSeen.Found found) {
      return Service.shown(found.service().running())
          + "; it starts "
          + switch (found.service().start()) {
            case AUTOMATIC, BOOT -> "with Windows";
            case DELAYED -> "a while after Windows";
            case MANUAL -> "by hand";
            case DISABLED -> "not at all: it is disabled";
          };
    }
    return seen instanceof ServiceSeen.Missing
        ? "not installed"
        : seen instanceof ServiceSeen.Unknown
            ? "not known"
            : "not asked: this is told by files alone";
  }

  private String version(AgentStatus status, boolean isDown) {
    String version = "Fettle " + status.version();
    if (status.stopped().isPresent()) {
      return version + ", stopped " + when(status.stopped().get());
    }
    String up = isDown ? ", its end is not recorded; started " : ", up since ";
    return version + status.started().map(when -> up + when(when)).orElse(", starting");
  }

  private void policy(Policy policy) {
    label(
        "Policy",
        policy.assignment().orElse("none for this machine")
            + ", in force since "
            + when(policy.since()));
    if (policy.bundle().isPresent()) {
      Bundle bundle = policy.bundle().get();
      label(
          "Bundle",
          bundle.name()
              + ", serial "
              + bundle.serial()
              + ", until "
              + bundle.notAfter().atOffset(ZoneOffset.UTC).toLocalDate()
              + (bundle.paused() ? ", PAUSED" : ""));
      label("Signed by", bundle.signer());
    } else {
      label("Bundle", "none: plain files, unsigned");
    }
    label("From", policy.source());
  }

  private void findings(Run run) {
    if (run.open() == 0) {
      return;
    }
    page.heading("Findings of the last run (" + run.open() + ")");
    page.blank();
    for (Finding finding : run.findings()) {
      page.paragraph(
          INDENT,
          INDENT + 4,
          Phrases.word(finding.severity()).toUpperCase(Locale.ROOT) + "  " + cut(finding.title()),
          text -> style.severity(finding.severity(), text));
      page.paragraph(
          INDENT + 4,
          INDENT + 4,
          Phrases.word(finding.outcome()) + ", " + finding.subject() + ", " + finding.rule(),
          style::quiet);
    }
    int more = run.open() - run.findings().size();
    if (more > 0) {
      page.paragraph(INDENT, INDENT, "… and " + more + " more (fettle report)", style::quiet);
    }
  }

  private void sentences(String heading, List<String> sentences) {
    if (!sentences.isEmpty()) {
      page.heading(heading + " (" + sentences.size() + ")");
      page.blank();
      for (String sentence : sentences) {
        page.paragraph(INDENT, INDENT + 4, cut(sentence), UnaryOperator.identity());
      }
    }
  }

  private static String outcomes(Map<Outcome, Integer> outcomes) {
    StringJoiner counts = new StringJoiner(", ");
    counts.setEmptyValue("nothing was judged");
    for (Outcome outcome : Outcome.values()) {
      int number = outcomes.getOrDefault(outcome, 0);
      if (number > 0) {
        counts.add(number + " " + Phrases.word(outcome).replace('-', ' '));
      }
    }
    return counts.toString();
  }

  /** The time, and how far it is away. */
  private String when(Instant moment) {
    Duration ago = Duration.between(moment, now);
    String far = far(ago.abs());
    return Times.text(moment)
        + (far.isEmpty()
            ? " (now)"
            : ago.isNegative() ? " (in " + far + ")" : " (" + far + " ago)");
  }

  private static String far(Duration far) {
    if (far.toDays() > 1) {
      return far.toDays() + " days";
    }
    if (far.toHours() > 1) {
      return far.toHours() + " hours";
    }
    return far.toMinutes() > 0 ? far.toMinutes() + " min" : "";
  }

  private void label(String label, String words) {
    page.labelled(INDENT, label, LABEL, cut(words));
  }

  private static String cut(String text) {
    return Escapes.visible(text, LONGEST_TEXT);
  }
}
