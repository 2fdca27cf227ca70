package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.fettle.engine.MachineId;
import org.fettle.policy.Assignment.Schedule;
import org.fettle.policy.Assignment.Trigger;
import org.junit.jupiter.api.Test;

/** When a machine is judged, with clocks of every kind. */
class TimetableTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z"); // a Monday
  private static final Duration DELAY = Duration.ofMinutes(7);

  private static Timetable every(String interval) {
    return timetable(Optional.of(Duration.parse(interval)), Optional.empty());
  }

  private static Timetable cron(String cron) {
    return timetable(Optional.empty(), Optional.of(cron));
  }

  private static Timetable timetable(Optional<Duration> every, Optional<String> cron) {
    return new Timetable(
        new Schedule(every, cron, Duration.ofMinutes(30), Set.of()), DELAY, ZoneOffset.UTC, START);
  }

  private static Optional<Instant> at(String instant) {
    return Optional.of(Instant.parse(instant));
  }

  @Test
  void theFirstRunWaitsForTheMachinesShareOfTheJitter() {
    assertThat(every("PT4H").next(Optional.empty(), START)).isEqualTo(at("2026-11-23T08:07:00Z"));
  }

  @Test
  void askingAgainDoesNotPutTheFirstRunOff() {
    assertThat(every("PT4H").next(Optional.empty(), START.plusSeconds(300)))
        .isEqualTo(at("2026-11-23T08:07:00Z"));
    assertThat(every("PT4H").next(Optional.empty(), START.plusSeconds(3600)))
        .isEqualTo(Optional.of(START.plusSeconds(3600)));
  }

  @Test
  void theNextRunIsCountedFromTheLast() {
    assertThat(every("PT4H").next(at("2026-11-23T08:07:00Z"), START.plusSeconds(600)))
        .isEqualTo(at("2026-11-23T12:07:00Z"));
  }

  @Test
  void aRestartDoesNotBeginAnew() {
    assertThat(every("PT4H").next(at("2026-11-23T06:00:00Z"), START))
        .isEqualTo(at("2026-11-23T10:00:00Z"));
  }

  @Test
  void manyMissedRunsAreDoneOnce() {
    Timetable timetable = every("PT4H");
    Instant run = timetable.next(at("2026-11-01T00:00:00Z"), START).orElseThrow();
    assertThat(run).isEqualTo(Instant.parse("2026-11-23T08:07:00Z"));
    assertThat(timetable.next(Optional.of(run), run)).isEqualTo(at("2026-11-23T12:07:00Z"));
  }

  @Test
  void whatWasDueInSleepIsDueNow() {
    Instant awake = START.plus(Duration.ofHours(20));
    assertThat(every("PT4H").next(at("2026-11-23T08:07:00Z"), awake)).isEqualTo(Optional.of(awake));
  }

  @Test
  void aClockThatWasSetBackDoesNotPutRunsOffForDays() {
    Instant back = START.minus(Duration.ofDays(10));
    assertThat(every("PT4H").next(Optional.of(START.plusSeconds(60)), back))
        .isEqualTo(Optional.of(back.plus(DELAY)));
  }

  @Test
  void cronIsLaterByTheMachinesShare() {
    assertThat(cron("0 0 12 * * ?").next(Optional.empty(), START))
        .isEqualTo(at("2026-11-23T12:07:00Z"));
    assertThat(cron("0 0 12 * * ?").next(at("2026-11-23T12:07:00Z"), START.plusSeconds(15_000)))
        .isEqualTo(at("2026-11-24T12:07:00Z"));
  }

  @Test
  void aCronRunThatWasMissedIsDoneOnceAfterTheStart() {
    Timetable timetable = cron("0 0 6 * * ?");
    assertThat(timetable.next(at("2026-11-20T06:07:00Z"), START))
        .isEqualTo(at("2026-11-23T08:07:00Z"));
    assertThat(timetable.next(at("2026-11-23T08:07:00Z"), START.plusSeconds(500)))
        .isEqualTo(at("2026-11-24T06:07:00Z"));
  }

  @Test
  void cronGoesByTheMachinesOwnTimeInSummerToo() {
    Timetable timetable =
        new Timetable(
            new Schedule(Optional.empty(), Optional.of("0 0 9 * * ?"), Duration.ZERO, Set.of()),
            Duration.ZERO,
            ZoneId.of("Europe/Stockholm"),
            Instant.parse("2026-03-28T12:00:00Z"));
    // Summer time begins on 29 March 2026: nine o'clock is 07:00 UTC.
    assertThat(timetable.next(Optional.empty(), timetable.since()))
        .isEqualTo(at("2026-03-29T07:00:00Z"));
  }

  @Test
  void aCronThatIsOverIsNeverDue() {
    assertThat(cron("0 0 12 * * ? 2020").next(Optional.empty(), START)).isEmpty();
  }

  @Test
  void occasionsAreThoseOfTheScheduleAndOnlyPeopleDoNotWait() {
    Timetable timetable =
        new Timetable(
            new Schedule(
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Set.of(Trigger.LOGON, Trigger.POLICY_CHANGE)),
            DELAY,
            ZoneOffset.UTC,
            START);
    assertThat(timetable.next(Optional.empty(), START)).isEmpty();
    assertThat(timetable.at(Trigger.LOGON, START)).contains(START);
    assertThat(timetable.at(Trigger.POLICY_CHANGE, START)).contains(START.plus(DELAY));
    assertThat(timetable.at(Trigger.STARTUP, START)).isEmpty();
  }

  @Test
  void theJitterSpreadsAFleetEvenlyAndEachMachineStaysWhereItIs() {
    Schedule schedule =
        new Schedule(
            Optional.of(Duration.ofHours(4)), Optional.empty(), Duration.ofMinutes(30), Set.of());
    int[] perTenth = new int[10];
    IntStream.range(0, 10_000)
        .mapToLong(number -> delay(schedule, number))
        .forEach(delay -> perTenth[(int) (delay * 10 / 1801)]++);
    assertThat(Arrays.stream(perTenth).boxed()).allMatch(count -> count > 850 && count < 1150);
    assertThat(delay(schedule, 5)).isEqualTo(delay(schedule, 5));
  }

  private static long delay(Schedule schedule, int number) {
    return Timetable.of(schedule, new MachineId("machine-" + number), ZoneOffset.UTC, START)
        .delay()
        .toSeconds();
  }
}
