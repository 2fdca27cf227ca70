package org.fettle.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Assignment.Trigger;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.SigningKey;
import org.fettle.policy.settings.FoundSettings.Found;
import org.fettle.policy.settings.Origin.Source;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

class EndpointSettingsTest {
  private static final String GROUP_POLICY = "HKLM\\SOFTWARE\\Policies\\Fettle\\";
  private static final String INSTALLER = "HKLM\\SOFTWARE\\Fettle\\";
  private static final String KEYS = "policy-keys: '" + Endpoint.KEY + "'\n";

  private final Endpoint endpoint = Endpoint.untouched();

  @Test
  void whereNothingIsSetTheDefaultsCount() throws SettingsException {
    FoundSettings found = endpoint.found();

    assertThat(found.settings()).isEqualTo(Settings.DEFAULT);
    assertThat(found.values()).extracting(Found::setting).containsExactly(Setting.values());
    assertThat(found.values()).extracting(Found::origin).containsOnly(Origin.DEFAULT);
    assertThat(found.file()).isEqualTo(Endpoint.FILE);
  }

  @Test
  void aFileOfCommentsAloneSaysNothing() throws SettingsException {
    for (String text : List.of("", "\n", "# nothing\n\n  # more", "\uFEFF# nothing\r\n")) {
      assertThat(endpoint.withFile(text).found().settings()).isEqualTo(Settings.DEFAULT);
    }
  }

  @Test
  void theFileSaysEverySetting() throws SettingsException {
    FoundSettings found =
        endpoint
            .withFile(
                """
                policy-url: https://policies.contoso.com:8443/fleet.zip?ring=1
                policy-keys: ['%s']
                policy-refresh: 7d
                schedule: { every: 4h, jitter: 30m, at: [startup] }
                """
                    .formatted(Endpoint.KEY))
            .found();

    Settings settings = found.settings();
    assertThat(settings.policyUrl())
        .contains(URI.create("https://policies.contoso.com:8443/fleet.zip?ring=1"));
    assertThat(settings.policyKeys().map(PolicyKeys::text)).contains(Endpoint.KEY);
    assertThat(settings.policyRefresh()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.schedule())
        .contains(
            new Schedule(
                Optional.of(Duration.ofHours(4)),
                Optional.empty(),
                Duration.ofMinutes(30),
                Set.of(Trigger.STARTUP)));
    assertThat(origin(found, Setting.POLICY_KEYS))
        .isEqualTo(new Origin(Source.AGENT_FILE, Endpoint.FILE + ":2:14"));
    assertThat(value(found, Setting.SCHEDULE)).contains("4h jitter 30m at startup");
    assertThat(value(found, Setting.POLICY_KEYS)).contains(Endpoint.KEY.substring(0, 16));
  }

  @Test
  void aScheduleOfTheFileMayBeByCron() throws SettingsException {
    FoundSettings found = endpoint.withFile("schedule: { cron: '0 0 6 * * ?' }").found();

    assertThat(found.settings().schedule().flatMap(Schedule::cron)).contains("0 0 6 * * ?");
    assertThat(value(found, Setting.SCHEDULE)).contains("cron '0 0 6 * * ?'");
  }

  @Test
  void groupPolicySaysEverySetting() throws SettingsException {
    FoundSettings found =
        endpoint
            .withGroupPolicy(
                "{ policyurl: { text: 'HTTPS://policies.contoso.com/fleet.zip' },"
                    + " PolicyKeys: { texts: ['"
                    + Endpoint.KEY
                    + "'] },"
                    + " PolicyRefreshMinutes: { dword: 10080 },"
                    + " ScheduleEveryMinutes: { dword: 240 }, ScheduleJitterMinutes: { dword: 30 },"
                    + " ScheduleAtStartup: { dword: 0 }, ScheduleAtLogon: { dword: 1 },"
                    + " ScheduleAtPolicyChange: { dword: 1 },"
                    + " ScheduleAtRegistryChange: { dword: 1 } }")
            .found();

    Settings settings = found.settings();
    assertThat(settings.policyUrl().map(URI::getHost)).contains("policies.contoso.com");
    assertThat(settings.policyKeys().map(PolicyKeys::text)).contains(Endpoint.KEY);
    assertThat(settings.policyRefresh()).isEqualTo(Duration.ofDays(7));
    assertThat(value(found, Setting.SCHEDULE))
        .contains("4h jitter 30m at logon,policy-change,registry-change");
    assertThat(origin(found, Setting.SCHEDULE).place())
        .isEqualTo(
            GROUP_POLICY
                + "ScheduleEveryMinutes, ScheduleJitterMinutes, ScheduleAtStartup,"
                + " ScheduleAtLogon, ScheduleAtPolicyChange, ScheduleAtRegistryChange");
    assertThat(found.unknown()).isEmpty();
  }

