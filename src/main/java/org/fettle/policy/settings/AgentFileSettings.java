package org.fettle.policy.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fettle.policy.AgentYaml;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.windows.Files;
import org.fettle.windows.WindowsException;

/** What {@code agent.yaml} says; nothing where there is no such file. */
final class AgentFileSettings {
  static final Duration LEAST_REFRESH = Duration.ofMinutes(1);
  static final Duration MOST_REFRESH = Duration.ofDays(7);

  /** Shorter than a month would leave nothing of the last one at the beginning of the next. */
  static final Duration LEAST_KEEP = Duration.ofDays(31);

  static final Duration MOST_KEEP = Duration.ofDays(3650);

  private final String path;
  private final SettingsMistakes mistakes;

  AgentFileSettings(String path, SettingsMistakes mistakes) {
    this.path = path;
    this.mistakes = mistakes;
  }

  SaidSettings read(Files files) {
    AgentYaml file = AgentYaml.read(path, bytes(files));
    file.mistakes().forEach(mistake -> mistakes.add(mistake.toString()));
    UnaryOperator<String> expand = files::expand;
    return new SaidSettings(
        mistakes.read(said(file.policyUrl()), PolicyPlaces::address),
        mistakes.read(said(file.policyFolder()), text -> PolicyPlaces.folder(expand.apply(text))),
        mistakes.read(said(file.policyKeys()), PolicyKeys::parse),
        mistakes.read(said(file.policyRefresh()), AgentFileSettings::refresh),
        said(file.schedule()),
        mistakes.read(said(file.journalKeep()), AgentFileSettings::keep));
  }

  private byte[] bytes(Files files) {
    try {
      return files.read(path, AgentYaml.LARGEST).orElse(new byte[0]);
    } catch (WindowsException e) {
      mistakes.add(path + ": " + e.getMessage());
      return new byte[0];
    }
  }

  private static Duration refresh(Duration refresh) {
    if (refresh.compareTo(LEAST_REFRESH) < 0 || refresh.compareTo(MOST_REFRESH) > 0) {
      throw new IllegalArgumentException("'policy-refresh' goes from 1m to 7d.");
    }
    return refresh;
  }

  private static Duration keep(Duration keep) {
    if (keep.compareTo(LEAST_KEEP) < 0 || keep.compareTo(MOST_KEEP) > 0) {
      throw new IllegalArgumentException("'journal-keep' goes from 31d to 3650d.");
    }
    return keep;
  }

  private <T> Optional<Said<T>> said(Optional<AgentYaml.Said<T>> said) {
    return said.map(value ->
        new Said<>(
            value.value(),
            new Origin(
                Origin.Source.AGENT_FILE,
                path + ":" + value.place().line() + ":" + value.place().column())));
  }
}
