package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is read without picocli is what picocli would have read. */
class PlainCheckTest {
  private static final List<String> VALUES =
      List.of("a.yaml", "folder/b.yaml", "C:\\c.yaml", "two words", "größe", "a=b", "a,b", "check");

  private static final List<String> ODDITIES =
      List.of(
          "",
          " ",
          "-",
          "--",
          "-x",
          "-1",
          "--mach",
          "--machine=a.yaml",
          "--json=true",
          "--no-json",
          "--JSON",
          "--jso",
          "@",
          "@@a",
          "@none.yaml",
          "\"a\"",
          "'a'",
          "\"a b",
          "${env:PATH}",
          "$a",
          "#a",
          "a\u0000b",
          "plan",
          "help",
          ":json",
          "/json");

  private final Terminal terminal = Terminal.ofProcess();

  @Test
  void everyGeneratedLineIsReadAsPicocliReadsItOrLeftToPicocli() {
    Random random = new Random(20);
    List<OptionSpec> options = specOf(new CheckCommand(terminal)).options();
    int plain = 0;
    for (int i = 0; i < 6_000; i++) {
      String[] words = line(random, options);
      Optional<CheckCommand> read = PlainCheck.of(terminal, words);
      if (read.isPresent()) {
        plain++;
        assertThat(values(read.get())).as(Arrays.toString(words)).isEqualTo(byPicocli(words));
      }
    }
    assertThat(plain).isBetween(1_500, 5_000);
  }

  @Test
  void everyOptionOfACheckIsReadWithoutPicocli() {
    for (OptionSpec option : specOf(new CheckCommand(terminal)).options()) {
      String[] words =
          option.arity().max() == 0
              ? new String[] {"check", option.longestName()}
              : new String[] {"check", option.longestName(), "a"};
      assertThat(PlainCheck.of(terminal, words).isPresent())
          .as(option.longestName())
          .isEqualTo(!option.usageHelp() && !option.versionHelp());
    }
  }

  @Test
  void whatIsNotPlainIsLeftToPicocli() {
    for (String words :
        List.of(
            "",
            "plan",
            "chec",
            "check more",
            "check --help",
            "check -h",
            "check --machine",
            "check --machine --json",
            "check --machine=a.yaml",
            "check --machine a --machine b",
            "check --json --json",
            "check --machine @a",
            "check --jso",
            "check -- a")) {
      assertThat(PlainCheck.of(terminal, words.isEmpty() ? new String[0] : words.split(" ")))
          .as(words)
          .isEmpty();
    }
  }

  private static String[] line(Random random, List<OptionSpec> options) {
    List<String> words = new ArrayList<>(List.of("check"));
    for (int i = random.nextInt(6); i > 0; i--) {
      OptionSpec option = options.get(random.nextInt(options.size()));
      words.add(option.names()[random.nextInt(option.names().length)]);
      if (option.arity().max() > 0) {
        words.add(one(random, random.nextInt(6) == 0 ? ODDITIES : VALUES));
      }
    }
    if (random.nextInt(3) == 0) {
      words.add(1 + random.nextInt(words.size()), one(random, ODDITIES));
    }
    return words.toArray(String[]::new);
  }

  private static String one(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Map<String, String> byPicocli(String... words) {
    CommandLine line = new CommandLineProgram(terminal).line(words);
    var parsed = line.parseArgs(words).subcommand();
    assertThat(parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()).isFalse();
    return values((CheckCommand) parsed.commandSpec().userObject());
  }

  /** The value of each option picocli knows of the command, as the command would use it. */
  private static Map<String, String> values(CheckCommand check) {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : specOf(check).options()) {
      values.put(option.longestName(), String.valueOf(option.<Object>getValue()));
    }
    assertThat(values.keySet())
        .containsAll(new TreeSet<>(List.of("--machine", "--policies", "--json", "--help")));
    return values;
  }

  private static CommandSpec specOf(CheckCommand check) {
    return new CommandLine(check).getCommandSpec();
  }
}