  @Test
  void aScheduleOfGroupPolicyMayDoWithoutTheClock() throws SettingsException {
    assertThat(
            endpoint
                .withGroupPolicy(
                    "{ ScheduleEveryMinutes: { dword: 0 }, ScheduleAtLogon: { dword: 1 } }")
                .found()
                .settings()
                .schedule())
        .contains(
            new Schedule(Optional.empty(), Optional.empty(), Duration.ZERO, Set.of(Trigger.LOGON)));
  }

  @Test
  void theInstallerSaysItsFourAndLeavesEmptyWhatItWasNotGiven() throws SettingsException {
    String values =
        "{ PolicyUrl: { text: '' }, PolicyFolder: { text: '\\\\files\\policies' },"
            + " PolicyKeys: { text: '"
            + Endpoint.KEY
            + "' }, Schedule: { text: '4h jitter 30m at startup, logon' },"
            + " InstallDir: { text: 'C:\\Program Files\\Fettle' }, Version: { text: '1.0.0' } }";

    FoundSettings found = endpoint.withInstaller(values).found();

    assertThat(found.settings().policyUrl()).isEmpty();
    assertThat(found.settings().policyFolder()).contains(Path.of("\\\\files\\policies"));
    assertThat(value(found, Setting.SCHEDULE)).contains("4h jitter 30m at startup,logon");
    assertThat(origin(found, Setting.SCHEDULE))
        .isEqualTo(new Origin(Source.INSTALLER, INSTALLER + "Schedule"));
    assertThat(found.unknown()).isEmpty();
  }

  @Test
  void howLongTheJournalIsKeptIsSetByTheFileOrByGroupPolicy() throws SettingsException {
    assertThat(endpoint.found().settings().journalKeep()).isEqualTo(Duration.ofDays(400));
    Endpoint byFile = endpoint.withFile("journal-keep: 90d");
    assertThat(byFile.found().settings().journalKeep()).isEqualTo(Duration.ofDays(90));
    FoundSettings byBoth = byFile.withGroupPolicy("{ JournalKeepDays: { dword: 3650 } }").found();
    assertThat(value(byBoth, Setting.JOURNAL_KEEP)).contains("3650d");
    assertThat(byBoth.of(Setting.JOURNAL_KEEP).displaced())
        .extracting(Origin::place)
        .containsExactly(Endpoint.FILE + ":1:15");
  }

  @Test
  void theHighestSourceCountsForEachSettingByItself() throws SettingsException {
    FoundSettings found =
        endpoint
            .withInstaller(
                "{ PolicyUrl: { text: 'https://installer.contoso.com/' },"
                    + " Schedule: { text: 8h }, PolicyKeys: { text: '"
                    + Endpoint.KEY
                    + "' } }")
            .withFile("policy-url: https://file.contoso.com/\npolicy-refresh: 1h\n")
            .withGroupPolicy("{ PolicyUrl: { text: 'https://policy.contoso.com/' } }")
            .found();

    assertThat(found.settings().policyUrl()).contains(URI.create("https://policy.contoso.com/"));
    assertThat(found.values())
        .extracting(one -> one.origin().source())
        .containsExactly(
            Source.GROUP_POLICY,
            Source.DEFAULT,
            Source.INSTALLER,
            Source.AGENT_FILE,
            Source.INSTALLER,
            Source.DEFAULT);
    assertThat(found.of(Setting.POLICY_URL).displaced())
        .extracting(Origin::place)
        .containsExactly(Endpoint.FILE + ":1:13", INSTALLER + "PolicyUrl");
  }

  @Test
  void anAddressAndAFolderAreOneChoice() throws SettingsException {
    FoundSettings folder =
        endpoint
            .withFile("policy-url: https://file.contoso.com/\n" + KEYS)
            .withGroupPolicy("{ PolicyFolder: { text: 'D:/Policies/' } }")
            .found();
    assertThat(folder.settings().policyUrl()).isEmpty();
    assertThat(value(folder, Setting.POLICY_FOLDER)).contains("D:\\Policies");
    assertThat(folder.of(Setting.POLICY_FOLDER).displaced())
        .extracting(Origin::place)
        .containsExactly(Endpoint.FILE + ":1:13");
    assertThat(origin(folder, Setting.POLICY_URL)).isEqualTo(Origin.DEFAULT);

    FoundSettings address =
        endpoint
            .withFile("policy-folder: '\\\\files\\policies'\n" + KEYS)
            .withGroupPolicy("{ PolicyUrl: { text: 'https://policy.contoso.com/' } }")
            .found();
    assertThat(address.settings().policyFolder()).isEmpty();
    assertThat(address.settings().policyUrl()).isPresent();
  }

  @Test
  void keysOfOneSourceAreNotAddedToThoseOfAnother() throws SettingsException {
    String other = SigningKey.generate().publicKey().text();

    Settings settings =
        endpoint
            .withFile(KEYS)
            .withGroupPolicy("{ PolicyKeys: { text: '" + other + "' } }")
            .found()
            .settings();

    assertThat(settings.policyKeys().map(PolicyKeys::text)).contains(other);
  }

