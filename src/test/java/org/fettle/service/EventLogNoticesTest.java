package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Outcome;
import org.fettle.journal.Subject;
import org.fettle.service.Notice.InForce;
import org.fettle.windows.EventLog;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.junit.jupiter.api.Test;

class EventLogNoticesTest {
  private record Written(EventLog.Level level, int id, String text) {}

  private final List<Written> written = new ArrayList<>();
  private final EventLogNotices log =
      new EventLogNotices((level, id, text) -> written.add(new Written(level, id, text)));

  private static Event.About about(String rule) {
    return new Event.About("lync", "1.0.0", rule, Subject.machine("LAP-1"));
  }

  private void tell(String run, Event event) {
    log.accept(new Notice.Recorded(new Entry(1, Instant.EPOCH, run, event)));
  }

  private static Event.RunStarted started(Command command) {
    return new Event.RunStarted(command, "SYSTEM", "0.1.0", "LAP-1", Optional.empty(), List.of());
  }

  private static Event.Intended intended(String rule, String value) {
    return new Event.Intended(
        1,
        about(rule),
        Event.Purpose.FIX,
        new RegistryValueChange(
            RegistryKey.parse("HKLM\\SOFTWARE\\Contoso"),
            value,
            Optional.empty(),
            Optional.of(RegistryValue.dword(1))),
        Optional.empty());
  }

  private void concluded(String rule, Outcome outcome, String reason) {
    tell("run-1", new Event.Concluded(about(rule), outcome, reason));
  }

  private void ended(Map<Outcome, Integer> outcomes) {
    tell("run-1", new Event.RunEnded(outcomes, false));
    log.accept(new Notice.RunEnded("run-1", "office", Instant.EPOCH, outcomes));
  }

  private List<Integer> ids() {
    return written.stream().map(Written::id).toList();
  }

  @Test
  void aRunThatChangesNothingIsOneRecordHoweverMuchItFinds() {
    tell("run-1", started(Command.APPLY));
    for (int i = 0; i < 3_000; i++) {
      concluded("rule-" + i, i % 2 == 0 ? Outcome.REPORTED : Outcome.BLOCKED, "Nobody opted in.");
    }
    ended(Map.of(Outcome.REPORTED, 1_500, Outcome.BLOCKED, 1_500));
    log.accept(new Notice.NextRun(Optional.of(Instant.EPOCH)));
    assertThat(written).hasSize(1);
    assertThat(written.getFirst().id()).isEqualTo(EventId.RUN_FINDINGS.number());
    assertThat(written.getFirst().level()).isEqualTo(EventLog.Level.WARNING);
    assertThat(written.getFirst().text())
        .contains("Assignment: office", "Run: run-1", "1500 reported", "1500 blocked");
  }

  @Test
  void aRunOfThousandsOfFixesIsBoundedAndTheRestCounted() {
    tell("run-1", started(Command.APPLY));
    for (int i = 0; i < 5_000; i++) {
      tell("run-1", intended("rule-" + i, "A"));
      concluded("rule-" + i, i == 4_000 ? Outcome.FAILED : Outcome.FIXED, "");
    }
    ended(Map.of(Outcome.FIXED, 4_999, Outcome.FAILED, 1));
    assertThat(ids())
        .hasSize(52)
        .startsWith(Collections.nCopies(50, 30).toArray(Integer[]::new))
        .endsWith(33, 21);
    assertThat(written.get(50).text()).contains("4949 fixed", "1 failed");
  }

  @Test
  void theNextRunIsCountedAnew() {
    for (int run = 1; run <= 3; run++) {
      String id = "run-" + run;
      tell(id, started(Command.APPLY));
      for (int i = 0; i < 40; i++) {
        tell(id, new Event.Concluded(about("rule-" + i), Outcome.FIXED, ""));
      }
      tell(id, new Event.RunEnded(Map.of(Outcome.FIXED, 40), false));
    }
    assertThat(ids()).hasSize(120).doesNotContain(EventId.MORE_FIXES.number());
  }

  @Test
  void eachFixSaysWhatBecameOfWhat() {
    tell("run-1", started(Command.APPLY));
    tell("run-1", intended("first", "A"));
    concluded("first", Outcome.FIXED, "");
    concluded("second", Outcome.ROLLED_BACK, "It did not help.");
    concluded("third", Outcome.FAILED, "Access denied.");
    assertThat(ids()).containsExactly(30, 32, 31);
    assertThat(written.getFirst().text())
        .isEqualTo(
            """
            Rule: lync 1.0.0, first, for LAP-1\r
            Run: run-1\r
            Changed: HKLM\\SOFTWARE\\Contoso\\A from absent to 1 (dword)\
            """);
    assertThat(written.get(1).text()).endsWith("\r\nIt did not help.");
    assertThat(written.get(2).level()).isEqualTo(EventLog.Level.ERROR);
  }

