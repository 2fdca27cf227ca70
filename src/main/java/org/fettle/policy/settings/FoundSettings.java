package org.fettle.policy.settings;

import java.util.List;
import java.util.Optional;

/**
 * What is set on this endpoint, and who said so.
 *
 * @param file where {@code agent.yaml} is looked for
 * @param values one for each setting, in the order of {@link Setting}
 * @param unknown values of Group Policy that this version does not know; they are left alone, since
 *     they may be meant for a newer one
 */
public record FoundSettings(
    Settings settings, String file, List<Found> values, List<String> unknown) {
  /**
   * A setting.
   *
   * @param value for people, keys by their ids; empty where it is not set
   * @param displaced who else said something of it, or of what it stands for, in vain
   */
  public record Found(
      Setting setting, Optional<String> value, Origin origin, List<Origin> displaced) {}

  /** What is said of that setting. */
  public Found of(Setting setting) {
    return values.stream().filter(found -> found.setting() == setting).findFirst().orElseThrow();
  }
}
