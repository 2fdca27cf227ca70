package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFileTest {
  @TempDir Path folder;

  @Test
  void a_billion_laughs_are_refused_at_the_first_anchor() throws IOException {
    assertThat(refused("a.yaml", "policy: &a [lol]\ntitle: &b [*a, *a]\nrules: [*b, *b]\n"))
        .startsWith("1:9: A text that begins with '&' must be quoted");
  }

  @Test
  void a_million_levels_are_refused_at_the_thirty_third() throws IOException {
    assertThat(refused("a.yaml", "policy: " + "[".repeat(1_000_000)))
        .isEqualTo("1:40: This is nested deeper than 32 levels.");
    assertThat(refused("a.json", "[".repeat(1_000_000)))
        .isEqualTo("1:33: This is nested deeper than 32 levels.");
    String mappings =
        IntStream.range(0, 40)
            .mapToObj(level -> " ".repeat(level) + "a:\n")
            .collect(Collectors.joining());
    assertThat(refused("a.yaml", mappings))
        .isEqualTo("33:33: This is nested deeper than 32 levels.");
  }

  @Test
  void five_mebibytes_are_not_read() throws IOException {
    assertThat(refused("a.yaml", "policy: x\n# " + "x".repeat(5 * 1024 * 1024)))
        .isEqualTo("1:1: The file is larger than 4 MiB, and is not read.");
  }

  @Test
  void a_file_just_below_the_limit_is_read_in_time() throws IOException {
    assertThat(refused("a.yaml", "policy: x\n# " + "x".repeat(4 * 1024 * 1024 - 12)))
        .contains("lacks 'version'");
    assertThat(refused("a.json", "{" + "\"aaaaaaaaaa\":1,".repeat(250_000) + "\"policy\":1}"))
        .contains("Unknown key 'aaaaaaaaaa'.");
  }

  @Test
  void more_than_four_hundred_thousand_values_are_refused() throws IOException {
    assertThat(refused("a.yaml", "policy: [" + "a,".repeat(2 * 1024 * 1024 - 10) + "]"))
        .isEqualTo("1:800006: The file holds more than 400000 values.");
    assertThat(refused("a.json", "[" + "1,".repeat(2 * 1024 * 1024 - 10) + "1]"))
        .isEqualTo("1:800000: The file holds more than 400000 values.");
  }

  @Test
  void a_text_of_forty_thousand_characters_is_refused() throws IOException {
    assertThat(refused("a.yaml", "policy: x\ntitle: '" + "x".repeat(40_000) + "'\n"))
        .isEqualTo("2:8: This text has 40000 characters; at most 32768 are allowed.");
    assertThat(refused("a.json", "{\"" + "x".repeat(40_000) + "\": 1}"))
        .isEqualTo("1:2: This text has 40000 characters; at most 32768 are allowed.");
  }

  @Test
  void a_number_of_a_million_digits_is_refused() throws IOException {
    assertThat(refused("a.json", "{\"policy\": " + "9".repeat(1_000_000) + "}"))
        .isEqualTo("1:12: This text has 1000000 characters; at most 32768 are allowed.");
  }

  @Test
  void ten_thousand_and_one_rules_are_refused() throws IOException {
    assertThat(
            refused(
                "a.yaml",
                "policy: x\nversion: 1.0.0\ntitle: X\nrules:\n" + "- {}\n".repeat(10_001)))
        .isEqualTo("10005:3: A policy holds at most 10000 rules; this one has 10001.");
  }

  @Test
  void thousands_of_misspelt_requirements_are_told_in_time() throws IOException {
    String rules =
        IntStream.range(0, 9_000)
            .mapToObj(i ->
                "- { id: rule-with-a-long-name-"
                    + i
                    + ", requires: [rule-with-a-lnog-name-"
                    + i
                    + "] }\n")
            .collect(Collectors.joining());
    assertThat(refused("a.yaml", "policy: x\nversion: 1.0.0\ntitle: X\nrules:\n" + rules))
        .contains("A rule lacks 'title'")
        .contains("There may be more mistakes than these.");
  }

  @Test
  void ten_thousand_rules_in_one_row_need_no_deep_stack() throws IOException {
    String rules =
        IntStream.range(0, 10_000)
            .mapToObj(i ->
                "- {id: r"
                    + i
                    + ", title: t, why: w, severity: low, for: machine, requires: [r"
                    + (i + 1) % 10_000
                    + "], check: {registry-key-absent: {key: 'HKLM\\SOFTWARE\\A\\B'}}}\n")
            .collect(Collectors.joining());
    assertThat(refused("a.yaml", "policy: x\nversion: 1.0.0\ntitle: X\nrules:\n" + rules))
        .contains("These rules require each other in a circle: r0 requires r1");
  }

  @Test
  void characters_that_deceive_are_refused_where_they_stand() throws IOException {
    assertThat(refused("a.yaml", "policy: x\ntitle: a\u202Eb\n"))
        .isEqualTo(
            "2:9: This file holds U+202E, which reverses text on screen; such characters are"
                + " refused.");
    assertThat(refused("a.yaml", "policy: x\0y\n"))
        .isEqualTo("1:10: This file holds U+0000, a NUL; such characters are refused.");
    assertThat(refused("a.yaml", "policy: x\n# \u001B[31m\n"))
        .isEqualTo(
            "2:3: This file holds U+001B, a control character; such characters are refused.");
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused_where_they_stand() throws IOException {
    assertThat(
            refused("a.yaml", "policy: x\ntitle: Lösung\n".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo("2:9: A byte here is not UTF-8; save the file as UTF-8.");
    assertThat(refused("a.yaml", "\uFEFFpolicy: x\n".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo("1:1: The file is UTF-16; save it as UTF-8.");
  }

  @Test
  void a_byte_order_mark_is_let_pass() throws IOException {
    assertThat(refused("a.yaml", "\uFEFFpolicy: x\n")).startsWith("1:1: A policy lacks 'version'");
  }

  @Test
  void a_file_that_is_not_there_is_a_mistake() {
    assertThat(PolicyFiles.lint(folder.resolve("none.yaml"), List.of()))
        .extracting(Mistake::message)
        .containsExactly("There is no such file.");
    assertThat(PolicyFiles.lint(folder, List.of()))
        .singleElement()
        .extracting(Mistake::message)
        .asString()
        .startsWith("The file cannot be read: ");
  }

  private String refused(String name, String text) throws IOException {
    return refused(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private String refused(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    List<Mistake> mistakes =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> PolicyFiles.lint(file, List.of()));
    assertThat(mistakes).isNotEmpty();
    return mistakes.stream()
        .map(mistake -> mistake.toString().substring(file.toString().length() + 1))
        .collect(Collectors.joining("\n"));
  }
}