  @Test
  void aFixOfManyChangesNamesTheFirstFew() {
    for (int i = 0; i < 9; i++) {
      tell("run-1", intended("first", "Value" + i));
    }
    concluded("first", Outcome.FIXED, "");
    assertThat(written.getFirst().text())
        .contains("Value4 ", "And 4 more changes.")
        .doesNotContain("Value5 ");
  }

  @Test
  void theSummaryIsChosenAsTheExitCodeOfACheckIs() {
    ended(Map.of(Outcome.COMPLIANT, 3, Outcome.FIXED, 1, Outcome.SKIPPED, 2));
    ended(Map.of(Outcome.COMPLIANT, 3, Outcome.UNKNOWN, 1));
    ended(Map.of(Outcome.DEFERRED, 3, Outcome.UNKNOWN, 1));
    ended(Map.of());
    assertThat(ids()).containsExactly(20, 22, 21, 20);
  }

  @Test
  void aRollbackOrAPurgeIsOneRecord() {
    for (Command command : List.of(Command.ROLLBACK, Command.PURGE)) {
      tell(command.name(), started(command));
      for (int i = 0; i < 100; i++) {
        tell(
            command.name(),
            new Event.Concluded(about("rule-" + i), Outcome.ROLLED_BACK, "Taken back."));
      }
      tell(command.name(), new Event.RunEnded(Map.of(Outcome.ROLLED_BACK, 100), false));
    }
    assertThat(ids()).containsExactly(34, 35);
    assertThat(written.getFirst().text()).isEqualTo("Run: ROLLBACK\r\nRules: 100 rolled back");
  }

  @Test
  void aRunThatHadBrokenOffIsTold() {
    concluded("first", Outcome.ROLLED_BACK, "The service ended meanwhile.");
    tell("run-1", new Event.RunEnded(Map.of(Outcome.ROLLED_BACK, 1), true));
    tell("recovery", new Event.TornRecord("{"));
    tell("recovery", new Event.DamageSetAside("x.damaged", 5, "ab"));
    assertThat(ids()).containsExactly(32, 24, 37, 36);
  }

  @Test
  void eachNoticeHasItsNumber() {
    log.accept(new Notice.Started("0.1.0"));
    log.accept(new Notice.Stopped());
    log.accept(new Notice.NotProtected(List.of("A folder is open.", "So is another.")));
    log.accept(new Notice.Failed("No memory."));
    log.accept(new Notice.TaskFailed("A task failed.", new IllegalStateException()));
    log.accept(new Notice.Weak("The disk is nearly full."));
    log.accept(new Notice.Noted("A file is not signed."));
    log.accept(
        new Notice.PolicyTaken(new InForce(Optional.of("office"), "C:\\p", Optional.empty())));
    log.accept(new Notice.PolicyRefused("C:\\p", List.of("a:1: bad"), Optional.of("office")));
    log.accept(new Notice.PolicyUnreachable("https://p", "No answer."));
    log.accept(new Notice.PolicyWithdrawn("C:\\p"));
    log.accept(new Notice.NoSchedule("office"));
    log.accept(new Notice.RunLeftOut("Another run was still at work."));
    log.accept(new Notice.Fight(about("first"), "HKLM\\A"));
    assertThat(ids()).containsExactly(1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 23, 40);
    assertThat(written.get(2).text()).isEqualTo("A folder is open.\r\nSo is another.");
  }

  @Test
  void aRefusalOfAThousandMistakesNamesTheFirstFew() {
    List<String> reasons = Collections.nCopies(1_000, "x".repeat(5_000));
    log.accept(new Notice.PolicyRefused("C:\\p", reasons, Optional.empty()));
    assertThat(written.getFirst().text())
        .hasSizeLessThan(31_839)
        .contains("In force stays: nothing")
        .endsWith("And 980 more.");
  }

  @Test
  void whatIsReadFromTheMachineCannotForgeALine() {
    log.accept(new Notice.Weak("A\r\nRun: run-2\u202E \u001B[2J"));
    assertThat(written.getFirst().text())
        .isEqualTo("A‹U+000D›‹U+000A›Run: run-2‹U+202E› ‹U+001B›[2J");
  }
}
