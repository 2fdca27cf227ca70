package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryKeyTest {
  private static RegistryKey key(String text) {
    return RegistryKey.parse(text);
  }

  @ParameterizedTest
  @CsvSource({
    "HKLM\\SOFTWARE\\A, HKLM\\SOFTWARE\\A",
    "hkey_local_machine\\SOFTWARE, HKLM\\SOFTWARE",
    "HKEY_CURRENT_USER\\Software, HKCU\\Software",
    "HKEY_CLASSES_ROOT\\.a, HKCR\\.a",
    "HKEY_USERS, HKU",
    "HKLM32\\SOFTWARE, HKLM32\\SOFTWARE",
    "HKEY_LOCAL_MACHINE32\\SOFTWARE, HKLM32\\SOFTWARE",
    "HKLM\\a/b c, HKLM\\a/b c",
  })
  void aKeyIsReadFromItsText(String text, String shown) {
    assertThat(key(text)).hasToString(shown);
    assertThat(key(shown)).isEqualTo(key(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SOFTWARE\\A | does not begin with",
        "HKXX\\A | does not begin with",
        "HKLM64\\A | does not begin with",
        "HKLM\\ | a backslash too many",
        "HKLM\\A\\ | a backslash too many",
        "HKLM\\\\A | a backslash too many",
      })
  void aTextThatIsNoKeyIsRefused(String text, String why) {
    assertThatThrownBy(() -> key(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatWindowsWouldCutShortIsRefused() {
    assertThat(key("HKLM\\" + "a".repeat(255)).name()).hasSize(255);
    assertThatThrownBy(() -> key("HKLM\\" + "a".repeat(256)))
        .hasMessageContaining("longer than 255");
    assertThatThrownBy(() -> key("HKLM\\a\0b")).hasMessageContaining("NUL");
    assertThat(key("HKLM" + "\\a".repeat(512)).names()).hasSize(512);
    assertThatThrownBy(() -> key("HKLM" + "\\a".repeat(513))).hasMessageContaining("512");
  }

  @Test
  void caseDoesNotCountButIsKept() {
    assertThat(key("HKLM\\Software\\Ä"))
        .isEqualTo(key("hklm\\SOFTWARE\\ä"))
        .hasSameHashCodeAs(key("hklm\\SOFTWARE\\ä"))
        .hasToString("HKLM\\Software\\Ä");
    assertThat(key("HKLM\\A"))
        .isNotEqualTo(key("HKLM32\\A"))
        .isNotEqualTo(key("HKU\\A"))
        .isNotEqualTo(key("HKLM\\B"));
  }

  @Test
  void equalKeysHaveEqualHashCodesWhateverTheAlphabet() {
    for (char unit = 1; unit < Character.MAX_VALUE; unit++) {
      if (unit == '\\') {
        continue;
      }
      RegistryKey key = new RegistryKey(Hive.HKLM, "" + unit, View.BITS_64);
      for (char other : new char[] {Character.toUpperCase(unit), Character.toLowerCase(unit)}) {
        RegistryKey same = new RegistryKey(Hive.HKLM, "" + other, View.BITS_64);
        if (key.equals(same)) {
          assertThat(key).hasSameHashCodeAs(same);
        }
      }
    }
  }

  @Test
  void aKeyKnowsItsParts() {
    RegistryKey key = key("HKLM32\\SOFTWARE\\A\\B");
    assertThat(key.names()).containsExactly("SOFTWARE", "A", "B");
    assertThat(key.name()).isEqualTo("B");
    assertThat(key.parent()).contains(key("HKLM32\\SOFTWARE\\A"));
    assertThat(key("HKLM\\A").parent()).contains(key("HKLM"));
    assertThat(key("HKLM").parent()).isEmpty();
    assertThat(key("HKLM").name()).isEqualTo("HKLM");
    assertThat(key("HKLM").child("A").child("B\\C")).isEqualTo(key("HKLM\\A\\B\\C"));
    assertThat(key.in(View.BITS_64)).isEqualTo(key("HKLM\\SOFTWARE\\A\\B"));
    assertThatThrownBy(() -> key.child("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "HKLM\\A\\B, HKLM\\a, true",
    "HKLM\\A, HKLM\\A, true",
    "HKLM\\A, HKLM, true",
    "HKLM\\AB, HKLM\\A, false",
    "HKLM\\A, HKLM\\A\\B, false",
    "HKU\\A, HKLM, false",
    "HKLM32\\A\\B, HKLM\\A, false",
  })
  void aKeyLiesWithinThoseAboveIt(String below, String above, boolean within) {
    assertThat(key(below).isWithin(key(above))).isEqualTo(within);
  }
}
