package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
  @Test
  void aPathIsADriveAndNames() {
    LocalPath path = LocalPath.parse("c:/Users\\anna//Tracing\\");
    assertThat(path).isEqualTo(new LocalPath('C', List.of("Users", "anna", "Tracing")));
    assertThat(path).hasToString("C:\\Users\\anna\\Tracing");
    assertThat(path.folders()).containsExactly("Users", "anna");
    assertThat(path.name()).isEqualTo("Tracing");
    assertThat(path.sibling("Tracing.fettle-1")).hasToString("C:\\Users\\anna\\Tracing.fettle-1");
  }

  @Test
  void aDriveIsAPathOfNoNames() {
    assertThat(LocalPath.parse("C:\\").isRoot()).isTrue();
    assertThat(LocalPath.parse("C:\\")).hasToString("C:\\");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\\\server\\share\\x | it is not on a drive of this machine",
        "//server/share/x | it is not on a drive of this machine",
        "\\\\?\\C:\\x | it is not on a drive of this machine",
        "C:x | it is no whole path",
        "\\x | it is no whole path",
        "C:\\a\\..\\b | ends in a dot or a space",
        "C:\\a.\\b | ends in a dot or a space",
        "C:\\a \\b | ends in a dot or a space",
        "C:\\a:b | a character that Windows allows in no name",
        "C:\\a? | a character that Windows allows in no name",
        "C:\\NUL | NUL is the name of a device",
        "C:\\con.txt | con.txt is the name of a device",
        "C:\\a\\COM1 .x\\b | COM1 .x is the name of a device",
        "C:\\lpt\u00B2 | is the name of a device",
      })
  void whatWindowsCouldReadInTwoWaysIsRefused(String path, String why) {
    assertThatThrownBy(() -> LocalPath.parse(path))
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsTooLongOrTooDeepIsRefused() {
    assertThatThrownBy(() -> LocalPath.parse("C:\\" + "a\\".repeat(257) + "b"))
        .hasMessageContaining("too deep");
    assertThatThrownBy(() -> LocalPath.parse("C:\\" + "a".repeat(256)))
        .hasMessageContaining("longer than 255");
    assertThatThrownBy(() -> LocalPath.parse("C:\\" + "a".repeat(40_000)))
        .hasMessageContaining("too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a\\b", "a/b", "", "x.", "x:y", "AUX"})
  void aNameThatIsNoneIsNoSibling(String name) {
    LocalPath path = LocalPath.parse("C:\\folder\\file");
    assertThatThrownBy(() -> path.sibling(name)).isInstanceOf(WindowsException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PROGRA~1,true",
    "ANNAMA~1.CON,true",
    "AB12~1,true",
    "~$letter.docx,false",
    "a~b,false"
  })
  void aShortNameIsKnown(String name, boolean isShort) {
    assertThat(LocalPath.isShort(name)).isEqualTo(isShort);
  }
}
