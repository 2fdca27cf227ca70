package org.fettle.policy.settings;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fettle.policy.ScheduleText;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.windows.Registry;
import org.fettle.windows.RegistryKey;

/**
 * What the installer was given: it writes its properties POLICYURL, POLICYDIR, POLICYKEY and
 * SCHEDULE as texts, an empty one for a property that it was not given.
 */
final class InstallerSettings {
  static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Fettle");

  private final RegistrySource values;
  private final SettingsMistakes mistakes;

  InstallerSettings(Registry registry, SettingsMistakes mistakes) {
    this.values = new RegistrySource(Origin.Source.INSTALLER, KEY, registry, mistakes);
    this.mistakes = mistakes;
  }

  SaidSettings read(UnaryOperator<String> expand) {
    return new SaidSettings(
        mistakes.read(given(values.text("PolicyUrl")), PolicyPlaces::address),
        mistakes.read(
            given(values.text("PolicyFolder")), text -> PolicyPlaces.folder(expand.apply(text))),
        mistakes.read(given(values.lines("PolicyKeys")), PolicyKeys::parse),
        Optional.empty(),
        mistakes.read(given(values.text("Schedule")), ScheduleText::parse),
        Optional.empty());
  }

  private static Optional<Said<String>> given(Optional<Said<String>> said) {
    return said.filter(text -> !text.value().isBlank());
  }
}
