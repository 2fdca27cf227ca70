package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "\"C:\\Program Files\\F\\fettled.exe\"|C:\\Program Files\\F\\fettled.exe|true|##|false",
        "\"C:\\P F\\fettled.exe\" -x|C:\\P F\\fettled.exe|true|# -x#|false",
        "C:\\Program Files\\F\\fettled.exe|C:\\Program Files\\F\\fettled.exe|false|##|true",
        "C:\\P F\\FETTLED.EXE -x|C:\\P F\\FETTLED.EXE|false|# -x#|true",
        "C:\\F\\fettled.exe -x|C:\\F\\fettled.exe|false|# -x#|false",
        "C:\\F\\other|C:\\F\\other|false|##|false",
        "\"C:\\F\\open|C:\\F\\open|true|##|false",
        "##|##|false|##|false"
      })
  void aCommandIsReadAsWindowsReadsIt(
      String command, String program, boolean isQuoted, String rest, boolean isAmbiguous) {
    ServiceCommand read = ServiceCommand.parse(command);
    assertThat(read).isEqualTo(new ServiceCommand(program, isQuoted, rest));
    assertThat(read.isAmbiguous()).isEqualTo(isAmbiguous);
  }

  @Test
  void quotedItMeansOneThing() {
    ServiceCommand quoted =
        ServiceCommand.parse(ServiceCommand.parse("C:\\P F\\f.exe -x").quoted());
    assertThat(quoted).isEqualTo(new ServiceCommand("C:\\P F\\f.exe", true, " -x"));
  }

  @Test
  void anotherFileIsNotThisProgram(@TempDir Path folder) throws IOException {
    Path own = Files.createFile(folder.resolve("fettled.exe"));
    Path other = Files.createFile(folder.resolve("other.exe"));
    assertThat(ServiceCommand.parse(own.toString()).starts(own)).isTrue();
    assertThat(ServiceCommand.parse(other.toString()).starts(own)).isFalse();
    assertThat(ServiceCommand.parse(folder.resolve("none.exe").toString()).starts(own)).isFalse();
    assertThat(ServiceCommand.parse("\"\0\"").starts(own)).isFalse();
  }
}
