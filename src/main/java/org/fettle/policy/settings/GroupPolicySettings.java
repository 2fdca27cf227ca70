package org.fettle.policy.settings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Assignment.Trigger;
import org.fettle.policy.ScheduleText;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;

/** What Group Policy sets, by the value names of {@code agent/admx/Fettle.admx}. */
final class GroupPolicySettings {
  static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\Fettle");

  static final String URL = "PolicyUrl";
  static final String FOLDER = "PolicyFolder";
  static final String KEYS = "PolicyKeys";
  static final NumberValue REFRESH = new NumberValue("PolicyRefreshMinutes", 1, 10_080);

  /** 0 where the clock does not count. */
  static final NumberValue EVERY = new NumberValue("ScheduleEveryMinutes", 0, 43_200);

  static final NumberValue JITTER = new NumberValue("ScheduleJitterMinutes", 0, 1_440);

  static final NumberValue JOURNAL_KEEP =
      new NumberValue(
          "JournalKeepDays",
          (int) AgentFileSettings.LEAST_KEEP.toDays(),
          (int) AgentFileSettings.MOST_KEEP.toDays());

  static final Map<Trigger, NumberValue> OCCASIONS =
      Map.of(
          Trigger.STARTUP, new NumberValue("ScheduleAtStartup", 0, 1),
          Trigger.LOGON, new NumberValue("ScheduleAtLogon", 0, 1),
          Trigger.POLICY_CHANGE, new NumberValue("ScheduleAtPolicyChange", 0, 1),
          Trigger.REGISTRY_CHANGE, new NumberValue("ScheduleAtRegistryChange", 0, 1));

  private final RegistrySource values;
  private final SettingsMistakes mistakes;

  GroupPolicySettings(Registry registry, SettingsMistakes mistakes) {
    this.values = new RegistrySource(Origin.Source.GROUP_POLICY, KEY, registry, mistakes);
    this.mistakes = mistakes;
  }

  /** Every number that is read. */
  static List<NumberValue> numbers() {
    return Stream.concat(
            Stream.of(REFRESH, EVERY, JITTER, JOURNAL_KEEP), OCCASIONS.values().stream())
        .toList();
  }

  /** The name of every value that is read. */
  static Set<String> names() {
    return Stream.concat(Stream.of(URL, FOLDER, KEYS), numbers().stream().map(NumberValue::name))
        .collect(Collectors.toSet());
  }

  /** Where there are values that this version does not know. */
  List<String> unknown() {
    return values.others(names());
  }

  SaidSettings read(UnaryOperator<String> expand) {
    return new SaidSettings(
        mistakes.read(values.text(URL), PolicyPlaces::address),
        mistakes.read(values.text(FOLDER), text -> PolicyPlaces.folder(expand.apply(text))),
        mistakes.read(values.lines(KEYS), PolicyKeys::parse),
        mistakes.read(values.number(REFRESH), minutes -> Duration.ofMinutes(minutes)),
        schedule(),
        mistakes.read(values.number(JOURNAL_KEEP), days -> Duration.ofDays(days)));
  }

  private Optional<Said<Schedule>> schedule() {
    Optional<Said<Integer>> every = values.number(EVERY);
    Optional<Said<Integer>> jitter = values.number(JITTER);
    Set<Trigger> at = EnumSet.noneOf(Trigger.class);
    OCCASIONS.forEach((occasion, value) ->
        values.number(value).filter(said -> said.value() == 1).ifPresent(said -> at.add(occasion)));
    Origin origin =
        values.origin(
            Stream.concat(Stream.of(EVERY, JITTER), Stream.of(Trigger.values()).map(OCCASIONS::get))
                .map(NumberValue::name)
                .toList());
    if (every.isEmpty() && jitter.isEmpty() && at.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> interval =
        every.filter(said -> said.value() > 0).map(said -> Duration.ofMinutes(said.value()));
    if (interval.isEmpty() && at.isEmpty()) {
      mistakes.add(
          origin,
          "A schedule needs "
              + EVERY.name()
              + " of 1 or more, or an occasion such as ScheduleAtStartup.");
      return Optional.empty();
    }
    return Optional.of(
        new Said<>(
            ScheduleText.of(interval, jitter.map(said -> Duration.ofMinutes(said.value())), at),
            origin));
  }
}
