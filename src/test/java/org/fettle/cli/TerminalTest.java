package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.fettle.cli.Terminal.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
  private static final Settings WATCHED = settings(Map.of(), "terminal");

  @TempDir private Path folder;

  @Test
  void colourIsForATerminalThatWantsIt() {
    assertThat(WATCHED).isEqualTo(new Settings(true, true, true));
    assertThat(settings(Map.of("NO_COLOR", ""), "terminal")).isEqualTo(WATCHED);
    assertThat(settings(Map.of("NO_COLOR", "1"), "terminal").coloured()).isFalse();
    assertThat(settings(Map.of("TERM", "dumb"), "terminal").coloured()).isFalse();
    assertThat(settings(Map.of(), "file")).isEqualTo(new Settings(false, false, false));
    assertThat(settings(Map.of(), "")).isEqualTo(new Settings(false, false, false));
  }

  @Test
  void colourOnlyRepeatsWhatTheWordsSay() {
    Shell plain = new Shell(folder);
    for (String command : new String[] {"check", "plan", "--help"}) {
      String text = run(plain, command);
      String coloured = run(plain.withColours(), command);
      assertThat(coloured).contains("\u001B[");
      assertThat(untimed(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))).isEqualTo(untimed(text));
    }
  }

  private static String run(Shell shell, String command) {
    return command.startsWith("-") ? shell.run(command).out() : shell.onLaptop(command).out();
  }

  private static String untimed(String text) {
    return text.replaceAll("(Started|Ended) .*", "").replaceAll("run \\S+", "");
  }

  private static Settings settings(Map<String, String> environment, String streams) {
    return Settings.of(environment, name -> streams);
  }
}
