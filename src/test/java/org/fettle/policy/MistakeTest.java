package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the cases of mistakes.txt: a heading {@code === file name: what it is about}, the text, a
 * line {@code ---}, and the mistakes expected. The text of {@code check.yaml} and {@code rule.yaml}
 * is put into a policy that is in order; {@code {kinds}} stands for the list of all kinds. With
 * {@code -Dfettle.update=true} the expectations are written anew, to be read with care.
 */
class MistakeTest {
  private static final Path CASES = Path.of("src/test/resources/policy/mistakes.txt");

  private static final String HEAD =
      """
      policy: fixture
      version: 1.0.0
      title: Fixture
      parameters:
        word: { type: text, about: A word., example: contoso.com }
        words: { type: list, about: Words., example: [contoso.com] }
        count: { type: number, about: A number., default: 3 }
        flag: { type: boolean, about: A flag., default: true }
        mode: { type: choice, about: A choice., choices: [pass, fail] }
        unguessed: { type: text, about: Nobody knows. }
      rules:
      """;

  private static final String RULE =
      """
        - id: first
          title: First
          why: It is the first.
          severity: low
          for: each-user
      """;

  @TempDir Path folder;

  record Case(String file, String about, String text, String expected) {
    /** The whole file the text belongs into. */
    String whole() {
      return switch (file) {
        case "check.yaml" -> HEAD + RULE + "    check:\n" + text.indent(6);
        case "rule.yaml" -> HEAD + text;
        default -> text;
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> every_mistake_is_told_in_its_place() throws IOException {
    Files.writeString(
        folder.resolve("good.yaml"),
        HEAD.replace("fixture", "good")
            + RULE
            + "    check: { registry-value-absent: { key: HKCU\\X, name: Y } }\n");
    if (Boolean.getBoolean("fettle.update")) {
      update(cases());
    }
    return cases().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.about,
                () -> assertThat(mistakes(one)).isEqualTo(AllKinds.filledIn(one.expected))));
  }

  @Test
  void the_cases_were_seen() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(60);
  }

  private String mistakes(Case one) throws IOException {
    Path file = Files.createDirectories(folder.resolve("here")).resolve(one.file);
    Files.writeString(file, one.whole());
    String mistakes =
        PolicyFiles.lint(file, List.of()).stream()
            .map(mistake ->
                mistake
                    .toString()
                    .replace(folder + "/here/" + one.file, one.file)
                    .replace(folder + "/here", "here")
                    .replace(folder.toString(), "there"))
            .map(line -> line + '\n')
            .collect(Collectors.joining());
    Files.delete(file);
    return mistakes;
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    String text = Files.readString(CASES);
    for (String part : text.substring(text.indexOf("=== ") + 4).split("(?m)^=== ", -1)) {
      int end = part.indexOf('\n');
      int colon = part.indexOf(": ");
      int line = part.lastIndexOf("\n---\n");
      cases.add(
          new Case(
              part.substring(0, colon),
              part.substring(colon + 2, end),
              part.substring(end + 1, line + 1),
              part.substring(line + 5)));
    }
    return cases;
  }

  private void update(List<Case> cases) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Case one : cases) {
      text.append("=== ").append(one.file).append(": ").append(one.about).append('\n');
      text.append(one.text).append("---\n").append(AllKinds.named(mistakes(one)));
    }
    Files.writeString(CASES, text);
  }
}
