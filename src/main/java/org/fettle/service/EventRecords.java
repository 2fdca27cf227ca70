package org.fettle.service;

import java.util.List;
import java.util.stream.Collectors;
import org.fettle.journal.Event.About;
import org.fettle.report.Escapes;
import org.fettle.windows.EventLog;

/** Records of the Event Log as lines of text, each of which shows what it is made of. */
final class EventRecords {
  private static final int LONGEST_LINE = 1_000;

  private final EventLog log;

  EventRecords(EventLog log) {
    this.log = log;
  }

  void write(EventId id, String... lines) {
    write(id, List.of(lines));
  }

  void write(EventId id, List<String> lines) {
    log.write(
        id.level(),
        id.number(),
        lines.stream()
            .map(line -> Escapes.visible(line, LONGEST_LINE))
            .collect(Collectors.joining("\r\n")));
  }

  /** Which rule, of which policy, for whom. */
  static String rule(About about) {
    return "Rule: "
        + about.policy()
        + " "
        + about.version()
        + ", "
        + about.rule()
        + ", for "
        + about.subject().name();
  }
}
