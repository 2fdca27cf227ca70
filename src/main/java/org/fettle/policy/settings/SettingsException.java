package org.fettle.policy.settings;

import java.util.List;

/**
 * Settings that cannot be used, with every mistake in them. Nobody goes by half of them, nor by
 * what holds where nothing is set.
 */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> mistakes;

  SettingsException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /**
   * Never empty; each names its place, {@code file:line:column} or a registry value, and what was
   * expected there.
   */
  public List<String> mistakes() {
    return mistakes;
  }
}