  @Test
  void twoKeysAreGivenAsAListOrAsOneText() throws SettingsException {
    String other = SigningKey.generate().publicKey().text();
    String both = Endpoint.KEY + "," + other;

    for (Endpoint one :
        List.of(
            endpoint.withFile("policy-keys: ['" + Endpoint.KEY + "', '" + other + "']"),
            endpoint.withFile("policy-keys: |\n  " + Endpoint.KEY + "\n  " + other + "\n"),
            endpoint.withInstaller("{ PolicyKeys: { text: '" + both + "' } }"),
            endpoint.withGroupPolicy(
                "{ PolicyKeys: { texts: ['" + Endpoint.KEY + "', '" + other + "'] } }"))) {
      assertThat(one.found().settings().policyKeys().map(PolicyKeys::text)).contains(both);
    }
  }

  @Test
  void variablesOfTheMachineAreReplacedInAFolder() throws SettingsException {
    for (Endpoint one :
        List.of(
            endpoint.withFile("policy-folder: '%ProgramData%\\Contoso'\n" + KEYS),
            endpoint
                .withFile(KEYS)
                .withInstaller("{ PolicyFolder: { text: '%ProgramData%\\Contoso' } }"),
            endpoint
                .withFile(KEYS)
                .withGroupPolicy(
                    "{ PolicyFolder: { expandable-text: '%PROGRAMDATA%\\Contoso' } }"))) {
      assertThat(value(one.found(), Setting.POLICY_FOLDER)).contains("C:\\ProgramData\\Contoso");
    }
  }

  @Test
  void whatANewerTemplateWritesIsToldAndLeftAlone() throws SettingsException {
    FoundSettings found =
        endpoint
            .withGroupPolicy(
                "{ '': { text: x }, PolicyRefreshMinutes: { dword: 5 }, NextYear: { dword: 1 } }")
            .found();

    assertThat(found.settings().policyRefresh()).isEqualTo(Duration.ofMinutes(5));
    assertThat(found.unknown()).containsExactly(GROUP_POLICY + "NextYear");
  }

  @Test
  void whatA32BitProgramWroteBesideTheInstallersValuesDoesNotCount() throws SettingsException {
    assertThat(
            endpointOf(
                    """
                    registry:
                      'HKLM\\SOFTWARE\\WOW6432Node\\Fettle': { PolicyFolder: { text: 'C:\\P' } }
                    """)
                .settings())
        .isEqualTo(Settings.DEFAULT);
  }

  @Test
  void whatMayNotBeReadIsAMistakeAndNotADefault() {
    assertThatThrownBy(() -> endpointOf("denied: ['HKLM\\SOFTWARE\\Policies\\Fettle']"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("HKLM\\SOFTWARE\\Policies\\Fettle")
        .hasMessageContaining("access denied");
    assertThatThrownBy(
            () -> endpointOf("disk: { '" + Endpoint.FILE + "': { text: '', denied: true } }"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(Endpoint.FILE)
        .hasMessageContaining("access denied")
        .isNotInstanceOf(WindowsException.class);
    assertThatThrownBy(() ->
            endpointOf("disk: { '" + Endpoint.FILE + "': { link-to: 'C:\\Users\\anna\\a' } }"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(Endpoint.FILE);
  }

  @Test
  void theExampleIsReadAsItIsAndWithEachOfItsSettings() throws Exception {
    String example = example();
    assertThat(endpoint.withFile(example).found().settings()).isEqualTo(Settings.DEFAULT);

    String address =
        example
            .replaceAll("(?m)^#(?=policy-(url|keys|refresh)|schedule)", "")
            .replaceAll("0123456789abcdef:\\S+", Endpoint.KEY);
    FoundSettings found = endpoint.withFile(address).found();
    assertThat(found.settings().policyUrl()).isPresent();
    assertThat(found.settings().schedule()).isPresent();
    assertThat(found.settings().policyRefresh()).isEqualTo(Settings.DEFAULT.policyRefresh());
    String folder = address.replace("policy-url:", "#").replace("#policy-folder", "policy-folder");
    assertThat(value(endpoint.withFile(folder).found(), Setting.POLICY_FOLDER))
        .contains("\\\\server\\share\\policies");
  }

  private static String example() throws IOException {
    return Files.readString(Path.of("agent", "agent.example.yaml"));
  }

  private static FoundSettings endpointOf(String machineFile) throws SettingsException {
    try (var machine = new MemoryWindows(MachineFile.read(machineFile))) {
      return EndpointSettings.of(machine);
    }
  }

  private static Optional<String> value(FoundSettings found, Setting setting) {
    return found.of(setting).value();
  }

  private static Origin origin(FoundSettings found, Setting setting) {
    return found.of(setting).origin();
  }
}
