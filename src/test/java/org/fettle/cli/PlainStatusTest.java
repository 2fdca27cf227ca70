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

/** As {@link PlainCheckTest}, for {@code status}. */
class PlainStatusTest {
  private static final List<String> VALUES =
      List.of(
          "a.yaml", "folder/b.yaml", "C:\\c.yaml", "two words", "größe", "a=b", "a,b", "status");

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
    List<OptionSpec> options = specOf(new StatusCommand(terminal)).options();
    int plain = 0;
    for (int i = 0; i < 6_000; i++) {
      String[] words = line(random, options);
      Optional<StatusCommand> read = PlainStatus.of(terminal, words);
      if (read.isPresent()) {
        plain++;
        assertThat(values(read.get())).as(Arrays.toString(words)).isEqualTo(byPicocli(words));
      }
    }
    assertThat(plain).isBetween(1_000, 5_000);
  }

  @Test
  void everyOptionOfAStatusIsReadWithoutPicocli() {
    for (OptionSpec option : specOf(new StatusCommand(terminal)).options()) {
      String[] words =
          option.arity().max() == 0
              ? new String[] {"status", option.longestName()}
              : new String[] {"status", option.longestName(), "a"};
      assertThat(PlainStatus.of(terminal, words).isPresent())
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
            "statu",
            "status more",
            "status --help",
            "status -h",
            "status --machine",
            "status --machine --json",
            "status --machine=a.yaml",
            "status --machine a --machine b",
            "status --json --json",
            "status --machine @a",
            "status --jso",
            "status -- a")) {
      assertThat(PlainStatus.of(terminal, words.isEmpty() ? new String[0] : words.split(" ")))
          .as(words)
          .isEmpty();
    }
  }

  private static String[] line(Random random, List<OptionSpec> options) {
    List<String> words = new ArrayList<>(List.of("status"));
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
    return values((StatusCommand) parsed.commandSpec().userObject());
  }

  /** The value of each option picocli knows of the command, as the command would use it. */
  private static Map<String, String> values(StatusCommand status) {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : specOf(status).options()) {
      values.put(option.longestName(), String.valueOf(option.<Object>getValue()));
    }
    assertThat(values.keySet())
        .containsAll(new TreeSet<>(List.of("--machine", "--state", "--json", "--help")));
    return values;
  }

  private static CommandSpec specOf(StatusCommand status) {
    return new CommandLine(status).getCommandSpec();
  }
}
