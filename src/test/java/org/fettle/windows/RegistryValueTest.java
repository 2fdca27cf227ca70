package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryValueTest {
  private static RegistryValue raw(int type, String hex) {
    return RegistryValue.of(type, HexFormat.of().parseHex(hex));
  }

  @Test
  void bytesAreThoseWindowsKeeps() {
    assertThat(RegistryValue.text("aö")).isEqualTo(raw(1, "6100f6000000"));
    assertThat(RegistryValue.text("")).isEqualTo(raw(1, "0000"));
    assertThat(RegistryValue.expandableText("%a%")).isEqualTo(raw(2, "2500610025000000"));
    assertThat(RegistryValue.texts(List.of("a", "b"))).isEqualTo(raw(7, "61000000620000000000"));
    assertThat(RegistryValue.texts(List.of())).isEqualTo(raw(7, "0000"));
    assertThat(RegistryValue.dword(0xFFFF_FFFFL)).isEqualTo(raw(4, "ffffffff"));
    assertThat(RegistryValue.dword(1)).isEqualTo(raw(4, "01000000"));
    assertThat(RegistryValue.qword(-2)).isEqualTo(raw(11, "feffffffffffffff"));
    assertThat(RegistryValue.binary(new byte[] {1, 2})).isEqualTo(raw(3, "0102"));
  }

  @Test
  void halfASurrogatePairIsKept() {
    assertThat(RegistryValue.text("\uD800")).isEqualTo(raw(1, "00d80000"));
    assertThat(raw(1, "00d80000").asText()).contains("\uD800");
    assertThat(raw(7, "00d800000000").asTexts()).contains(List.of("\uD800"));
  }

  @Test
  void whatCannotBeSaidIsRefused() {
    assertThatThrownBy(() -> RegistryValue.texts(List.of("a", "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RegistryValue.texts(List.of("a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RegistryValue.dword(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RegistryValue.dword(1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textIsReadWithOrWithoutItsEnd() {
    assertThat(raw(1, "6100").asText()).contains("a");
    assertThat(raw(1, "61000000").asText()).contains("a");
    assertThat(raw(1, "").asText()).contains("");
    assertThat(raw(2, "6100000062000000").asText()).contains("a\0b");
    assertThat(raw(1, "61").asText()).isEmpty();
    assertThat(raw(3, "6100").asText()).isEmpty();
  }

  @Test
  void textsEndAtTheFirstEmptyOne() {
    assertThat(RegistryValue.texts(List.of("a", "b")).asTexts()).contains(List.of("a", "b"));
    assertThat(raw(7, "610000000000620000000000").asTexts()).contains(List.of("a"));
    assertThat(raw(7, "610000006200").asTexts()).contains(List.of("a", "b"));
    assertThat(raw(7, "").asTexts()).contains(List.of());
    assertThat(raw(7, "0000").asTexts()).contains(List.of());
    assertThat(raw(7, "61").asTexts()).isEmpty();
    assertThat(RegistryValue.text("a").asTexts()).isEmpty();
  }

  @Test
  void numbersHaveTheRightLength() {
    assertThat(RegistryValue.dword(0xFFFF_FFFFL).asNumber()).contains(0xFFFF_FFFFL);
    assertThat(raw(5, "00000102").asNumber()).contains(258L);
    assertThat(RegistryValue.qword(-1).asNumber()).contains(-1L);
    assertThat(raw(4, "0102").asNumber()).isEmpty();
    assertThat(raw(11, "01020304").asNumber()).isEmpty();
    assertThat(RegistryValue.text("1").asNumber()).isEmpty();
  }

  @Test
  void bytesCannotBeChangedFromOutside() {
    byte[] data = {1};
    RegistryValue value = RegistryValue.binary(data);
    data[0] = 2;
    value.data()[0] = 3;
    assertThat(value)
        .isEqualTo(raw(3, "01"))
        .hasSameHashCodeAs(raw(3, "01"))
        .isNotEqualTo(raw(0, "01"));
  }

  @Test
  void aFixKeepsTheTypeOfText() {
    assertThat(RegistryValue.expandableText("a").withText("b"))
        .isEqualTo(RegistryValue.expandableText("b"));
    assertThat(RegistryValue.text("a").withText("b")).isEqualTo(RegistryValue.text("b"));
  }

  @Test
  void peopleReadTheValueWithItsType() {
    assertThat(RegistryValue.text("lync.com")).hasToString("\"lync.com\" (text)");
    assertThat(RegistryValue.texts(List.of("a", "b"))).hasToString("[a, b] (texts)");
    assertThat(RegistryValue.dword(3)).hasToString("3 (dword)");
    assertThat(RegistryValue.qword(-1)).hasToString("18446744073709551615 (qword)");
    assertThat(raw(3, "0aff")).hasToString("0A FF (binary)");
    assertThat(raw(0, "")).hasToString("no bytes (none)");
    assertThat(raw(-1, "01")).hasToString("01 (type-4294967295)");
    assertThat(RegistryValue.binary(new byte[40]).toString()).endsWith("00 … 40 bytes (binary)");
  }
}
