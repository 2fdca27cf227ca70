package org.fettle.windows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

class TextLineChangeTest {
  private static final String PATH = "C:\\Data\\a.ini";

  @Test
  void theLineIsShownInItsEncoding() {
    byte[] content = "\uFEFF[a]\r\nb=ä\r\n".getBytes(UTF_16LE);
    TextLineChange change =
        TextLineChange.of(PATH, TextEncoding.UTF_16LE, content, 12, 10, "b=ö\r\nc=€\r\n");
    assertThat(change.beforeText()).isEqualTo("b=ä");
    assertThat(change.afterText()).isEqualTo("b=ö | c=€");
    assertThat(change.spliced(content)).isEqualTo("\uFEFF[a]\r\nb=ö\r\nc=€\r\n".getBytes(UTF_16LE));
    assertThat(change.inverse().spliced(change.spliced(content))).isEqualTo(content);
  }

  @Test
  void whatIsOnlyPutInOrTakenOutIsAbsentOnTheOtherSide() {
    TextLineChange change =
        TextLineChange.of(PATH, TextEncoding.UTF_8, "a\n".getBytes(UTF_8), 2, 0, "b\n");
    assertThat(change.beforeText()).isEqualTo("absent");
    assertThat(change.inverse().afterText()).isEqualTo("absent");
  }

  @Test
  void aFileThatHasChangedIsLeftAlone() {
    MemoryWindows machine =
        new MemoryWindows(MachineFile.read("disk: { 'C:\\Data\\a.ini': { text: \"b\\n\" } }"));
    TextLineChange change =
        TextLineChange.of(PATH, TextEncoding.UTF_8, "a\n".getBytes(UTF_8), 0, 2, "");
    assertThat(change.fits(machine)).isFalse();
    assertThatThrownBy(() -> machine.apply(change))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
    TextLineChange own =
        TextLineChange.of(PATH, TextEncoding.UTF_8, "b\n".getBytes(UTF_8), 0, 2, "");
    machine.apply(own);
    assertThat(own.isDone(machine)).isTrue();
    assertThat(machine.files().read(PATH, 9)).contains(new byte[0]);
  }

  @Test
  void aChangeWhoseEndIsNotAsItSaysIsRefused() {
    MemoryWindows machine =
        new MemoryWindows(MachineFile.read("disk: { 'C:\\Data\\a.ini': { text: \"b\\n\" } }"));
    TextLineChange sound =
        TextLineChange.of(PATH, TextEncoding.UTF_8, "b\n".getBytes(UTF_8), 0, 2, "");
    TextLineChange forged =
        new TextLineChange(
            PATH,
            TextEncoding.UTF_8,
            0,
            "b\n",
            "evil\n",
            sound.digestBefore(),
            sound.digestAfter());
    assertThatThrownBy(() -> machine.apply(forged))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
    TextLineChange beyond =
        new TextLineChange(
            PATH, TextEncoding.UTF_8, 9, "b\n", "", sound.digestBefore(), sound.digestAfter());
    assertThatThrownBy(() -> machine.apply(beyond))
        .hasFieldOrPropertyWithValue("kind", WindowsException.Kind.CHANGED);
    assertThat(machine.files().read(PATH, 9)).contains("b\n".getBytes(UTF_8));
  }

  @Test
  void theEncodingIsToldByTheMarkOrTheBytes() {
    assertThat(TextEncoding.of(new byte[0])).contains(TextEncoding.UTF_8);
    assertThat(TextEncoding.of("ä".getBytes(UTF_8))).contains(TextEncoding.UTF_8);
    assertThat(TextEncoding.of("ä".getBytes(ISO_8859_1))).contains(TextEncoding.BYTES);
    assertThat(TextEncoding.of("\uFEFFä".getBytes(UTF_16LE))).contains(TextEncoding.UTF_16LE);
    assertThat(TextEncoding.of("\uFEFFä".getBytes(UTF_16BE))).contains(TextEncoding.UTF_16BE);
    assertThat(TextEncoding.of("ab".getBytes(UTF_16LE))).isEqualTo(Optional.empty());
    assertThat(TextEncoding.of(new byte[] {-1, -2, 'a'})).isEqualTo(Optional.empty());
  }
}
