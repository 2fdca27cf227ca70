package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.check.Check;
import org.fettle.check.RegistryListCheck;
import org.fettle.check.RegistryTextCheck;
import org.fettle.check.RegistryValueAbsentCheck;
import org.fettle.check.RegistryValueCheck;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTemplateTest {
  private static final String HEAD =
      """
      policy: p
      version: 1.0.0
      title: P
      parameters:
        word: { type: text, about: A word., example: example }
        words: { type: list, about: Words., example: [example] }
        count: { type: number, about: A number., default: 7 }
      rules:
        - id: r
          title: R
          why: W
          severity: low
          for: each-user
          check:
            \
      """;

  @TempDir Path folder;

  static Check ready(CheckTemplate template, Map<String, String> facts) {
    return ((CheckTemplate.Filled.Ready) filled(template, facts)).check();
  }

  private static CheckTemplate.Filled filled(CheckTemplate template, Map<String, String> facts) {
    return template.fill(name -> Optional.ofNullable(facts.get(name)));
  }

  private CheckTemplate template(String check, Map<String, ?> parameters) throws Exception {
    Path file = folder.resolve("p.yaml");
    Files.writeString(file, HEAD + check);
    return PolicyFiles.readPolicy(file, parameters).rules().getFirst().check();
  }

  @Test
  void a_check_without_facts_is_made_once() throws Exception {
    CheckTemplate template =
        template("registry-value-absent: { key: 'HKCU\\X', name: '${word}' }", Map.of());

    assertThat(ready(template, Map.of())).isSameAs(ready(template, Map.of()));
  }

  @Test
  void facts_are_filled_in_each_time() throws Exception {
    CheckTemplate template =
        template(
            "registry-value-absent: { key: 'HKCU\\X\\${user.sid}', name: 'a ${machine.name}' }",
            Map.of());

    for (String name : List.of("LAP-1", "LAP-2")) {
      assertThat(ready(template, Map.of("user.sid", "S-1-5", "machine.name", name)))
          .isEqualTo(
              new RegistryValueAbsentCheck(
                  RegistryKey.parse("HKCU\\X\\S-1-5"), "a " + name, Optional.empty()));
    }
  }

  @Test
  void an_unknown_fact_is_named() throws Exception {
    CheckTemplate template =
        template(
            "registry-value-absent: { key: 'HKCU\\X', name: '${user.sip-address}' }", Map.of());

    assertThat(filled(template, Map.of()))
        .isEqualTo(new CheckTemplate.Filled.Unknown("user.sip-address"));
  }

  @Test
  void a_fact_that_the_check_refuses_is_unfit() throws Exception {
    CheckTemplate list =
        template(
            "registry-list: { key: 'HKCU\\X', name: Y, contains: ['${user.sip-domain}'] }",
            Map.of());
    assertThat(filled(list, Map.of("user.sip-domain", "contoso.com, evil.example")))
        .isEqualTo(
            new CheckTemplate.Filled.Unfit(
                "The member 'contoso.com, evil.example' holds the separator ',': write two"
                    + " members."));

    CheckTemplate key =
        template(
            "registry-value-absent: { key: 'HKCU\\X\\${user.sip-address}', name: Y }", Map.of());
    assertThat(filled(key, Map.of("user.sip-address", "a\\..\\b")))
        .isEqualTo(
            new CheckTemplate.Filled.Unfit(
                "The fact 'user.sip-address' holds a backslash ('a\\..\\b'), so it cannot be part"
                    + " of a registry key."));
    assertThat(filled(key, Map.of("user.sip-address", "a\nb")))
        .isEqualTo(
            new CheckTemplate.Filled.Unfit(
                "The fact 'user.sip-address' holds characters that are refused."));
  }

  @Test
  void a_fact_matches_literally_in_a_pattern_and_a_parameter_is_the_authors_own_pattern()
      throws Exception {
    CheckTemplate template =
        template(
            "registry-text: { key: 'HKCU\\X', name: Y, pattern: '${word}${user.sip-address}' }",
            Map.of("word", "(?i)sip:"));

    String pattern =
        ((RegistryTextCheck) ready(template, Map.of("user.sip-address", "a.b@c"))).pattern();
    assertThat("SIP:a.b@c").matches(pattern);
    assertThat("sip:aXb@c").doesNotMatch(pattern);
  }

  @Test
  void what_a_parameter_or_fact_brings_is_not_expanded_again() throws Exception {
    CheckTemplate template =
        template(
            "registry-value-absent: { key: 'HKCU\\X', name: '${word} ${user.name} $${word}' }",
            Map.of("word", "${count}"));

    assertThat(ready(template, Map.of("user.name", "${word}")))
        .isEqualTo(
            new RegistryValueAbsentCheck(
                RegistryKey.parse("HKCU\\X"), "${count} ${word} ${word}", Optional.empty()));
  }

  @Test
  void a_list_stands_for_a_list_or_for_items_of_one() throws Exception {
    CheckTemplate template =
        template(
            "registry-list: { key: 'HKCU\\X', name: Y, contains: '${words}', at-least: [a, '${words}', '${word}'] }",
            Map.of("words", List.of("b", "c"), "word", "d"));

    assertThat(ready(template, Map.of()))
        .isEqualTo(
            new RegistryListCheck(
                RegistryKey.parse("HKCU\\X"),
                "Y",
                Optional.empty(),
                List.of("b", "c"),
                List.of("a", "b", "c", "d"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void a_number_keeps_its_type_and_takes_its_default() throws Exception {
    CheckTemplate template =
        template(
            "registry-value: { key: 'HKCU\\X', name: Y, value: { dword: '${count}' } }", Map.of());

    assertThat(ready(template, Map.of()))
        .isEqualTo(
            new RegistryValueCheck(
                RegistryKey.parse("HKCU\\X"),
                "Y",
                RegistryValue.dword(7),
                Optional.empty(),
                Optional.empty()));
  }
}
