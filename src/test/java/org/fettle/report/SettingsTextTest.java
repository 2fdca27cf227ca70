package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.fettle.policy.settings.Endpoint;
import org.fettle.policy.settings.FoundSettings;
import org.fettle.policy.settings.SettingsException;
import org.junit.jupiter.api.Test;

class SettingsTextTest {
  private static final String MACHINE = "LAP-0117";

  @Test
  void eachSettingSaysWhoSetItAndWhomThatDisplaces() throws SettingsException {
    String text = SettingsText.of(MACHINE, everySource(), Style.PLAIN);
    assertThat(text.lines())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(Page.COLUMNS));
    Golden.assertIs("settings.golden.txt", text);
  }

  @Test
  void programsGetTheSame() throws SettingsException {
    Golden.assertIs("settings.golden.json", JsonSettings.of(MACHINE, everySource()));
  }

  @Test
  void whereNothingIsSetTheDefaultsAreShown() throws SettingsException {
    Golden.assertIs(
        "settings-untouched.golden.txt",
        SettingsText.of(MACHINE, Endpoint.untouched().found(), Style.PLAIN));
  }

  @Test
  void whatATerminalWouldObeyIsWrittenOut() throws SettingsException {
    FoundSettings hostile =
        Endpoint.untouched()
            .withInstaller("{ PolicyKeys: { text: '" + Endpoint.KEY + "' } }")
            .withGroupPolicy(
                "{ PolicyFolder: { text: \"C:\\\\P\\u202Eexe\" }, \"A\\e[2J\": { dword: 1 } }")
            .found();

    String text = SettingsText.of(MACHINE, hostile, Style.PLAIN);
    assertThat(text)
        .contains("C:\\P‹U+202E›exe", "A‹U+001B›[2J")
        .doesNotContain("\u202E", "\u001B");
    assertThat(JsonSettings.of(MACHINE, hostile)).doesNotContain("\u202E", "\u001B");
  }

  private static FoundSettings everySource() throws SettingsException {
    return Endpoint.untouched()
        .withInstaller(
            "{ PolicyUrl: { text: 'https://installer.contoso.com/fleet.zip' },"
                + " PolicyKeys: { text: '"
                + Endpoint.KEY
                + "' }, Schedule: { text: 8h } }")
        .withFile(
            """
            # This laptop looks more often.
            policy-refresh: 10m
            schedule: { every: 4h, jitter: 30m, at: [startup, logon] }
            journal-keep: 90d
            """)
        .withGroupPolicy(
            "{ PolicyUrl: { text: 'https://policies.contoso.com/fleet.zip' },"
                + " NextYear: { dword: 1 } }")
        .found();
  }
}
