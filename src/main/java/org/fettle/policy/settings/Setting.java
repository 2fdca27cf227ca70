package org.fettle.policy.settings;

import java.util.Locale;

/** What can be set, in the order it is shown. */
public enum Setting {
  POLICY_URL,
  POLICY_FOLDER,
  POLICY_KEYS,
  POLICY_REFRESH,
  SCHEDULE,
  JOURNAL_KEEP;

  /** As {@code agent.yaml} calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
