package org.fettle.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {
  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "Å ß 桌面 값이 ひらがな 😀 e\u0301 \u3000 “quoted” C:\\Program Files";
    assertThat(Escapes.visible(text)).isEqualTo(text);
  }

  @Test
  void whatATerminalWouldObeyIsWrittenOut() {
    assertThat(Escapes.visible("\u001B[31m\u0000\t\r\n\u007F\u0085\u009B"))
        .isEqualTo("‹U+001B›[31m‹U+0000›‹U+0009›‹U+000D›‹U+000A›‹U+007F›‹U+0085›‹U+009B›");
  }

  @Test
  void directionControlsAndLineSeparatorsAreWrittenOut() {
    assertThat(Escapes.visible("\u202E\u2066\u200F\u2028\u2029"))
        .isEqualTo("‹U+202E›‹U+2066›‹U+200F›‹U+2028›‹U+2029›");
  }

  @Test
  void whatIsDrawnAsNothingIsWrittenOut() {
    assertThat(Escapes.visible("a\u00A0\u200B\u00AD\u3164\uFE0F\uDB40\uDC41"))
        .isEqualTo("a‹U+00A0›‹U+200B›‹U+00AD›‹U+3164›‹U+FE0F›‹U+E0041›");
  }

  @Test
  void halvesOfCharactersAndWhatXmlForbidsAreWrittenOut() {
    assertThat(Escapes.visible("\uD800x\uDC00\uFFFE\uFFFF\uE000"))
        .isEqualTo("‹U+D800›x‹U+DC00›‹U+FFFE›‹U+FFFF›‹U+E000›");
  }

  @Test
  void aCutNeverHalvesACharacterAndSaysHowMuchThereWas() {
    assertThat(Escapes.visible("ab😀cd", 3)).isEqualTo("ab… (6 characters)");
    assertThat(Escapes.visible("ab😀cd", 4)).isEqualTo("ab😀… (6 characters)");
    assertThat(Escapes.visible("ab😀cd", 6)).isEqualTo("ab😀cd");
  }

  @Test
  void markupIsNeverMarkup() {
    assertThat(Escapes.markup("<a href='x' b=\"y\">&\u0000]]>"))
        .isEqualTo("&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;‹U+0000›]]&gt;");
  }
}
