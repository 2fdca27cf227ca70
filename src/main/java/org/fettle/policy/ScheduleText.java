package org.fettle.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fettle.json.Words;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Assignment.Trigger;

/**
 * A schedule in one line, for where no YAML can stand: {@code 4h}, {@code 4h jitter 30m}, {@code 4h
 * jitter 30m at startup,logon}, {@code at startup}. The rules are those of an assignment's
 * schedule.
 */
public final class ScheduleText {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,]+");
  private static final String JITTER = "jitter";
  private static final String AT = "at";

  private ScheduleText() {}

  /**
   * Reads such a line.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote it
   */
  public static Schedule parse(String text) {
    List<String> words = Arrays.asList(BETWEEN_WORDS.split(text.strip()));
    Iterator<String> rest = words.iterator();
    String word = next(rest);
    Optional<Duration> every = Optional.empty();
    if (!word.equals(JITTER) && !word.equals(AT)) {
      every = Optional.of(duration(word));
      word = next(rest);
    }
    Optional<Duration> jitter = Optional.empty();
    if (word.equals(JITTER)) {
      jitter = Optional.of(duration(next(rest)));
      word = next(rest);
    }
    Set<Trigger> at = EnumSet.noneOf(Trigger.class);
    if (word.equals(AT)) {
      for (word = next(rest); !word.isEmpty(); word = next(rest)) {
        at.add(occasion(word));
      }
      if (at.isEmpty()) {
        throw new IllegalArgumentException("No occasion stands behind 'at': " + EXPECTED);
      }
    } else if (!word.isEmpty()) {
      throw unexpected(word);
    }
    return of(every, jitter, at);
  }

  /**
   * A schedule by the rules of an assignment's.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  public static Schedule of(
      Optional<Duration> every, Optional<Duration> jitter, Set<Trigger> occasions) {
    return new AssignmentFile.ScheduleFile(every, Optional.empty(), jitter, Set.copyOf(occasions))
        .schedule();
  }

  /** The schedule in that line; one by cron as {@code cron '0 0 6 * * ?'}. */
  public static String of(Schedule schedule) {
    StringBuilder text = new StringBuilder();
    schedule.every().ifPresent(every -> text.append(Durations.text(every)));
    schedule.cron().ifPresent(cron -> text.append("cron '").append(cron).append('\''));
    if (!schedule.jitter().isZero()) {
      text.append(" jitter ").append(Durations.text(schedule.jitter()));
    }
    if (!schedule.at().isEmpty()) {
      text.append(" at ")
          .append(
              schedule.at().stream()
                  .sorted()
                  .map(Words::ofConstant)
                  .collect(Collectors.joining(",")));
    }
    return text.toString().strip();
  }

  private static final String EXPECTED =
      "expected '4h', '4h jitter 30m' or '4h jitter 30m at startup,logon', where policy-change and"
          + " registry-change are other occasions.";

  private static String next(Iterator<String> words) {
    return words.hasNext() ? words.next() : "";
  }

  private static Duration duration(String word) {
    return Durations.parse(word).orElseThrow(() -> unexpected(word));
  }

  private static Trigger occasion(String word) {
    return Arrays.stream(Trigger.values())
        .filter(trigger -> Words.ofConstant(trigger).equals(word))
        .findFirst()
        .orElseThrow(() -> unexpected(word));
  }

  private static IllegalArgumentException unexpected(String word) {
    return new IllegalArgumentException(
        (word.isEmpty()
                ? "Something is missing at the end: "
                : Mistakes.quoted(word) + " cannot stand here: ")
            + EXPECTED);
  }
}
