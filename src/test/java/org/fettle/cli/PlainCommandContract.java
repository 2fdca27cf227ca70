package org.fettle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is read without picocli is what picocli would have read.
 *
 * @param <C> the command that is read so
 */
abstract class PlainCommandContract<C> {
  private static final List<String> VALUES =
      List.of(
          "a.yaml",
          "folder/b.yaml",
          "C:\\c.yaml",
          "two words",
          "größe",
          "a=b",
          "a,b",
          "check",
          "status");

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

  final Terminal terminal = Terminal.ofProcess();

  /** The command's word. */
  abstract String word();

  /** One that has read nothing yet. */
  abstract C fresh();

  /** One that has read these words, if they are plain. */
  abstract Optional<C> read(String... words);

  /** How many of the generated lines are plain, at least. */
  abstract int fewestPlain();

  /** Some of its options. */
  abstract List<String> known();

  @Test
  void everyGeneratedLineIsReadAsPicocliReadsItOrLeftToPicocli() {
    Random random = new Random(20);
    List<OptionSpec> options = specOf(fresh()).options();
    int plain = 0;
    for (int i = 0; i < 6_000; i++) {
      String[] words = line(random, options);
      Optional<C> read = read(words);
      if (read.isPresent()) {
        plain++;
        assertThat(values(read.get())).as(Arrays.toString(words)).isEqualTo(byPicocli(words));
      }
    }
    assertThat(plain).isBetween(fewestPlain(), 5_000);
  }

  @Test
  void everyOptionIsReadWithoutPicocli() {
    for (OptionSpec option : specOf(fresh()).options()) {
      String[] words =
          option.arity().max() == 0
              ? new String[] {word(), option.longestName()}
              : new String[] {word(), option.longestName(), "a"};
      assertThat(read(words).isPresent())
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
            word().substring(1),
            word() + " more",
            word() + " --help",
            word() + " -h",
            word() + " --machine",
            word() + " --machine --json",
            word() + " --machine=a.yaml",
            word() + " --machine a --machine b",
            word() + " --json --json",
            word() + " --machine @a",
            word() + " --jso",
            word() + " -- a")) {
      assertThat(read(words.isEmpty() ? new String[0] : words.split(" "))).as(words).isEmpty();
    }
  }

  private String[] line(Random random, List<OptionSpec> options) {
    List<String> words = new ArrayList<>(List.of(word()));
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
    return values(parsed.commandSpec().userObject());
  }

  /** The value of each option picocli knows of the command, as the command would use it. */
  private Map<String, String> values(Object command) {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : specOf(command).options()) {
      values.put(option.longestName(), String.valueOf(option.<Object>getValue()));
    }
    assertThat(values.keySet()).containsAll(known());
    return values;
  }

  private static CommandSpec specOf(Object command) {
    return new CommandLine(command).getCommandSpec();
  }
}
