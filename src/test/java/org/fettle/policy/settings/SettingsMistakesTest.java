package org.fettle.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is told with its place and what was expected, and all of it at once. */
class SettingsMistakesTest {
  private static final String FILE = Endpoint.FILE;
  private static final String GROUP_POLICY = "HKLM\\SOFTWARE\\Policies\\Fettle\\";
  private static final String INSTALLER = "HKLM\\SOFTWARE\\Fettle\\";
  private static final String OTHER_FOLDER =
      "Expected a folder such as C:\\Policies or \\\\server\\share\\policies, but found '";
  private static final String FLEET = "https://policies.contoso.com/fleet.zip";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "policy-ulr: x | :1:1: Unknown key 'policy-ulr'; did you mean 'policy-url'? An endpoint has"
            + " the keys policy-url, policy-folder, policy-keys, policy-refresh, schedule and"
            + " journal-keep.",
        "policy-refresh: 1m\\npolicy-refresh: 1m | :2:1: The key 'policy-refresh' stands here twice; keep one of them.",
        "just a text | :1:1: Expected an endpoint, with the keys policy-url, policy-folder, policy-keys, policy-refresh, schedule and journal-keep, but found the text 'just a text'.",
        "policy-url: [ | :1:14: ",
        "a: &x 1 | :1:4: ",
        "policy-url: [a] | :1:13: Expected a text, but found a list.",
        "policy-url: http://policies.contoso.com/ | :1:13: Expected an address that begins with"
            + " https://, but found http://: policies are fetched only from a server that proves who"
            + " it is.",
        "policy-url: ftp://policies.contoso.com/ | :1:13: Expected an address that begins with"
            + " https://: policies",
        "policy-url: '' | :1:13: Expected an address that begins with https://: policies",
        "policy-url: 'https:fleet.zip' | :1:13: The address names no server that there could be.",
        "policy-url: 'https:///fleet.zip' | :1:13: ",
        "policy-url: 'https://a b/' | :1:13: Expected an address such as "
            + FLEET
            + ", but this is none.",
        "policy-url: 'https://policies.contoso.com:0/' | :1:13: A port goes from 1 to 65535.",
        "policy-url: 'https://policies.contoso.com:65536/' | :1:13: A port goes from 1 to 65535.",
        "policy-url: 'https://policies.contoso.com/#x' | :1:13: An address of a bundle has no part behind a #.",
        "policy-folder: policies | :1:16: " + OTHER_FOLDER + "policies'.",
        "policy-folder: 'C:\\' | :1:16: " + OTHER_FOLDER + "C:'.",
        "policy-folder: 'C:\\a\\..\\b' | :1:16: " + OTHER_FOLDER + "C:\\a\\..\\b'.",
        "policy-folder: '%Nobody%\\x' | :1:16: There is no variable of that name for the machine in '%Nobody%\\x'.",
        "policy-keys: x | :1:14: This is no public key: expected 16 hexadecimal digits",
        "policy-keys: 1 | :1:14: Expected a public key such as 'fettle policy keygen' writes it, but found the number 1.",
        "policy-keys: [[a]] | :1:15: Expected a public key such as 'fettle policy keygen' writes it, but found a list.",
        "policy-keys: [] | :1:14: Expected one public key, or two while keys are changed, but found 0.",
        "policy-refresh: 59s | :1:17: 'policy-refresh' goes from 1m to 7d.",
        "policy-refresh: 8d | :1:17: 'policy-refresh' goes from 1m to 7d.",
        "policy-refresh: 30 | :1:17: Expected a duration such as 4h, 30m, 90s or 2d, but found '30'.",
        "schedule: 4h | :1:11: Expected a schedule, with the keys every, cron, jitter and at, but found the text '4h'.",
        "schedule: {} | :1:11: A schedule needs 'every', 'cron' or 'at'.",
        "`schedule: { every: 4h, cron: '0 0 6 * * ?' }` | :1:11: A schedule has 'every' or 'cron', not both.",
        "schedule: { every: 30s } | :1:20: The least that 'every' may be is 1m.",
        "schedule: { at: [noon] } | :1:18: Expected one of",
        "journal-keep: 30d | :1:15: 'journal-keep' goes from 31d to 3650d.",
        "journal-keep: 3651d | :1:15: 'journal-keep' goes from 31d to 3650d.",
        "journal-keep: forever | :1:15: Expected a duration such as 4h, 30m, 90s or 2d, but found 'forever'.",
      })
  void aMistakeInTheFileIsToldWithItsPlace(String text, String mistake) {
    assertThat(mistakes(Endpoint.untouched().withFile(text.replace("\\n", "\n"))))
        .as(text)
        .singleElement()
        .asString()
        .startsWith(FILE + mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PolicyUrl: { dword: 1 } | PolicyUrl: Expected a text (REG_SZ or REG_EXPAND_SZ), but found the type 'dword'.",
        "PolicyUrl: { text: '' } | PolicyUrl: Expected an address that begins with https://: policies",
        "PolicyUrl: { text: 'http://x/' } | PolicyUrl: Expected an address that begins with https://, but found http://",
        "PolicyFolder: { texts: [a] } | PolicyFolder: Expected a text (REG_SZ or REG_EXPAND_SZ), but found the type 'texts'.",
        "PolicyFolder: { text: a } | PolicyFolder: " + OTHER_FOLDER + "a'.",
        "PolicyKeys: { binary: '00' } | PolicyKeys: Expected a text or several (REG_SZ or REG_MULTI_SZ), but found the type 'binary'.",
        "PolicyKeys: { texts: [a] } | PolicyKeys: This is no public key",
        "PolicyRefreshMinutes: { text: '30' } | PolicyRefreshMinutes: Expected a whole number (REG_DWORD) from 1 to 10080, but found the type 'text'.",
        "PolicyRefreshMinutes: { qword: 30 } | PolicyRefreshMinutes: Expected a whole number (REG_DWORD) from 1 to 10080, but found the type 'qword'.",
        "PolicyRefreshMinutes: { dword: 0 } | PolicyRefreshMinutes: Expected a whole number (REG_DWORD) from 1 to 10080, but found 0.",
        "PolicyRefreshMinutes: { dword: 10081 } | PolicyRefreshMinutes: Expected a whole number (REG_DWORD) from 1 to 10080, but found 10081.",
        "ScheduleEveryMinutes: { dword: 43201 } | ScheduleEveryMinutes: Expected a whole number (REG_DWORD) from 0 to 43200, but found 43201.",
        "ScheduleEveryMinutes: { dword: 4294967295 } | ScheduleEveryMinutes: Expected a whole number (REG_DWORD) from 0 to 43200, but found 4294967295.",
        "ScheduleAtLogon: { dword: 2 } | ScheduleAtLogon: Expected a whole number (REG_DWORD) from 0 to 1, but found 2.",
        "ScheduleEveryMinutes: { dword: 0 } | ScheduleEveryMinutes: A schedule needs ScheduleEveryMinutes of 1 or more, or an occasion such as ScheduleAtStartup.",
        "ScheduleJitterMinutes: { dword: 9 } | ScheduleJitterMinutes: A schedule needs ScheduleEveryMinutes of 1 or more, or an occasion such as ScheduleAtStartup.",
      })
  void aMistakeInGroupPolicyIsToldWithItsValue(String value, String mistake) {
    assertThat(mistakes(Endpoint.untouched().withGroupPolicy("{ " + value + " }")))
        .singleElement()
        .asString()
        .startsWith(GROUP_POLICY + mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Schedule: { dword: 4 } | Schedule: Expected a text (REG_SZ or REG_EXPAND_SZ), but found the type 'dword'.",
        "Schedule: { text: often } | Schedule: 'often' cannot stand here: expected '4h', '4h jitter 30m' or",
        "Schedule: { text: 30s } | Schedule: The least that 'every' may be is 1m.",
        "Schedule: { text: 4h jitter } | Schedule: Something is missing at the end: expected",
        "Schedule: { text: 4h at } | Schedule: No occasion stands behind 'at': expected",
        "Schedule: { text: 4h at noon } | Schedule: 'noon' cannot stand here: expected",
        "Schedule: { text: 4h 5h } | Schedule: '5h' cannot stand here: expected",
        "Schedule: { text: jitter 30m } | Schedule: A schedule needs 'every', 'cron' or 'at'.",
        "PolicyUrl: { text: 'http://x/' } | PolicyUrl: Expected an address that begins with https://, but found http://",
        "PolicyFolder: { text: 'x' } | PolicyFolder: " + OTHER_FOLDER + "x'.",
      })
  void aMistakeOfTheInstallersIsToldWithItsValue(String value, String mistake) {
    assertThat(mistakes(Endpoint.untouched().withInstaller("{ " + value + " }")))
        .singleElement()
        .asString()
        .startsWith(INSTALLER + mistake);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://anna:hunter2@policies.contoso.com/",
        "https://hunter2@policies.contoso.com/",
        "https://@policies.contoso.com/hunter2",
        "https://anna:hunter2@",
        "https://anna:hunter2@policies contoso/",
        "anna:hunter2@policies.contoso.com/",
      })
  void aPasswordInAnAddressIsRefusedAndNotRepeated(String address) {
    assertThat(mistakes(Endpoint.untouched().withFile("policy-url: '" + address + "'")))
        .singleElement()
        .asString()
        .startsWith(FILE + ":1:13: ")
        .doesNotContain("hunter2", "anna");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\\server",
        "\\\\server\\",
        "\\\\.\\C:\\policies",
        "\\\\?\\UNC\\server\\share",
        "//?/C:/policies",
        "\\\\server\\share\\..\\other",
        "\\\\..\\share",
        "\\\\server\\sha*e",
        "\\\\server\\\\share",
        "\\\\\\server\\share",
        "\\\\ser ver\\share",
        "\\policies",
        "C:policies",
        "C:\\policies:stream",
        "C:\\nul",
      })
  void pathsThatLeadSomewhereElseAreRefused(String path) {
    assertThat(mistakes(Endpoint.untouched().withFile("policy-folder: '" + path + "'")))
        .singleElement()
        .asString()
        .startsWith(FILE + ":1:16: " + OTHER_FOLDER);
  }

  @Test
  void anAddressOrAFolderNeedsAKey() {
    String told = "as 'policy-keys' or PolicyKeys: a bundle is believed by its signature alone.";
    assertThat(mistakes(Endpoint.untouched().withFile("policy-url: " + FLEET)))
        .containsExactly(FILE + ":1:13: A public key has to be pinned beside an address, " + told);
    for (String folder : List.of("\\\\files\\policies", "//files/p/", "Z:\\policies", "C:\\P")) {
      assertThat(
              mistakes(
                  Endpoint.untouched()
                      .withGroupPolicy("{ PolicyFolder: { text: '" + folder + "' } }")))
          .containsExactly(
              GROUP_POLICY
                  + "PolicyFolder: A public key has to be pinned beside a folder, "
                  + told);
    }
  }

  @Test
  void anAddressAndAFolderOfOneSourceContradictEachOther() {
    String keys = "policy-keys: '" + Endpoint.KEY + "'\n";
    assertThat(
            mistakes(
                Endpoint.untouched()
                    .withFile("policy-folder: 'C:\\P'\npolicy-url: " + FLEET + "\n" + keys)))
        .containsExactly(
            FILE
                + ":1:16: Policies come from an address or from a folder, not from both; "
                + FILE
                + ":2:13 sets an address.");
  }

  @Test
  void theSameKeyTwiceAndOneTooManyAreRefused() {
    String twice = "policy-keys: ['" + Endpoint.KEY + "', '" + Endpoint.KEY + "']";
    assertThat(mistakes(Endpoint.untouched().withFile(twice)))
        .singleElement()
        .asString()
        .endsWith("but found the same one twice.");
  }

  @Test
  void everyMistakeOfEverySourceIsToldAtOnce() {
    List<String> told =
        mistakes(
            Endpoint.untouched()
                .withGroupPolicy(
                    "{ PolicyRefreshMinutes: { dword: 0 }, ScheduleAtLogon: { text: x } }")
                .withFile(
                    """
                    policy-url: http://x/
                    nonsense: 1
                    policy-refresh: 1s
                    policy-keys: x
                    schedule: { every: x }
                    """)
                .withInstaller("{ Schedule: { text: x }, PolicyUrl: { text: x } }"));

    assertThat(told)
        .extracting(mistake -> mistake.replaceFirst(": .*", ""))
        .containsExactlyInAnyOrder(
            GROUP_POLICY + "PolicyRefreshMinutes",
            GROUP_POLICY + "ScheduleAtLogon",
            FILE + ":1:13",
            FILE + ":2:1",
            FILE + ":3:17",
            FILE + ":4:14",
            FILE + ":5:20",
            INSTALLER + "PolicyUrl",
            INSTALLER + "Schedule");
  }

  @Test
  void whatIsWrongAndDisplacedIsStillWrong() {
    assertThat(
            mistakes(
                Endpoint.untouched()
                    .withInstaller("{ PolicyFolder: { text: x } }")
                    .withFile("policy-folder: 'C:\\P'\npolicy-keys: '" + Endpoint.KEY + "'")))
        .singleElement()
        .asString()
        .startsWith(INSTALLER + "PolicyFolder: ");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() {
    assertThat(mistakes(Endpoint.untouched().withFile("#".repeat(64 * 1024 + 1))))
        .singleElement()
        .asString()
        .startsWith(FILE);
  }

  private static List<String> mistakes(Endpoint endpoint) {
    return catchThrowableOfType(SettingsException.class, endpoint::found).mistakes();
  }
}
