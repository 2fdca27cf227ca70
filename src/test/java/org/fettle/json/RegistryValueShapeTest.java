package org.fettle.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.fettle.windows.RegistryValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class RegistryValueShapeTest {
  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("plain text", RegistryValue.text("lync.com"), "{\"text\":\"lync.com\"}"),
        Arguments.of("empty text", RegistryValue.text(""), "{\"text\":\"\"}"),
        Arguments.of(
            "expandable text",
            RegistryValue.expandableText("%ProgramFiles%\\a"),
            "{\"expandable-text\":\"%ProgramFiles%\\\\a\"}"),
        Arguments.of("no bytes at all", raw(1, ""), "{\"type\":1,\"bytes\":\"\"}"),
        Arguments.of("text without NUL", raw(1, "6100"), "{\"type\":1,\"bytes\":\"6100\"}"),
        Arguments.of("text of odd length", raw(1, "610000"), "{\"type\":1,\"bytes\":\"610000\"}"),
        Arguments.of(
            "text with two NULs",
            raw(1, "610000000000"),
            "{\"type\":1,\"bytes\":\"610000000000\"}"),
        Arguments.of(
            "text with an inner NUL",
            raw(2, "6100000062000000"),
            "{\"type\":2,\"bytes\":\"6100000062000000\"}"),
        Arguments.of(
            "text with half a surrogate pair",
            raw(1, "00d80000"),
            "{\"type\":1,\"bytes\":\"00d80000\"}"),
        Arguments.of("texts", RegistryValue.texts(List.of("a", "b")), "{\"texts\":[\"a\",\"b\"]}"),
        Arguments.of("no texts", RegistryValue.texts(List.of()), "{\"texts\":[]}"),
        Arguments.of(
            "texts without end", raw(7, "61000000"), "{\"type\":7,\"bytes\":\"61000000\"}"),
        Arguments.of(
            "texts with an empty member",
            raw(7, "61000000000062000000" + "0000"),
            "{\"type\":7,\"bytes\":\"610000000000620000000000\"}"),
        Arguments.of("a dword", RegistryValue.dword(4294967295L), "{\"dword\":4294967295}"),
        Arguments.of("a short dword", raw(4, "0102"), "{\"type\":4,\"bytes\":\"0102\"}"),
        Arguments.of("a qword", RegistryValue.qword(-1), "{\"qword\":18446744073709551615}"),
        Arguments.of(
            "a long qword",
            raw(11, "000102030405060708"),
            "{\"type\":11,\"bytes\":\"000102030405060708\"}"),
        Arguments.of("big-endian", raw(5, "00000003"), "{\"type\":5,\"bytes\":\"00000003\"}"),
        Arguments.of("binary", raw(3, "00ff"), "{\"binary\":\"00ff\"}"),
        Arguments.of("none", raw(0, ""), "{\"none\":\"\"}"),
        Arguments.of(
            "a type nobody knows", raw(-1, "01"), "{\"type\":4294967295,\"bytes\":\"01\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void aValueReadsBackByteForByte(String name, RegistryValue value, String json) {
    assertThat(Json.mapper().writeValueAsString(value)).isEqualTo(json);
    assertReadsBack(value);
  }

  @Test
  void anyBytesOfAnyTypeReadBack() {
    Random random = new Random(20261101);
    for (int round = 0; round < 5_000; round++) {
      byte[] data = new byte[random.nextInt(9)];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
      }
      assertReadsBack(RegistryValue.of(random.nextInt(13), data));
    }
  }

  private static void assertReadsBack(RegistryValue value) {
    String json = Json.mapper().writeValueAsString(value);
    assertThat(Json.mapper().readValue(json, RegistryValue.class)).as(json).isEqualTo(value);
    byte[] yaml = Json.yaml().writeValueAsBytes(value);
    assertThat(Json.yaml().readValue(yaml, RegistryValue.class))
        .as(new String(yaml, StandardCharsets.UTF_8))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{dword: 4294967296} | Expected a number from 0 to 4294967295, found 4294967296.",
        "{dword: -1} | Expected a number from 0 to 4294967295, found -1.",
        "{dword: 1.5} | Expected a whole number, found the number 1.5.",
        "{dword: '3'} | Expected a whole number, found the text '3'.",
        "{qword: 18446744073709551616} | Expected a number from 0 to 18446744073709551615, found 18446744073709551616.",
        "{texts: [a, '']} | A REG_MULTI_SZ value cannot hold an empty member.",
        "{texts: a} | Expected a list, found the text 'a'.",
        "{binary: 0} | Expected bytes in hexadecimal, two digits each, found '0'.",
        "{type: 1} | A registry value of another type takes both type and bytes.",
        "{type: 1, byte: ''} | Unknown word 'byte': expected type and bytes.",
        "{text: a, dword: 1} | Expected one registry value, found 'dword' too.",
      })
  void aValueOfAnotherFormIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> Json.yaml().readValue(yaml, RegistryValue.class))
        .isInstanceOfSatisfying(
            JacksonException.class, e -> assertThat(e.getOriginalMessage()).isEqualTo(message));
  }

  private static RegistryValue raw(int type, String hex) {
    return RegistryValue.of(type, java.util.HexFormat.of().parseHex(hex));
  }
}
