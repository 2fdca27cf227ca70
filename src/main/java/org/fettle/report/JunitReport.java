package org.fettle.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.report.RunReport.Finding;

/**
 * A run as JUnit XML, for whatever reads test results: a suite for each policy, a test case for
 * each rule and subject. A finding is a failure, what could not be judged an error, what does not
 * apply is skipped. Characters that XML 1.0 does not allow are written out, as all that cannot be
 * seen.
 */
public final class JunitReport {
  private static final int LONGEST_TEXT = 4_000;

  private JunitReport() {}

  /** The file's text; it is to be written as UTF-8. */
  public static String of(RunReport run) {
    Map<String, List<Finding>> suites = new LinkedHashMap<>();
    run.policies().forEach(policy -> suites.put(policy.policy(), new ArrayList<>()));
    for (Finding finding : run.findings()) {
      suites.computeIfAbsent(finding.about().policy(), policy -> new ArrayList<>()).add(finding);
    }
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"fettle ").append(Phrases.word(run.command())).append('"');
    appendCounts(xml, run, run.findings());
    xml.append(attribute("time", seconds(run))).append(">\n");
    suites.forEach((policy, findings) -> appendSuite(xml, run, policy, findings));
    return xml.append("</testsuites>\n").toString();
  }

  private static void appendSuite(
      StringBuilder xml, RunReport run, String policy, List<Finding> findings) {
    xml.append("  <testsuite").append(attribute("name", policy));
    appendCounts(xml, run, findings);
    xml.append(attribute("time", "0.000"))
        // The schema's ISO8601_DATETIME_PATTERN has neither zone nor fraction; it is UTC.
        .append(attribute("timestamp", Times.text(run.started()).substring(0, 19)))
        .append(attribute("hostname", run.machine()))
        .append(">\n    <properties>\n");
    appendProperty(xml, "run", run.id());
    appendProperty(xml, "by", run.by());
    appendProperty(xml, "agent", run.agent());
    run.assignment().ifPresent(id -> appendProperty(xml, "assignment", id));
    for (PolicyInForce one : run.policies()) {
      if (one.policy().equals(policy)) {
        appendProperty(xml, "version", one.version());
        appendProperty(xml, "sha-256", one.digest());
      }
    }
    xml.append("    </properties>\n");
    findings.forEach(finding -> appendCase(xml, run, finding));
    xml.append("  </testsuite>\n");
  }

  private static void appendCase(StringBuilder xml, RunReport run, Finding finding) {
    String name = finding.about().rule() + " (" + finding.about().subject().name() + ")";
    xml.append("    <testcase")
        .append(attribute("classname", finding.about().policy()))
        .append(attribute("name", name))
        .append(attribute("time", "0.000"));
    Optional<String> element = element(run, finding);
    if (element.isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n      <").append(element.get());
    if (element.get().equals("skipped")) {
      xml.append(attribute("message", finding.reason())).append("/>\n");
    } else {
      xml.append(attribute("message", message(finding)))
          .append(attribute("type", type(finding)))
          .append('>');
      xml.append(Escapes.markup(finding.title(), LONGEST_TEXT));
      appendLine(xml, "For", Phrases.subject(finding.about().subject()));
      finding
          .failure()
          .ifPresent(fail -> {
            appendLine(xml, "Expected", fail.expected());
            appendLine(xml, "Found", fail.actual());
          });
      appendLine(xml, Phrases.reasonLabel(run, finding), finding.reason());
      xml.append("</").append(element.get()).append(">\n");
    }
    xml.append("    </testcase>\n");
  }

  private static Optional<String> element(RunReport run, Finding finding) {
    if (run.isOpen(finding)) {
      return Optional.of("failure");
    }
    return switch (finding.outcome()) {
      case UNKNOWN -> Optional.of("error");
      case SKIPPED, DEFERRED -> Optional.of("skipped");
      default -> Optional.empty();
    };
  }

  private static String message(Finding finding) {
    return finding
        .failure()
        .map((Verdict.Fail fail) -> "expected " + fail.expected() + ", found " + fail.actual())
        .orElse(finding.reason());
  }

  private static String type(Finding finding) {
    return Phrases.word(finding.outcome())
        + finding.severity().map(severity -> ", " + Phrases.word(severity)).orElse("");
  }

  private static void appendCounts(StringBuilder xml, RunReport run, List<Finding> findings) {
    xml.append(attribute("tests", Integer.toString(findings.size())));
    xml.append(attribute("failures", count(run, findings, "failure")));
    xml.append(attribute("errors", count(run, findings, "error")));
    xml.append(attribute("skipped", count(run, findings, "skipped")));
  }

  private static String count(RunReport run, List<Finding> findings, String element) {
    Optional<String> wanted = Optional.of(element);
    return Long.toString(
        findings.stream().filter(finding -> element(run, finding).equals(wanted)).count());
  }

  private static void appendProperty(StringBuilder xml, String name, String value) {
    xml.append("      <property")
        .append(attribute("name", name))
        .append(attribute("value", value))
        .append("/>\n");
  }

  private static void appendLine(StringBuilder xml, String label, String words) {
    if (!words.isEmpty()) {
      xml.append('\n').append(label).append(": ").append(Escapes.markup(words, LONGEST_TEXT));
    }
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + Escapes.markup(value, LONGEST_TEXT) + '"';
  }

  private static String seconds(RunReport run) {
    Instant end = run.ended().orElse(run.started());
    long millis = Math.max(0, Duration.between(run.started(), end).toMillis());
    String fraction = Long.toString(1000 + millis % 1000).substring(1);
    return millis / 1000 + "." + fraction;
  }
}
