package org.fettle.policy.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Durations;
import org.fettle.policy.ScheduleText;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.settings.FoundSettings.Found;

/** What counts where several sources say something, and whether it holds together. */
final class MergedSettings {
  private final List<SaidSettings> highestFirst;
  private final Optional<Said<URI>> policyUrl;
  private final Optional<Said<Path>> policyFolder;
  private final Optional<Said<PolicyKeys>> policyKeys;
  private final Optional<Said<Duration>> policyRefresh;
  private final Optional<Said<Schedule>> schedule;
  private final Optional<Said<Duration>> journalKeep;

  MergedSettings(List<SaidSettings> highestFirst, SettingsMistakes mistakes) {
    this.highestFirst = highestFirst;
    highestFirst.forEach(source -> requireOneChoice(source, mistakes));
    Optional<SaidSettings> choice =
        highestFirst.stream()
            .filter(source -> source.policyUrl().isPresent() || source.policyFolder().isPresent())
            .findFirst();
    policyUrl = choice.flatMap(SaidSettings::policyUrl);
    policyFolder = choice.flatMap(SaidSettings::policyFolder);
    policyKeys = first(SaidSettings::policyKeys);
    policyRefresh = first(SaidSettings::policyRefresh);
    schedule = first(SaidSettings::schedule);
    journalKeep = first(SaidSettings::journalKeep);
    // Where another mistake is, a key may have been meant.
    if (mistakes.isEmpty() && choice.isPresent() && policyKeys.isEmpty()) {
      boolean isAddress = policyUrl.isPresent();
      mistakes.add(
          isAddress ? origin(policyUrl) : origin(policyFolder),
          "A public key has to be pinned beside "
              + (isAddress ? "an address" : "a folder")
              + ", as 'policy-keys' or PolicyKeys: a bundle is believed by its signature alone.");
    }
  }

  Settings settings() {
    return new Settings(
        policyUrl.map(Said::value),
        policyFolder.map(Said::value),
        policyKeys.map(Said::value),
        policyRefresh.map(Said::value).orElse(Settings.DEFAULT.policyRefresh()),
        schedule.map(Said::value),
        journalKeep.map(Said::value).orElse(Settings.DEFAULT.journalKeep()));
  }

  List<Found> values() {
    return List.of(
        found(Setting.POLICY_URL, policyUrl.map(Said::value).map(URI::toString), policyUrl),
        found(
            Setting.POLICY_FOLDER, policyFolder.map(Said::value).map(Path::toString), policyFolder),
        found(Setting.POLICY_KEYS, policyKeys.map(Said::value).map(PolicyKeys::ids), policyKeys),
        found(
            Setting.POLICY_REFRESH,
            Optional.of(Durations.text(settings().policyRefresh())),
            policyRefresh),
        found(Setting.SCHEDULE, schedule.map(Said::value).map(ScheduleText::of), schedule),
        found(
            Setting.JOURNAL_KEEP,
            Optional.of(Durations.text(settings().journalKeep())),
            journalKeep));
  }

  private Found found(Setting setting, Optional<String> value, Optional<? extends Said<?>> counts) {
    List<Origin> displaced = new ArrayList<>();
    if (counts.isPresent()) {
      for (SaidSettings source : highestFirst) {
        said(source, setting).map(Said::origin).forEach(displaced::add);
      }
      displaced.remove(origin(counts));
    }
    return new Found(setting, value, origin(counts), List.copyOf(displaced));
  }

  /** What a source says of the setting, or of what stands for the same choice. */
  private static Stream<? extends Said<?>> said(SaidSettings source, Setting setting) {
    return switch (setting) {
      case POLICY_URL, POLICY_FOLDER ->
          Stream.of(source.policyUrl(), source.policyFolder()).flatMap(Optional::stream);
      case POLICY_KEYS -> source.policyKeys().stream();
      case POLICY_REFRESH -> source.policyRefresh().stream();
      case SCHEDULE -> source.schedule().stream();
      case JOURNAL_KEEP -> source.journalKeep().stream();
    };
  }

  private <T> Optional<Said<T>> first(Function<SaidSettings, Optional<Said<T>>> setting) {
    return highestFirst.stream().map(setting).flatMap(Optional::stream).findFirst();
  }

  private static void requireOneChoice(SaidSettings source, SettingsMistakes mistakes) {
    if (source.policyUrl().isPresent() && source.policyFolder().isPresent()) {
      mistakes.add(
          source.policyFolder().get().origin(),
          "Policies come from an address or from a folder, not from both; "
              + source.policyUrl().get().origin().place()
              + " sets an address.");
    }
  }

  private static Origin origin(Optional<? extends Said<?>> said) {
    return said.isPresent() ? said.get().origin() : Origin.DEFAULT;
  }
}
