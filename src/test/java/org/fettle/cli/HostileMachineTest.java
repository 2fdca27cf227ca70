package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fettle.cli.Shell.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine holds never steers the terminal; {@link Shell} looks at all that is printed. */
class HostileMachineTest {
  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void spoilTheLaptop() {
    shell = new Shell(folder);
    shell.replace(shell.laptop(), "name: LAP-0117", "name: \"LAP-0117\\e[2J\\u202E\"");
    shell.replace(shell.laptop(), "CONTOSO\\anna", "\"CONTOSO\\\\an\\e]0;owned\\a\\u2066na\"");
    shell.replace(
        shell.laptop(), "Applications\\notepad.exe", "\"\\e[31m\\u202Eexe.\\r\\nnotepad\"");
    shell.replace(
        shell.laptop(), "\"lync.com, outlook.com\"", "\"lync.com,\\e[1A outlook.com\\u2028\"");
    shell.replace(shell.laptop(), "Example Phone", "Example\u00A0Ph\u200Bone");
  }

  @Test
  void throughTheWholeStory() {
    shell.replace(shell.assignment(), "name: ['LAP-*', 'DESK-*']", "name: ['*']");

    Ran checked = shell.onLaptop("check").exits(1);
    assertThat(checked.out()).contains("‹U+001B›", "‹U+202E›", "‹U+000D›‹U+000A›");
    assertThat(checked.lastLine()).contains("LAP-0117‹U+001B›[2J‹U+202E›");
    shell.onLaptop("check", "--verbose").exits(1);
    shell.onLaptop("plan").exits(1);
    shell.onLaptop("plan", "--json").exits(1);
    shell.onLaptopAnswering("no\n", "apply").exits(3);
    String run = shell.onLaptop("apply", "--yes").exits(1).run();
    for (String form : List.of("--html", "--json", "--csv", "--junit", "--verbose")) {
      shell.onLaptop("report", run, form).exits(0);
    }
    shell.onLaptop("history").exits(0);
    shell.onLaptop("history", run).exits(0);
    shell.onLaptop("capture").exits(0);
    assertThat(shell.onLaptopAnswering("no\n", "rollback").exits(3).out()).contains("‹U+001B›");
    shell.onLaptop("rollback", "--yes").exits(0);
  }

  @Test
  void inErrorsToo() {
    shell.replace(shell.laptop(), "LoadBehavior", "Load\u001BBehavior");
    shell.onLaptop("check", "--verbose").exits(3);
    shell.onLaptop("history", "\u001B[2J").stops(3, "‹U+001B›[2J");
    shell.run("\u001B[2J").stops(64, "‹U+001B›[2J");
    shell.run("check", "--\u001B[2J").stops(64, "‹U+001B›[2J");
    shell.run("policy", "explain", "\u202Erule").stops(3, "‹U+202E›rule");
  }
}
