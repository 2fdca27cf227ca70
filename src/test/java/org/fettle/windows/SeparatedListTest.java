package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparatedListTest {
  private static SeparatedList list(String text) {
    return new SeparatedList(text, ", ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a, b` | a;b",
        "`a,b` | a;b",
        "` a ,,b, ` | a;b",
        "`A, a` | A;a",
        "`,` | ``",
        "`` | ``",
        "`a b` | a b",
      })
  void membersAreTrimmedAndEmptyOnesDoNotCount(String text, String members) {
    assertThat(String.join(";", list(text).members())).isEqualTo(members);
  }

  @Test
  void aBlankMayBeTheSeparator() {
    assertThat(new SeparatedList("a  b c", " ").members()).containsExactly("a", "b", "c");
    assertThat(new SeparatedList("a b ", " ").with(List.of("c"))).isEqualTo("a b c");
    assertThat(new SeparatedList("a b c", " ").without(List.of("b"))).isEqualTo("a c");
  }

  @Test
  void aSeparatorIsNoPattern() {
    assertThat(new SeparatedList("a.b|c", "|").members()).containsExactly("a.b", "c");
    assertThat(new SeparatedList("a.b.c", ".").without(List.of("b"))).isEqualTo("a.c");
  }

  @Test
  void membersAreComparedWithoutCaseAndBlanks() {
    assertThat(list("Lync.com , outlook.com").containsAll(List.of(" LYNC.COM", "outlook.com")))
        .isTrue();
    assertThat(list("lync.com").lacking(List.of("b", "Lync.Com", "B ", "", "c")))
        .containsExactly("b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a` | `a, x, y`",
        "`b,a` | `b,a, x, y`",
        "`A,  a ,` | `A,  a, x, y`",
        "`a, , ` | `a, x, y`",
        "`` | `x, y`",
        "` ` | `x, y`",
        "`, ,` | `x, y`",
      })
  void whatIsAddedComesAfterWhatIsThere(String text, String expected) {
    assertThat(list(text).with(List.of("x", "y"))).isEqualTo(expected);
    assertThat(list(text).with(List.of())).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a, x, b` | `a, b`",
        "`x, a,b,  c` | `a,b,  c`",
        "`a,b,  X` | `a,b`",
        "`x,X` | ``",
        "`A ,B, x,` | `A ,B,`",
        "`a` | `a`",
      })
  void whatStaysWhenOthersGoIsSpelledAsItWas(String text, String expected) {
    assertThat(list(text).without(List.of("x"))).isEqualTo(expected);
  }

  @Test
  void onlyTextIsAList() {
    assertThat(SeparatedList.of(RegistryValue.expandableText("a"), ",")).isPresent();
    assertThat(SeparatedList.of(RegistryValue.dword(1), ",")).isEmpty();
  }
}
