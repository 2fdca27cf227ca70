package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What admins filter by stays as it is, and is written down. */
class EventIdTest {
  private static final Path FOLDER = Path.of("agent", "events");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| (\\w+) \\| (.+?) \\| (.+?) \\|$");
  private static final Pattern MESSAGE =
      Pattern.compile(
          """
          MessageId=(\\d+)
          Severity=(\\w+)
          Facility=Fettle
          SymbolicName=(\\w+)
          Language=English
          (.+)%n%n%1
          \\.
          """);

  private record Row(int number, String level, String text) {}

  /** A line here never changes and never goes. */
  @Test
  void eachNumberMeansTheSameForEver() {
    assertThat(
            Arrays.stream(EventId.values())
                .collect(Collectors.toMap(EventId::name, EventId::number)))
        .containsOnly(
            entry("STARTED", 1),
            entry("STOPPED", 2),
            entry("NOT_PROTECTED", 3),
            entry("FAILED", 4),
            entry("TASK_FAILED", 5),
            entry("WEAK", 6),
            entry("POLICY_TAKEN", 10),
            entry("POLICY_REFUSED", 11),
            entry("POLICY_UNREACHABLE", 12),
            entry("POLICY_WITHDRAWN", 13),
            entry("NO_SCHEDULE", 14),
            entry("POLICY_SETTLED", 15),
            entry("RUN_IN_ORDER", 20),
            entry("RUN_FINDINGS", 21),
            entry("RUN_NOT_JUDGED", 22),
            entry("RUN_LEFT_OUT", 23),
            entry("RUN_RECOVERED", 24),
            entry("FIXED", 30),
            entry("FIX_FAILED", 31),
            entry("FIX_TAKEN_BACK", 32),
            entry("MORE_FIXES", 33),
            entry("ROLLBACK", 34),
            entry("PURGED", 35),
            entry("JOURNAL_DAMAGED", 36),
            entry("JOURNAL_TORN", 37),
            entry("JOURNAL_SHORTENED", 38),
            entry("JOURNAL_ALTERED", 39),
            entry("FIGHT", 40));
  }

  @Test
  void theMessageFileHasEachUnderItsNameAndLevel() throws IOException {
    assertThat(
            messages()
                .map(one -> "%s %s %s".formatted(one.group(1), one.group(2), one.group(3)))
                .toList())
        .containsExactlyElementsOf(
            Arrays.stream(EventId.values())
                .map(id -> id.number() + " " + capitalised(id.level().name()) + " " + id.name())
                .toList());
  }

  @Test
  void theMessageFileHasNothingElse() throws IOException {
    assertThat(text("fettle.mc").lines().filter(line -> line.startsWith("MessageId=")))
        .hasSize(EventId.values().length);
  }

  @Test
  void theTableForAdminsSaysWhatTheMessageFileSays() throws IOException {
    List<Row> table =
        ROW.matcher(text("README.md"))
            .results()
            .map(row -> new Row(Integer.parseInt(row.group(1)), row.group(2), row.group(3)))
            .toList();
    assertThat(table)
        .containsExactlyElementsOf(
            messages()
                .map(one ->
                    new Row(
                        Integer.parseInt(one.group(1)),
                        one.group(2).toLowerCase(Locale.ROOT),
                        one.group(4)))
                .toList());
  }

  private static Stream<MatchResult> messages() throws IOException {
    return MESSAGE.matcher(text("fettle.mc")).results();
  }

  private static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static String capitalised(String word) {
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }
}
