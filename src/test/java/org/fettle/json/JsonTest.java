package org.fettle.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.fettle.check.AllCheck;
import org.fettle.check.AnyCheck;
import org.fettle.check.Check;
import org.fettle.check.Client;
import org.fettle.check.FileAssociationCheck;
import org.fettle.check.Missing;
import org.fettle.check.NotCheck;
import org.fettle.check.ProtocolHandlerCheck;
import org.fettle.check.Registration;
import org.fettle.check.RegistryKeyAbsentCheck;
import org.fettle.check.RegistryListCheck;
import org.fettle.check.RegistryNumberCheck;
import org.fettle.check.RegistryTextCheck;
import org.fettle.check.RegistryValueAbsentCheck;
import org.fettle.check.RegistryValueCheck;
import org.fettle.check.Repair;
import org.fettle.check.SoftwarePresentCheck;
import org.fettle.check.Verdict;
import org.fettle.check.Views;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class JsonTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");
  private static final RegistryKey NARROW = RegistryKey.parse("HKLM32\\SOFTWARE\\Contoso");

  record Everything(
      boolean ready,
      int count,
      long size,
      String name,
      Duration every,
      LocalTime from,
      Instant at,
      Views view,
      Optional<Duration> jitter,
      List<String> names,
      Set<Views> views,
      Map<String, Long> numbers,
      Map<RegistryKey, List<RegistryValue>> registry) {}

  record Demanding(@About(value = "Names.", required = true) List<String> names) {}

  record Tree(JsonNode node) {}

  record Pair(String left, Optional<String> right) {
    Pair {
      if (left.equals("wrong")) {
        throw new IllegalArgumentException("The left one is wrong.");
      }
    }
  }

  sealed interface Shape permits RoundShape, Empty {}

  record RoundShape(long width, long height) implements Shape {}

  record Empty() implements Shape {}

  static Stream<Change> changes() {
    Optional<RegistryValue> before = Optional.of(RegistryValue.text("lync.com"));
    Optional<RegistryValue> after = Optional.of(RegistryValue.dword(3));
    return Stream.of(
        new RegistryValueChange(KEY, "", before, after),
        new RegistryValueChange(NARROW, "a\\b", Optional.empty(), after),
        new RegistryValueChange(KEY, "\u202E\uD83D\uDE00", before, Optional.empty()),
        new RegistryListChange(KEY, "List", ", ", before, Optional.empty()),
        new RegistryKeyChange(KEY, false, true));
  }

  static Stream<Check> checks() {
    Check present =
        new SoftwarePresentCheck(
            Optional.of(Client.SFB_2016), Optional.empty(), Optional.of("O365*"));
    Check absent =
        new RegistryKeyAbsentCheck(KEY, Optional.empty(), List.of(), Optional.of(Views._64));
    return Stream.of(
        present,
        absent,
        new AllCheck(List.of(present, new NotCheck(absent))),
        new AnyCheck(List.of(absent)),
        new NotCheck(new AnyCheck(List.of(absent, absent))),
        new FileAssociationCheck(
            ".ocsmeet",
            List.of("lync.exe"),
            Optional.of(new Registration("Ocs", "\"C:\\l.exe\" \"%1\""))),
        new ProtocolHandlerCheck("sip", List.of("lync.exe", "Teams.exe"), Optional.empty()),
        new RegistryListCheck(
            KEY,
            "L",
            Optional.of(";"),
            List.of("a"),
            List.of(),
            Optional.of(Missing.NOT_APPLICABLE),
            Optional.empty()),
        new RegistryNumberCheck(
            KEY,
            "N",
            Optional.of(1L),
            Optional.of(Long.MAX_VALUE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Views.BOTH)),
        new RegistryTextCheck(
            KEY,
            "T",
            "[a-z]+",
            Optional.of(Repair.STRIP_SIP_PREFIX),
            Optional.empty(),
            Optional.empty()),
        new RegistryValueAbsentCheck(KEY, "", Optional.of(Views._32)),
        new RegistryValueCheck(
            KEY, "V", RegistryValue.dword(0), Optional.of(Missing.PASS), Optional.empty()));
  }

  static Stream<Verdict> verdicts() {
    return Stream.of(
        new Verdict.Pass("3 (dword)"),
        new Verdict.Fail("3", "absent", changes().toList()),
        new Verdict.Fail("3", "4", List.of()),
        new Verdict.NotApplicable("Outlook is not installed"),
        new Verdict.Error("Cannot read."));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyKindOfChangeReadsBack(Change change) {
    assertReadsBack(change, Change.class);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void everyKindOfCheckReadsBack(Check check) {
    assertReadsBack(check, Check.class);
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void everyKindOfVerdictReadsBack(Verdict verdict) {
    assertReadsBack(verdict, Verdict.class);
  }

  private static <T> void assertReadsBack(T value, Class<T> family) {
    String json = Json.mapper().writeValueAsString(value);
    assertThat(json).doesNotContain("\n");
    assertThat(Json.mapper().readValue(json, family)).isEqualTo(value);
    assertThat(Json.write(value)).isEqualTo(json);
    assertThat(Json.read(json, family)).isEqualTo(value);
    assertThat(Json.mapper().readValue(Json.mapper().writeValueAsBytes(value), family))
        .isEqualTo(value);
    assertThat(Json.mapper().readValue(Json.indented().writeValueAsString(value), family))
        .isEqualTo(value);
    assertThat(Json.mapper().treeToValue(Json.mapper().readTree(json), family)).isEqualTo(value);
    String yaml = Json.writeYaml(value);
    assertThat(Json.yaml().writeValueAsString(value)).isEqualTo(yaml);
    assertThat(Json.readYaml(yaml, family)).as(yaml).isEqualTo(value);
    assertThat(Json.yaml().readValue(yaml, family)).as(yaml).isEqualTo(value);
    assertThat(Json.yaml().readValue(json, family)).as("JSON as YAML").isEqualTo(value);
  }

  @Test
  void aKindIsOneWordWithItsFields() {
    assertThat(
            Json.mapper()
                .writeValueAsString(
                    new RegistryValueChange(
                        KEY, "Name", Optional.empty(), Optional.of(RegistryValue.dword(3)))))
        .isEqualTo(
            "{\"registry-value\":{\"key\":\"HKLM\\\\SOFTWARE\\\\Contoso\",\"name\":\"Name\",\"after\":{\"dword\":3}}}");
  }

  @Test
  void aKindWithOneComponentIsWrittenAsThatComponent() {
    Check check =
        new AllCheck(
            List.of(
                new NotCheck(
                    new RegistryKeyAbsentCheck(KEY, Optional.empty(), List.of(), Optional.empty())),
                new AnyCheck(
                    List.of(
                        new RegistryKeyAbsentCheck(
                            KEY, Optional.empty(), List.of(), Optional.empty())))));
    assertThat(Json.yaml().writeValueAsString(check))
        .isEqualTo(
            """
            all:
            - not:
                registry-key-absent:
                  key: HKLM\\SOFTWARE\\Contoso
            - any:
              - registry-key-absent:
                  key: HKLM\\SOFTWARE\\Contoso
            """);
    assertThat(Json.mapper().writeValueAsString(new Verdict.NotApplicable("no Outlook")))
        .isEqualTo("{\"not-applicable\":\"no Outlook\"}");
  }

  @Test
  void aKindWithoutComponentsIsAnEmptyObject() {
    assertThat(Json.mapper().writeValueAsString(new Empty())).isEqualTo("{\"empty\":{}}");
    assertThat(Json.mapper().readValue("{\"empty\":{}}", Shape.class)).isEqualTo(new Empty());
    assertThat(Json.mapper().readValue("{\"round\":{\"width\":1,\"height\":2}}", Shape.class))
        .isEqualTo(new RoundShape(1, 2));
  }

  private static final Everything EVERYTHING =
      new Everything(
          true,
          -7,
          Long.MIN_VALUE,
          "1.0",
          Duration.ofHours(36),
          LocalTime.of(2, 0),
          Instant.parse("2026-11-01T08:00:00Z"),
          Views._64,
          Optional.of(Duration.ofSeconds(90)),
          List.of("b", "a"),
          EnumSet.of(Views.BOTH, Views._32),
          Map.of("b", 2L, "a", 1L, "c", 3L),
          Map.of(KEY, List.of(RegistryValue.qword(-1))));

  private static final String EVERYTHING_YAML =
      """
      ready: true
      count: -7
      size: -9223372036854775808
      name: "1.0"
      every: 36h
      from: 02:00
      at: 2026-11-01T08:00:00.000Z
      view: "64"
      jitter: 90s
      names:
      - b
      - a
      views:
      - "32"
      - both
      numbers:
        a: 1
        b: 2
        c: 3
      registry:
        HKLM\\SOFTWARE\\Contoso:
        - qword: 18446744073709551615
      """;

  @Test
  void yamlIsInBlockStyleWithAsFewQuotesAsAreSafe() {
    assertThat(Json.yaml().writeValueAsString(EVERYTHING)).isEqualTo(EVERYTHING_YAML);
  }

  @Test
  void whatIsReadIsWrittenTheSameWay() {
    Everything read = Json.yaml().readValue(EVERYTHING_YAML, Everything.class);
    assertThat(read).usingRecursiveComparison().isEqualTo(EVERYTHING);
    String json = Json.mapper().writeValueAsString(read);
    assertThat(Json.mapper().writeValueAsString(Json.mapper().readValue(json, Everything.class)))
        .isEqualTo(json);
  }

  @Test
  void unquotedTextInYamlIsTakenAsItIsWritten() {
    assertThat(Json.yaml().readValue("{ left: 16.10, right: TRUE }", Pair.class))
        .isEqualTo(new Pair("16.10", Optional.of("TRUE")));
    assertThat(Json.yaml().readValue("{ left: 0x1F, right: 007 }", Pair.class))
        .isEqualTo(new Pair("0x1F", Optional.of("007")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "1500, 1500ms",
    "90000, 90s",
    "1800000, 30m",
    "14400000, 4h",
    "172800000, 2d",
    "-3600000, -1h"
  })
  void aDurationIsWrittenInItsLargestWholeUnit(long milliseconds, String text) {
    Duration duration = Duration.ofMillis(milliseconds);
    assertThat(Json.mapper().writeValueAsString(duration)).isEqualTo('"' + text + '"');
    assertThat(Json.mapper().readValue('"' + text + '"', Duration.class)).isEqualTo(duration);
  }

  @Test
  void aTimeAlwaysHasMilliseconds() {
    assertThat(Json.mapper().writeValueAsString(Instant.parse("2026-11-01T08:00:00.123456Z")))
        .isEqualTo("\"2026-11-01T08:00:00.123Z\"");
  }

  @Test
  void aTreeInARecordIsLeftAsItIs() {
    assertThat(
            Json.mapper()
                .writeValueAsString(
                    Json.mapper().readValue("{\"node\":{\"a\":[1,null]}}", Tree.class)))
        .isEqualTo("{\"node\":{\"a\":[1,null]}}");
  }

  @Test
  void aTreeInARecordIsLeftAsItIsWithoutAMapperToo() {
    String json = "{\"node\":{\"a\":[1,null]}}";
    assertThat(Json.write(Json.read(json, Tree.class))).isEqualTo(json);
    assertThat(Json.write(Json.readYaml(json, Tree.class))).isEqualTo(json);
  }

  @Test
  void whatIsNotOursIsReadAndWrittenToo() {
    assertThat(Json.write(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
    assertThat(Json.read("[1]", JsonNode.class)).hasToString("[1]");
    assertThatThrownBy(() -> Json.read("[1", JsonNode.class))
        .isInstanceOf(FileFormatException.class);
  }

  @Test
  void nothingMayFollow() {
    assertThatThrownBy(() -> Json.read("{\"left\":\"a\"} {}", Pair.class))
        .hasMessage("1:14: Expected the end, found more.");
    assertThatThrownBy(() -> Json.readYaml("left: a\n---\nleft: b\n", Pair.class))
        .hasMessageContaining("Expected the end, found more.");
    assertThatThrownBy(() -> Json.read("", Pair.class))
        .hasMessage("1:1: Expected an object with left, right, found the end of the file.");
  }

  @Test
  void oneKindOfAFamilyIsReadWithItsWordAndNoOther() {
    Change change = new RegistryKeyChange(KEY, false, true);
    assertThat(Json.read(Json.write(change), RegistryKeyChange.class)).isEqualTo(change);
    assertThatThrownBy(() -> Json.read(Json.write(change), RegistryValueChange.class))
        .isInstanceOf(FileFormatException.class);
  }

  @Test
  void charactersThatMisleadAreEscapedInJson() {
    String text = "a\u0000\u001B\u007F\u0085\u202E\u2028\uFEFF\uD83D\uDE00\uDC00ö日";
    String json = Json.mapper().writeValueAsString(text);
    assertThat(json)
        .isEqualTo("\"a\\u0000\\u001B\\u007F\\u0085\\u202E\\u2028\\uFEFF\\uD83D\\uDE00\\uDC00ö日\"");
    assertThat(Json.mapper().readValue(json, String.class)).isEqualTo(text);
    assertThat(Json.mapper().readValue(Json.mapper().writeValueAsBytes(text), String.class))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{left: a, colour: b} | Unknown word 'colour': expected left, right.",
        "{right: a} | 'left' is missing.",
        "{left: null} | Expected text, found nothing.",
        "{left: } | Expected text, found nothing.",
        "{left: a, right: null} | Expected text, found nothing.",
        "{left: [a]} | Expected text, found a list.",
        "{left: {a: b}} | Expected text, found an object.",
        "[left] | Expected an object with left, right, found a list.",
        "{left: wrong} | The left one is wrong.",
        "{left: &a x, right: *a} | Aliases (*a) are not taken: write it out.",
      })
  void aRecordRefusesWhatItDoesNotKnow(String yaml, String message) {
    assertRefused(yaml, Pair.class, message);
  }

  @Test
  void aWordGivenTwiceIsRefused() {
    assertThatThrownBy(() -> Json.yaml().readValue("{left: a, left: b}", Pair.class))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> Json.mapper().readValue("{\"left\":\"a\",\"left\":\"b\"}", Pair.class))
        .isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{registry-valu: {}} | Unknown kind of change 'registry-valu': expected one of registry-value, registry-list, registry-key, credential, certificate, file-rename, file-purge, text-line, service-start-type, service-running.",
        "{} | The kind of change is missing: expected one of registry-value, registry-list, registry-key, credential, certificate, file-rename, file-purge, text-line, service-start-type, service-running.",
        "registry-key | Expected an object with the kind of change, found the text 'registry-key'.",
        "{registry-key: {key: HKLM\\A, before: true, after: false}, registry-list: {}} | Expected one kind of change, found 'registry-list' too.",
        "{registry-key: {key: HKXX\\A, before: true, after: false}} | The registry key 'HKXX\\A' does not begin with HKLM, HKU, HKCR or HKCU.",
        "{registry-key: {key: HKLM\\A, before: yes, after: false}} | Expected true or false, found the text 'yes'.",
        "{registry-key: {key: HKLM\\A, before: 1, after: false}} | Expected true or false, found the number 1.",
        "{registry-value: {key: HKLM\\A, name: a, after: {dwords: 1}}} | Unknown registry type 'dwords': expected one of text, expandable-text, texts, dword, qword, binary, none, or type with bytes.",
      })
  void aFamilyRefusesWhatItDoesNotKnow(String yaml, String message) {
    assertRefused(yaml, Change.class, message);
  }

  private static void assertRefused(String yaml, Class<?> type, String message) {
    assertThatThrownBy(() -> Json.yaml().readValue(yaml, type))
        .isInstanceOfSatisfying(
            JacksonException.class,
            e -> {
              assertThat(e.getOriginalMessage()).isEqualTo(message);
              assertThat(e.getLocation().getLineNr()).isEqualTo(1);
              assertThat(e.getLocation().getColumnNr()).isPositive();
            });
  }

  @Test
  void jsonTakesNothingForAText() {
    assertThatThrownBy(() -> Json.mapper().readValue("{\"left\":1}", Pair.class))
        .hasMessageContaining("Expected text, found the number 1.");
    assertThatThrownBy(() -> Json.mapper().readValue("null", Pair.class))
        .hasMessageContaining("found nothing");
    assertThatThrownBy(() -> Json.mapper().readValue("{\"left\":\"a\"} {}", Pair.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void aListMayBeLeftOutUnlessItIsDemanded() {
    assertThatThrownBy(() -> Json.mapper().readValue("{}", Demanding.class))
        .hasMessageContaining("'names' is missing.");
    assertThat(Json.mapper().readValue("{\"names\":[]}", Demanding.class).names()).isEmpty();
  }

  @Test
  void aMistakeIsFoundAtItsLine() {
    assertThatThrownBy(() -> Json.yaml().readValue("left: a\n\nright:\n  - b\n", Pair.class))
        .isInstanceOfSatisfying(
            JacksonException.class,
            e -> {
              assertThat(e.getLocation().getLineNr()).isEqualTo(4);
              assertThat(e.getLocation().getColumnNr()).isEqualTo(3);
            });
  }

  /** Windows takes such names; YAML has no way to write them, and a silent '?' would be a lie. */
  @Test
  void aLoneSurrogateIsKeptInJsonAndRefusedInYaml() {
    Pair pair = new Pair("\uD800 lone", Optional.empty());
    assertThat(Json.mapper().readValue(Json.mapper().writeValueAsBytes(pair), Pair.class))
        .isEqualTo(pair);
    assertThatThrownBy(() -> Json.yaml().writeValueAsString(pair))
        .hasMessageContaining("cannot be written in YAML");
    assertThatThrownBy(() -> Json.yaml().writeValueAsString(Map.of("a", pair)))
        .hasMessageContaining("cannot be written in YAML");
  }

  record Texts(Map<String, String> texts) {}

  @Test
  void anyTextReadsBackAsWordAndAsValue() {
    String[] pieces = {
      "a",
      " ",
      "  ",
      "\n",
      "\r\n",
      "\t",
      ":",
      ": ",
      "#",
      " #",
      "'",
      "\"",
      "\\",
      "\\n",
      "-",
      "- ",
      "?",
      "? ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "&a",
      "*a",
      "!t",
      "|",
      ">",
      "%",
      "@",
      "`",
      "~",
      "null",
      "true",
      "no",
      "1",
      "1.0",
      "1e3",
      "0x1F",
      "1_000",
      ".inf",
      ".nan",
      "<<",
      "=",
      "---",
      "...",
      "2026-11-01",
      "12:30:45",
      "\u0000",
      "\u0007",
      "\u001B",
      "\u007F",
      "\u0085",
      "\u00A0",
      "\u2028",
      "\u2029",
      "\u202E",
      "\uFEFF",
      "\uFFFE",
      "\uFFFF",
      "\uD83D\uDE00",
      "ö",
      "日本",
      "x".repeat(130),
      "word ".repeat(40)
    };
    Random random = new Random(20261101);
    for (int round = 0; round < 3_000; round++) {
      Map<String, String> texts = new LinkedHashMap<>();
      for (int entry = 0; entry < 4; entry++) {
        texts.put(anyOf(pieces, random), anyOf(pieces, random));
      }
      Texts record = new Texts(texts);
      String yaml = Json.yaml().writeValueAsString(record);
      assertThat(Json.yaml().readValue(yaml, Texts.class)).as(yaml).isEqualTo(record);
      byte[] bytes = Json.yaml().writeValueAsBytes(record);
      assertThat(Json.yaml().readValue(bytes, Texts.class)).as(yaml).isEqualTo(record);
      byte[] json = Json.mapper().writeValueAsBytes(record);
      assertThat(Json.mapper().readValue(json, Texts.class)).isEqualTo(record);
    }
  }

  private static String anyOf(String[] pieces, Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(5); left > 0; left--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  @Test
  void nestingHasAnEnd() {
    String deep = "{not: ".repeat(200) + "{}" + "}".repeat(200);
    assertThatThrownBy(() -> Json.yaml().readValue(deep, Check.class))
        .isInstanceOf(JacksonException.class);
  }
}
