package org.fettle.wine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.fettle.policy.settings.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What other programs wrote into a Windows counts in the order that is promised. */
class SettingsIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "settings");

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
  void groupPolicyCountsBeforeTheFileAndTheFileBeforeTheInstaller() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (WinePrefix windows = WinePrefix.make(LOGS)) {
      windows.regedit(
          """
          [HKEY_LOCAL_MACHINE\\SOFTWARE\\Fettle]
          "PolicyUrl"="https://installer.contoso.com/fleet.zip"
          "PolicyFolder"=""
          "PolicyKeys"="%s"
          "Schedule"="8h"

          [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Fettle]
          "ScheduleEveryMinutes"=dword:000000f0
          "ScheduleJitterMinutes"=dword:0000001e
          "ScheduleAtStartup"=dword:00000001

          [HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Fettle]
          "PolicyUrl"="http://narrow.contoso.com/"
          """
              .formatted(Endpoint.KEY));
      windows.write(
          "ProgramData/Fettle/agent.yaml",
          "policy-folder: '%ProgramData%\\Contoso'\npolicy-refresh: 10m\n".getBytes(UTF_8));

      assertThat(settings(windows, 0))
          .contains(
              "policy-url not set",
              "policy-folder C:\\ProgramData\\Contoso by C:\\ProgramData\\Fettle\\agent.yaml:1:16"
                  + " and not by the installer: HKLM\\SOFTWARE\\Fettle\\PolicyUrl",
              "policy-keys " + Endpoint.KEY.substring(0, 16) + " by the installer:",
              "policy-refresh 10m by C:\\ProgramData\\Fettle\\agent.yaml:2:17",
              "schedule 4h jitter 30m at startup by Group Policy:"
                  + " HKLM\\SOFTWARE\\Policies\\Fettle\\ScheduleEveryMinutes,");

      windows.regedit(
          """
          [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Fettle]
          "PolicyFolder"=hex(2):25,00,53,00,79,00,73,00,74,00,65,00,6d,00,52,00,6f,00,6f,\\
            00,74,00,25,00,5c,00,50,00,00,00
          "PolicyKeys"=hex(7):78,00,00,00,00,00
          "PolicyRefreshMinutes"="7"
          """);
      assertThat(settings(windows, 3))
          .contains(
              "PolicyKeys: This is no public key",
              "PolicyRefreshMinutes: Expected a whole number (REG_DWORD) from 1 to 10080, but found"
                  + " the type 'text'.",
              "fettle: 2 mistakes;")
          .doesNotContain("PolicyFolder:");
    }
  }

  private static String settings(WinePrefix windows, int exitCode) throws Exception {
    Wine.Run run = windows.run("fettle", "settings");
    assertThat(run.exitCode()).as(run.end()).isEqualTo(exitCode);
    // Long lines are cut behind a backslash.
    return String.join(" ", run.output()).replaceAll("\\s+", " ").replace("\\ ", "\\");
  }
}
