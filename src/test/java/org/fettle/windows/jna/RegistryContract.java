package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.View;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every registry behind the seam does, the real one and the one in memory. */
abstract class RegistryContract {
  static final RegistryKey ROOT = RegistryKey.parse("HKLM\\SOFTWARE\\FettleContract");

  /** The registry under test, the machine's own view. */
  abstract WritableRegistry registry();

  /** Makes the key refuse everybody. */
  abstract void deny(RegistryKey key);

  @BeforeEach
  void makeRoot() {
    clear(ROOT);
    registry().create(ROOT);
  }

  @AfterEach
  void clear() {
    clear(ROOT);
  }

  void clear(RegistryKey key) {
    if (registry().exists(key)) {
      registry().subkeys(key).forEach(name -> clear(key.child(name)));
      registry().values(key).keySet().forEach(name -> registry().unset(key, name));
      registry().remove(key);
    }
  }

  static List<RegistryValue> values() {
    List<RegistryValue> values =
        new ArrayList<>(
            List.of(
                RegistryValue.text(""),
                RegistryValue.text("lync.com, outlook.com"),
                RegistryValue.text("smörgås, 会議, \uD83D\uDE00"),
                RegistryValue.expandableText("%ProgramFiles%\\Contoso"),
                RegistryValue.texts(List.of()),
                RegistryValue.texts(List.of("a", "b c", "日本")),
                RegistryValue.dword(0),
                RegistryValue.dword(0xFFFF_FFFFL),
                RegistryValue.qword(-1),
                RegistryValue.binary(new byte[0]),
                RegistryValue.binary(new byte[] {0, 1, 2, (byte) 0xFF}),
                // What a careless program left behind is kept as it is.
                RegistryValue.of(RegistryValue.TEXT, new byte[0]),
                RegistryValue.of(RegistryValue.TEXT, "no end".getBytes(UTF_16LE)),
                RegistryValue.of(RegistryValue.TEXT, "two ends\0\0".getBytes(UTF_16LE)),
                RegistryValue.of(RegistryValue.TEXT, "inner\0end\0".getBytes(UTF_16LE)),
                RegistryValue.of(RegistryValue.TEXT, new byte[] {'o', 0, 'd'}),
                RegistryValue.of(RegistryValue.TEXT, new byte[] {'o', 0, 0}),
                RegistryValue.of(RegistryValue.TEXT, new byte[] {'x'}),
                RegistryValue.of(RegistryValue.EXPANDABLE_TEXT, "%a%".getBytes(UTF_16LE)),
                RegistryValue.of(RegistryValue.TEXTS, "a\0\0c\0\0".getBytes(UTF_16LE)),
                RegistryValue.of(RegistryValue.TEXTS, "a".getBytes(UTF_16LE)),
                RegistryValue.of(RegistryValue.DWORD, new byte[] {1, 2}),
                RegistryValue.of(RegistryValue.DWORD, new byte[0]),
                RegistryValue.of(RegistryValue.QWORD, new byte[] {1, 2, 3}),
                RegistryValue.of(RegistryValue.NONE, new byte[0]),
                RegistryValue.of(RegistryValue.NONE, new byte[] {7}),
                RegistryValue.of(RegistryValue.DWORD_BIG_ENDIAN, new byte[] {0, 0, 0, 1}),
                RegistryValue.of(0x1234_5678, new byte[] {1, 2, 3}),
                RegistryValue.of(-1, new byte[] {9})));
    // REG_LINK, REG_RESOURCE_LIST, REG_FULL_RESOURCE_DESCRIPTOR, REG_RESOURCE_REQUIREMENTS_LIST
    IntStream.of(6, 8, 9, 10)
        .forEach(type -> values.add(RegistryValue.of(type, new byte[] {1, 0, 2, 0})));
    return values;
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueReadsBackByteForByte(RegistryValue value) {
    registry().set(ROOT, "Value", value);

    assertThat(registry().value(ROOT, "Value")).contains(value);
    assertThat(registry().values(ROOT)).containsExactly(java.util.Map.entry("Value", value));
  }

  @ParameterizedTest
  @ValueSource(ints = {4095, 4096, 4097, 65_536, 1 << 20})
  void aValueOfAnySizeReadsBackByteForByte(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31);
    }
    registry().set(ROOT, "Large", RegistryValue.binary(bytes));
    registry().set(ROOT, "Small", RegistryValue.dword(1));

    assertThat(registry().value(ROOT, "Large")).contains(RegistryValue.binary(bytes));
    assertThat(registry().value(ROOT, "Small")).contains(RegistryValue.dword(1));
    assertThat(registry().values(ROOT)).hasSize(2).containsValue(RegistryValue.binary(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "C:\\Program Files\\x.exe", "a/b", "\\", " blank ", "Größe", "会議", "%x%"})
  void aValueMayHaveAnyName(String name) {
    registry().set(ROOT, name, RegistryValue.text("there"));

    assertThat(registry().value(ROOT, name)).contains(RegistryValue.text("there"));
    assertThat(registry().values(ROOT)).containsOnlyKeys(name);
    registry().unset(ROOT, name);
    assertThat(registry().value(ROOT, name)).isEmpty();
  }

