package org.fettle.policy.settings;

import java.util.List;
import java.util.function.UnaryOperator;
import org.fettle.windows.Windows;

/**
 * Reads what is set on an endpoint. Three sources say so, and for each setting the last of them
 * that says anything counts: the installer, in {@code HKLM\SOFTWARE\Fettle}; the file {@code
 * %ProgramData%\Fettle\agent.yaml}; Group Policy, in {@code HKLM\SOFTWARE\Policies\Fettle}. An
 * address and a folder are one choice. All of them can be written by admins alone.
 */
public final class EndpointSettings {
  private static final String FILE = "%ProgramData%\\Fettle\\agent.yaml";

  private EndpointSettings() {}

  /**
   * The settings of this machine, in its own view. Where nothing is set, {@link Settings#DEFAULT}.
   *
   * @throws SettingsException with every mistake of all sources, also of what another displaces;
   *     what cannot be read is one, too
   */
  public static FoundSettings of(Windows machine) throws SettingsException {
    SettingsMistakes mistakes = new SettingsMistakes();
    UnaryOperator<String> expand = machine.files()::expand;
    String file = expand.apply(FILE);
    GroupPolicySettings groupPolicy = new GroupPolicySettings(machine.registry(), mistakes);
    List<SaidSettings> highestFirst =
        List.of(
            groupPolicy.read(expand),
            new AgentFileSettings(file, mistakes).read(machine.files()),
            new InstallerSettings(machine.registry(), mistakes).read(expand));
    MergedSettings merged = new MergedSettings(highestFirst, mistakes);
    mistakes.throwIfAny();
    return new FoundSettings(merged.settings(), file, merged.values(), groupPolicy.unknown());
  }
}
