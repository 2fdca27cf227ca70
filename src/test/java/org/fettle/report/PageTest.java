package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    assertThat(DisplayWidth.of("ab")).isEqualTo(2);
    assertThat(DisplayWidth.of("桌面")).isEqualTo(4);
    assertThat(DisplayWidth.of("값")).isEqualTo(2);
    assertThat(DisplayWidth.of("😀")).isEqualTo(2);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("ﾊ")).isEqualTo(1);
  }

  @Test
  void wordsAreKeptWhole() {
    assertThat(Page.wrapped("one two three four", 9, 9))
        .containsExactly("one two", "three", "four");
  }

  @Test
  void aLongPathIsCutAtABackslash() {
    assertThat(Page.wrapped("HKLM\\SOFTWARE\\Contoso", 14, 14))
        .containsExactly("HKLM\\SOFTWARE\\", "Contoso");
  }

  @Test
  void aWordWithoutABreakIsCutAtTheWidth() {
    assertThat(Page.wrapped("wwwwwwww", 3, 3)).containsExactly("www", "www", "ww");
  }

  @Test
  void chineseIsCutAnywhereByItsWidth() {
    assertThat(Page.wrapped("桌面客户端", 5, 5)).containsExactly("桌面", "客户", "端");
  }

  @Test
  void anEmptyTextIsOneEmptyLine() {
    assertThat(Page.wrapped("", 5, 5)).containsExactly("");
  }

  @Test
  void aCommandIsNeverBroken() {
    String command = "fettle rollback 20261121T213000-7f3a --rule " + "r".repeat(60);
    assertThat(new Page(Style.PLAIN).command(4, "Undo with", 11, command).toString())
        .isEqualTo("    Undo with\n    " + command + "\n");
  }

  @Test
  void whatIsWrittenToAPageCannotSteerTheTerminal() {
    String page =
        new Page(Style.PLAIN).labelled(0, "a", 2, "\u001B[2J").line("\u202E", x -> x).toString();
    assertThat(page).isEqualTo("a ‹U+001B›[2J\n‹U+202E›\n");
  }
}
