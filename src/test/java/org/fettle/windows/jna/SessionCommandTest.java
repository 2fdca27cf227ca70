package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCommandTest {
  @Test
  void everyArgumentIsQuotedSoThatItComesOutAsItWentIn() {
    SessionCommand command =
        new SessionCommand(
            "C:\\Program Files\\Fettle\\bin\\javaw.exe",
            List.of("-cp", "C:\\a b\\", "say \"x\\\"", "", "a\\\\b"));

    assertThat(command.line())
        .isEqualTo(
            "\"C:\\Program Files\\Fettle\\bin\\javaw.exe\" \"-cp\" \"C:\\a b\\\\\""
                + " \"say \\\"x\\\\\\\"\" \"\" \"a\\\\b\"");
  }

  @Test
  void theProgramAndItsClassesAreNamedByWholePaths() {
    SessionCommand command =
        SessionCommand.of("org.fettle.Main", "fettle.jar" + File.pathSeparator + "lib/../x.jar");

    assertThat(Path.of(command.program())).isAbsolute();
    assertThat(command.arguments())
        .containsSequence(
            "-cp",
            Path.of("fettle.jar").toAbsolutePath()
                + File.pathSeparator
                + Path.of("x.jar").toAbsolutePath(),
            "org.fettle.Main");
  }

  @Test
  void whatAUsersEnvironmentWouldHaveARuntimeDoIsTakenOut() {
    assertThat(
            SessionCommand.cleaned(
                List.of(
                    "=C:=C:\\",
                    "APPDATA=C:\\Users\\anna\\AppData\\Roaming",
                    "CLASSPATH=evil.jar",
                    "Java_Tool_Options=-javaagent:evil.jar",
                    "JAVA_OPTIONS=x",
                    "JDK_JAVA_OPTIONS=x",
                    "_JAVA_OPTIONS=x",
                    "_jpi_vm_options=x",
                    "Path=C:\\windows")))
        .containsExactly(
            "=C:=C:\\",
            "APPDATA=C:\\Users\\anna\\AppData\\Roaming",
            "_jpi_vm_options=x",
            "Path=C:\\windows");
  }
}