  @Test
  void aValueNameMayHave16383Characters() {
    String name = "n".repeat(16_383);
    registry().set(ROOT, name, RegistryValue.dword(1));

    assertThat(registry().value(ROOT, name)).contains(RegistryValue.dword(1));
    assertThat(registry().values(ROOT)).containsOnlyKeys(name);
  }

  @Test
  void aLongerValueNameIsRefused() {
    assertThatThrownBy(() -> registry().set(ROOT, "n".repeat(16_384), RegistryValue.dword(1)))
        .isInstanceOf(WindowsException.class);
  }

  @Test
  void aValueNameWithNulIsRefusedAndNotCutShort() {
    registry().set(ROOT, "a", RegistryValue.dword(1));

    assertThat(kind(() -> registry().value(ROOT, "a\0b"))).isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> registry().set(ROOT, "a\0b", RegistryValue.dword(2))))
        .isEqualTo(Kind.FORBIDDEN);
    assertThat(kind(() -> registry().unset(ROOT, "a\0b"))).isEqualTo(Kind.FORBIDDEN);
    assertThat(registry().value(ROOT, "a")).contains(RegistryValue.dword(1));
  }

  @Test
  void namesAreComparedWithoutCaseAndKeepTheirSpelling() {
    registry().create(ROOT.child("Größe"));
    registry().set(ROOT, "ServerSipUri", RegistryValue.text("a"));
    registry().set(ROOT, "SERVERSIPURI", RegistryValue.text("b"));

    assertThat(registry().values(ROOT))
        .containsExactly(java.util.Map.entry("ServerSipUri", RegistryValue.text("b")));
    assertThat(registry().exists(ROOT.child("GRÖSSE"))).isFalse();
    assertThat(registry().exists(ROOT.child("GRÖßE"))).isTrue();
    assertThat(registry().subkeys(ROOT)).containsExactly("Größe");
  }

  @Test
  void keysAndValuesComeInTheOrderOfTheirUpperCaseSpelling() {
    List<String> names = List.of("b", "A", "a_", "aZ", "10", "9", "É", "ab");
    for (String name : names) {
      registry().create(ROOT.child(name));
      registry().set(ROOT, name, RegistryValue.dword(1));
    }
    List<String> ordered = List.of("10", "9", "A", "ab", "aZ", "a_", "b", "É");
    assertThat(registry().subkeys(ROOT)).containsExactlyElementsOf(ordered);
    assertThat(registry().values(ROOT).keySet()).containsExactlyElementsOf(ordered);
  }

  @Test
  void ofManyKeysAndValuesNoneIsLost() {
    RegistryKey many = ROOT.child("Many");
    registry().create(many);
    for (int i = 0; i < 300; i++) {
      registry().create(many.child("key" + i));
      registry().set(many, "value" + i, RegistryValue.dword(i));
    }
    assertThat(registry().subkeys(many)).hasSize(300);
    assertThat(registry().values(many))
        .hasSize(300)
        .containsEntry("value299", RegistryValue.dword(299));
  }

  @Test
  void whatIsAbsentIsNeverAFailure() {
    RegistryKey absent = ROOT.child("absent").child("deeper");

    assertThat(registry().exists(absent)).isFalse();
    assertThat(registry().value(absent, "x")).isEmpty();
    assertThat(registry().value(ROOT, "x")).isEmpty();
    assertThat(registry().value(ROOT, "")).isEmpty();
    assertThat(registry().values(absent)).isEmpty();
    assertThat(registry().subkeys(absent)).isEmpty();
    assertThat(registry().lastWritten(absent)).isEmpty();
  }

  @Test
  void absenceIsNotRemembered() {
    RegistryKey key = ROOT.child("later");
    assertThat(registry().value(key, "x")).isEmpty();

    registry().create(key);
    registry().set(key, "x", RegistryValue.dword(1));

    assertThat(registry().value(key, "x")).contains(RegistryValue.dword(1));
  }

  @Test
  void aKeyThatWasReadAndThenRemovedIsAbsentAndMayComeBack() {
    RegistryKey key = ROOT.child("gone");
    registry().create(key);
    registry().set(key, "x", RegistryValue.dword(1));
    assertThat(registry().value(key, "x")).isPresent();

    registry().unset(key, "x");
    registry().remove(key);
    assertThat(registry().exists(key)).isFalse();
    assertThat(registry().value(key, "x")).isEmpty();

    registry().create(key);
    registry().set(key, "x", RegistryValue.dword(2));
    assertThat(registry().value(key, "x")).contains(RegistryValue.dword(2));
  }

  @Test
  void aChangedValueIsReadAnew() {
    registry().set(ROOT, "x", RegistryValue.dword(1));
    assertThat(registry().value(ROOT, "x")).contains(RegistryValue.dword(1));

    registry().set(ROOT, "x", RegistryValue.text("now text"));

    assertThat(registry().value(ROOT, "x")).contains(RegistryValue.text("now text"));
  }

  @Test
  void aRefusedKeyIsDeniedAndNotAbsent() {
    RegistryKey locked = ROOT.child("locked");
    registry().create(locked);
    deny(locked);

    assertThat(kind(() -> registry().exists(locked))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().value(locked, "x"))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().values(locked))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().subkeys(locked))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().lastWritten(locked))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().set(locked, "x", RegistryValue.dword(1))))
        .isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().unset(locked, "x"))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().create(locked.child("y")))).isEqualTo(Kind.DENIED);
    assertThat(kind(() -> registry().remove(locked))).isEqualTo(Kind.DENIED);
  }

  @Test
  void aKeyIsMadeOnlyBelowOneThatIsThere() {
    assertThat(kind(() -> registry().create(ROOT.child("a").child("b")))).isEqualTo(Kind.BROKEN);
    assertThat(registry().exists(ROOT.child("a"))).isFalse();
  }

  @Test
  void aValueIsSetOnlyInAKeyThatIsThere() {
    assertThat(kind(() -> registry().set(ROOT.child("a"), "x", RegistryValue.dword(1))))
        .isEqualTo(Kind.BROKEN);
  }

  @Test
  void whatIsNotThereCannotBeRemoved() {
    assertThat(kind(() -> registry().unset(ROOT, "x"))).isEqualTo(Kind.BROKEN);
    assertThat(kind(() -> registry().unset(ROOT.child("a"), "x"))).isEqualTo(Kind.BROKEN);
    assertThat(kind(() -> registry().remove(ROOT.child("a")))).isEqualTo(Kind.BROKEN);
  }

  @Test
  void aKeyThatHoldsSomethingIsNotRemoved() {
    RegistryKey parent = ROOT.child("parent");
    registry().create(parent);
    registry().create(parent.child("child"));
    assertThat(kind(() -> registry().remove(parent))).isEqualTo(Kind.BROKEN);

    registry().remove(parent.child("child"));
    registry().set(parent, "", RegistryValue.text("default"));
    assertThat(kind(() -> registry().remove(parent))).isEqualTo(Kind.BROKEN);
    assertThat(registry().value(parent, "")).contains(RegistryValue.text("default"));

    registry().unset(parent, "");
    registry().remove(parent);
    assertThat(registry().exists(parent)).isFalse();
  }

  @Test
  void theTwoViewsOfSoftwareAreTwoKeysAndThe32BitOneLiesInWow6432Node() {
    RegistryKey bits32 = ROOT.in(View.BITS_32);
    RegistryKey literal = RegistryKey.parse("HKLM\\SOFTWARE\\WOW6432Node\\FettleContract");
    RegistryKey wow = RegistryKey.parse("HKLM\\SOFTWARE\\WOW6432Node");
    if (!registry().exists(wow)) {
      registry().create(wow);
    }
    registry().create(bits32);
    try {
      registry().set(ROOT, "x", RegistryValue.text("64"));
      registry().set(bits32, "x", RegistryValue.text("32"));

      assertThat(registry().value(ROOT, "x")).contains(RegistryValue.text("64"));
      assertThat(registry().value(bits32, "x")).contains(RegistryValue.text("32"));
      assertThat(registry().value(literal, "x")).contains(RegistryValue.text("32"));
    } finally {
      clear(bits32);
    }
    assertThat(registry().exists(literal)).isFalse();
    assertThat(registry().exists(ROOT)).isTrue();
  }

  @Test
  void aKeyTellsWhenItWasLastWritten() {
    Instant before = Instant.now().minus(Duration.ofMinutes(2));
    registry().set(ROOT, "x", RegistryValue.dword(1));

    assertThat(registry().lastWritten(ROOT).orElseThrow())
        .isBetween(before, Instant.now().plus(Duration.ofMinutes(2)));
  }

  @Test
  void aUsersKeysAreRefusedInTheMachinesOwnView() {
    RegistryKey key = RegistryKey.parse("HKCU\\Software");

    WindowsException refusal =
        catchThrowableOfType(WindowsException.class, () -> registry().exists(key));

    assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal).hasMessageContaining("for: each-user");
  }

  @Test
  void classesRootIsTheClassesOfTheMachine() {
    RegistryKey classes = RegistryKey.parse("HKLM\\SOFTWARE\\Classes");
    assumeThat(registry().exists(classes)).isTrue();
    RegistryKey key = RegistryKey.parse("HKCR\\Fettle.Contract");
    registry().create(key);
    try {
      registry().set(key, "", RegistryValue.text("a class"));
      assertThat(registry().value(classes.child("Fettle.Contract"), ""))
          .contains(RegistryValue.text("a class"));
    } finally {
      clear(key);
    }
  }

  static Kind kind(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(WindowsException.class, act).kind();
  }
}
