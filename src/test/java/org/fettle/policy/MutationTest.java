package org.fettle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that are broken at random are read or refused with a place, and nothing else. */
class MutationTest {
  private static final int MUTANTS = 1_000;
  private static final long SEED = 20_261_121;
  private static final Path VALID = Path.of("src/test/resources/policy/valid");

  private static final String[] TOKENS = {
    "{", "}", "[", "]", ":", "- ", "'", "\"", "${", "}", "$${", "&a ", "*a", "!!x ", "\t", "\n",
    "\r", "|", ">", "#", "%", "@", "?", "null", "~", "true", "1e9", "-0", "\\", "\\u0000", "é",
        "😀",
    "\uFEFF", "\u202E", "\u0085", "\u2028", "---\n", "...\n", "${user.name}", "${words}", "HKCU\\"
  };

  @TempDir Path folder;

  @Test
  void a_thousand_mutants_are_read_or_refused_in_their_place_within_a_second() throws IOException {
    List<Path> valid;
    try (var files = Files.list(VALID)) {
      valid = files.sorted().toList();
    }
    assertThat(valid).hasSizeGreaterThanOrEqualTo(3);
    int refused = 0;
    // The processor's time: a busy machine is no fault of a mutant.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (Path policy : valid) {
      assertThat(PolicyFiles.lint(policy, List.of())).isEmpty();
    }
    for (int i = 0; i < MUTANTS; i++) {
      Random random = new Random(SEED + i);
      Path policy = valid.get(i % valid.size());
      byte[] mutant = mutated(Files.readAllBytes(policy), random);
      Path file = folder.resolve(String.valueOf(policy.getFileName()));
      Files.write(file, mutant);
      long start = threads.getCurrentThreadCpuTime();
      List<Mistake> mistakes = PolicyFiles.lint(file, List.of(VALID));
      long milliseconds = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
      String seed = "seed " + (SEED + i) + " of " + policy;
      assertThat(milliseconds).as(seed).isLessThan(1_000);
      for (Mistake mistake : mistakes) {
        assertThat(mistake.line()).as(seed).isPositive();
        assertThat(mistake.column()).as(seed).isPositive();
        assertThat(mistake.message())
            .as(seed)
            .matches("(?s)[\\p{Lu}'].*[.?]")
            .doesNotContain("java", "Exception", "jackson");
      }
      refused += mistakes.isEmpty() ? 0 : 1;
    }
    // A mutant may be as good as its original, but most are not.
    assertThat(refused).isBetween(MUTANTS / 2, MUTANTS - 1);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] mutant = bytes;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      mutant = once(mutant, random);
    }
    return mutant;
  }

  private static byte[] once(byte[] bytes, Random random) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int at = random.nextInt(text.length() + 1);
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = random.nextInt(lines.size());
    return switch (random.nextInt(9)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 -> {
        lines.remove(line);
        yield joined(lines);
      }
      case 2 -> {
        lines.add(line, lines.get(random.nextInt(lines.size())));
        yield joined(lines);
      }
      case 3 -> {
        Collections.swap(lines, line, random.nextInt(lines.size()));
        yield joined(lines);
      }
      case 4 -> {
        String[] words = text.split("(?<=\\W)|(?=\\W)", -1);
        int one = random.nextInt(words.length);
        int other = random.nextInt(words.length);
        String word = words[one];
        words[one] = words[other];
        words[other] = word;
        yield utf8(String.join("", words));
      }
      case 5 ->
          utf8(text.substring(0, at) + TOKENS[random.nextInt(TOKENS.length)] + text.substring(at));
      case 6 -> utf8(text.substring(0, at));
      case 7 -> {
        String deep = random.nextBoolean() ? "[" : "{a: ";
        yield utf8(text.substring(0, at) + deep.repeat(random.nextInt(5_000)) + text.substring(at));
      }
      default ->
          utf8(text.substring(0, at) + "x".repeat(random.nextInt(100_000)) + text.substring(at));
    };
  }

  private static byte[] joined(List<String> lines) {
    return utf8(String.join("\n", lines) + "\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
