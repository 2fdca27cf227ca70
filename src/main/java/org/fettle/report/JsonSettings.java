package org.fettle.report;

import java.util.List;
import org.fettle.json.Json;
import org.fettle.policy.settings.FoundSettings;
import org.fettle.policy.settings.FoundSettings.Found;

/**
 * What is set on an endpoint and who said so, for programs. The shape is promised: within one
 * {@link #FORMAT}, words may be added and none is changed or taken away.
 */
public final class JsonSettings {
  /** The shape's name and version, the first word of the document. */
  public static final String FORMAT = "fettle-settings-1";

  private JsonSettings() {}

  /**
   * The settings of a machine.
   *
   * @param file where {@code agent.yaml} is looked for
   * @param settings keys by their ids; one without a value is not set
   * @param unknown values of Group Policy that this version does not know
   */
  public record Document(
      String format, String machine, String file, List<Found> settings, List<String> unknown) {}

  /** The document's text. */
  public static String of(String machine, FoundSettings found) {
    return Json.indented()
            .writeValueAsString(
                new Document(FORMAT, machine, found.file(), found.values(), found.unknown()))
        + '\n';
  }
}
