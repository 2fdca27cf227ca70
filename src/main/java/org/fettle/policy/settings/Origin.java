package org.fettle.policy.settings;

/**
 * Who said so, and where.
 *
 * @param place the registry key and the value's name, or {@code file:line:column}; empty for a
 *     default
 */
public record Origin(Source source, String place) {
  /** Nobody said anything. */
  public static final Origin DEFAULT = new Origin(Source.DEFAULT, "");

  /** Lowest first: what a later one says counts. */
  public enum Source {
    DEFAULT,
    /** The properties the installer was given. */
    INSTALLER,
    /** The file {@code agent.yaml}. */
    AGENT_FILE,
    GROUP_POLICY
  }
}
