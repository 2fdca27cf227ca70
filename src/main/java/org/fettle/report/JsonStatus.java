package org.fettle.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fettle.json.Json;
import org.fettle.windows.Service;

/**
 * How the agent is, as JSON for programs. The shape is promised as that of {@link JsonReport} is.
 */
public final class JsonStatus {
  /** The shape's name and version, the first word of the document. */
  public static final String FORMAT = "fettle-status-1";

  private JsonStatus() {}

  /**
   * The document.
   *
   * @param moment when it was asked
   * @param healthy whether nothing is wrong with the agent; findings do not matter to that
   * @param exitCode what the command exits with: 0, 1 or 2
   * @param summary the last line of the text
   * @param lastRun the run the findings are of
   * @param agent what the service wrote; absent where there is only a journal
   */
  public record Document(
      String format,
      Instant moment,
      boolean healthy,
      int exitCode,
      String summary,
      ServiceDocument service,
      List<String> problems,
      List<String> unknown,
      List<String> notes,
      Optional<AgentStatus.Run> lastRun,
      Optional<AgentStatus> agent) {}

  /**
   * The Windows service.
   *
   * @param state {@code running}, {@code stopped}, {@code missing}, {@code unknown} or {@code
   *     not-asked}
   * @param reason why it is not known
   */
  public record ServiceDocument(
      String state, Optional<Service.Start> start, Optional<String> reason) {}

  /** The text. */
  public static String of(StatusReport report) {
    AgentHealth health = report.health();
    return Json.indented()
            .writeValueAsString(
                new Document(
                    FORMAT,
                    report.moment(),
                    health.problems().isEmpty() && health.unknown().isEmpty(),
                    report.exitCode(),
                    report.summary(),
                    service(report.service()),
                    health.problems(),
                    health.unknown(),
                    health.notes(),
                    report.lastRun(),
                    report.agent()))
        + '\n';
  }

  private static ServiceDocument service(ServiceSeen seen) {
    return switch (seen) {
      case ServiceSeen.Found found ->
          new ServiceDocument(
              Service.shown(found.service().running()),
              Optional.of(found.service().start()),
              Optional.empty());
      case ServiceSeen.Missing missing -> bare("missing", Optional.empty());
      case ServiceSeen.Unknown unknown -> bare("unknown", Optional.of(unknown.reason()));
      case ServiceSeen.NotAsked notAsked -> bare("not-asked", Optional.empty());
    };
  }

  private static ServiceDocument bare(String state, Optional<String> reason) {
    return new ServiceDocument(state, Optional.empty(), reason);
  }
}
