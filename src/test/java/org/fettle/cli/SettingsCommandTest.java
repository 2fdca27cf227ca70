package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fettle.cli.Shell.Ran;
import org.fettle.json.Json;
import org.fettle.policy.settings.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SettingsCommandTest {
  private static final Endpoint SET =
      Endpoint.untouched()
          .withFile("policy-refresh: 10m\n")
          .withGroupPolicy(
              "{ PolicyUrl: { text: 'https://policies.contoso.com/fleet.zip' }, PolicyKeys: {"
                  + " texts: ['"
                  + Endpoint.KEY
                  + "'] } }");

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openAShell() {
    shell = new Shell(folder);
  }

  @Test
  void itShowsEachValueAndWhereItComesFrom() {
    Ran ran = on(SET).exits(0);

    assertThat(ran.err()).isEmpty();
    assertThat(Shell.flat(ran.out()))
        .contains(
            "policy-url https://policies.contoso.com/fleet.zip by Group Policy:"
                + " HKLM\\SOFTWARE\\Policies\\Fettle\\PolicyUrl",
            "policy-folder not set",
            "policy-keys "
                + Endpoint.KEY.substring(0, 16)
                + " by Group Policy: HKLM\\SOFTWARE\\Policies\\Fettle\\PolicyKeys",
            "policy-refresh 10m by C:\\ProgramData\\Fettle\\agent.yaml:1:17",
            "schedule not set")
        .doesNotContain(Endpoint.KEY);
  }

  @Test
  void programsGetJson() {
    JsonNode document = Json.mapper().readTree(on(SET, "--json").exits(0).out());

    assertThat(document.path("format").asString()).isEqualTo("fettle-settings-1");
    assertThat(document.path("machine").asString()).isEqualTo("LAP-0117");
    JsonNode refresh = document.path("settings").path(3);
    assertThat(refresh.path("setting").asString()).isEqualTo("policy-refresh");
    assertThat(refresh.path("value").asString()).isEqualTo("10m");
    assertThat(refresh.path("origin").path("source").asString()).isEqualTo("agent-file");
  }

  @Test
  void whatIsBrokenIsToldWithEveryMistakeAndNothingElseIsShown() {
    Endpoint broken =
        SET.withFile("policy-refresh: 1s\npolicy-ulr: x\n")
            .withInstaller("{ Schedule: { text: \"\\e[2Joften\" } }");

    for (String[] words : new String[][] {{}, {"--json"}}) {
      Ran ran = on(broken, words).exits(3);
      assertThat(ran.out()).isEmpty();
      assertThat(Shell.flat(ran.err()))
          .contains(
              "agent.yaml:1:17: 'policy-refresh' goes from 1m to 7d.",
              "agent.yaml:2:1: Unknown key 'policy-ulr'; did you mean 'policy-url'?",
              "HKLM\\SOFTWARE\\Fettle\\Schedule: '‹U+001B›[2Joften' cannot stand here",
              "fettle: 3 mistakes; the service goes by none of these settings until they are"
                  + " mended.");
    }
  }

  @Test
  void anExampleMachineHasNoSettings() {
    assertThat(shell.onLaptop("settings").exits(0).out()).contains("not set", "30m", "by default");
  }

  @Test
  void itIsOfferedInTheHelp() {
    assertThat(shell.run("--help").exits(0).out()).contains("settings");
    assertThat(shell.run("settings", "--help").exits(0).out()).startsWith("Usage: fettle settings");
  }

  private Ran on(Endpoint endpoint, String... words) {
    Path machine = shell.write("machine.yaml", endpoint.machineFile());
    String[] command = new String[words.length + 3];
    command[0] = "settings";
    command[1] = "--machine";
    command[2] = machine.toString();
    System.arraycopy(words, 0, command, 3, words.length);
    return shell.run(command);
  }
}
