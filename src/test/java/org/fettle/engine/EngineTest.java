package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.outcome;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.result;
import static org.fettle.engine.TestBed.rule;
import static org.fettle.engine.TestBed.value;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fettle.engine.Engine.Completed;
import org.fettle.journal.Event;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso\\Client";
  private static final String ONE_RULE = rule("one", value(KEY, "Mode", "dword: 1"));
  private static final String EMPTY = "machine: { name: LAP-1 }\n";

  @TempDir Path folder;

  private TestBed bed(String machine) {
    return new TestBed(folder, machine);
  }

  @Test
  void whatIsOptedIntoIsFixedVerifiedAndWrittenDownBeforeAndAfter() {
    TestBed bed = bed(EMPTY);
    Assignment assignment = bed.assignment(ONE_RULE, policies(automatic("one")));

    Completed completed = bed.apply(assignment);

    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
    assertThat(bed.yaml()).contains("Contoso\\Client").contains("dword: 1");
    assertThat(bed.entries())
        .extracting(entry -> entry.event().getClass().getSimpleName())
        .containsExactly(
            "RunStarted",
            "Judged",
            "Intended", // the key Contoso
            "Applied",
            "Intended", // the key Client
            "Applied",
            "Intended", // the value
            "Applied",
            "Concluded",
            "RunEnded");
  }

  @Test
  void aRuleThatOnlyReportsHasNoFixAndCannotBeOptedInto() throws Exception {
    TestBed bed = bed(EMPTY);
    String reports = rule("one", value(KEY, "Mode", "dword: 1"), "report-only: true");
    Completed completed = bed.apply(bed.assignment(reports, policies("")));

    assertThat(outcome(completed, "one")).isEqualTo(Outcome.REPORTED);
    assertThat(result(completed, "one").reason()).isEqualTo("There is no automatic fix.");
    assertThatThrownBy(() -> bed.assignment(reports, policies(automatic("one"))))
        .hasMessageContaining("The rule 'one' only reports: there is no fix to opt into.");
  }

  @Test
  void aSecondApplyChangesNothing() {
    TestBed bed = bed(EMPTY);
    Assignment assignment = bed.assignment(ONE_RULE, policies(automatic("one")));
    bed.apply(assignment);
    String after = bed.yaml();

    Completed second = bed.apply(assignment);

    assertThat(outcome(second, "one")).isEqualTo(Outcome.COMPLIANT);
    assertThat(bed.yaml()).isEqualTo(after);
    assertThat(second.entries()).noneMatch(entry -> entry.event() instanceof Event.Intended);
  }

  @Test
  void nothingThatIsNotNamedIsFixed() {
    TestBed bed = bed(EMPTY);
    String before = bed.yaml();
    Completed completed = bed.apply(bed.assignment(ONE_RULE, policies("")));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.REPORTED);
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void aManualFixWaitsForAPerson() {
    TestBed bed = bed(EMPTY);
    Assignment assignment = bed.assignment(ONE_RULE, policies("fix: { one: manual }"));
    assertThat(outcome(bed.apply(assignment), "one")).isEqualTo(Outcome.REPORTED);
    bed.trigger = Trigger.PERSON;
    assertThat(outcome(bed.apply(assignment), "one")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aDisruptionHasToBeAcceptedByName() {
    TestBed bed = bed(EMPTY);
    String rules = rule("one", value(KEY, "Mode", "dword: 1"), "disruption: signs-out");
    Completed refused = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(result(refused, "one").reason()).contains("signs-out");
    assertThat(outcome(refused, "one")).isEqualTo(Outcome.BLOCKED);

    Completed accepted =
        bed.apply(bed.assignment(rules, policies(automatic("one") + "accept: [signs-out]\n")));
    assertThat(outcome(accepted, "one")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aRuleWaitsForTheRuleItRequires() {
    TestBed bed = bed(EMPTY);
    String rules =
        rule("late", value(KEY, "Late", "dword: 1"), "requires: [early]")
            + rule("early", value(KEY, "Early", "dword: 1"));
    Completed alone = bed.apply(bed.assignment(rules, policies(automatic("late"))));
    assertThat(outcome(alone, "late")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(alone, "late").reason()).contains("early");

    Completed both = bed.apply(bed.assignment(rules, policies(automatic("late", "early"))));
    assertThat(outcome(both, "early")).isEqualTo(Outcome.FIXED);
    assertThat(outcome(both, "late")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aRunningProgramBlocksTheFixAndIsNamed() {
    TestBed bed = bed(EMPTY + "processes: [ { name: Lync.exe, id: 7 } ]\n");
    String rules = rule("one", value(KEY, "Mode", "dword: 1"), "closed: [lync.exe]");
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "one").reason()).contains("lync.exe is running");
  }

  @Test
  void aValueThatGroupPolicyOwnsIsReportedWithItsOwner() {
    TestBed bed = bed(EMPTY + "owned: { '" + KEY + "\\Mode': Group Policy }\n");
    Completed completed = bed.apply(bed.assignment(ONE_RULE, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.REPORTED);
    assertThat(result(completed, "one").reason()).startsWith("Group Policy sets " + KEY + "\\Mode");
  }

  @Test
  void theDenyListStandsAboveEveryOptIn() {
    TestBed bed = bed(EMPTY);
    String before = bed.yaml();
    String rules =
        rule("one", value("HKLM\\SYSTEM\\CurrentControlSet\\Services\\X", "Start", "dword: 2"));
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "one").reason()).contains("never written");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void whatHkcrShowsIsJudgedForAUserButWrittenForNobody() {
    TestBed bed = bed("registry: { 'HKLM\\SOFTWARE\\Classes\\contoso': { Mode: { dword: 1 } } }\n");
    String before = bed.yaml();
    String rules =
        rule("right", value("HKCR\\contoso", "Mode", "dword: 1"), "for: each-user")
            + rule("wrong", value("HKCR\\contoso", "Mode", "dword: 2"), "for: each-user")
            + rule("narrow", value("HKCR32\\contoso", "Mode", "dword: 2"));
    Assignment read = bed.assignment(rules, policies(""));
    // The reader refuses such an opt-in; the gates do not rely on it.
    Assignment optedIn =
        new Assignment(
            read.id(),
            read.forMachines(),
            List.of(
                new Assignment.Assigned(
                    read.policies().getFirst().policy(),
                    Map.of(
                        "wrong", Assignment.OptIn.AUTOMATIC, "narrow", Assignment.OptIn.AUTOMATIC),
                    Set.of(),
                    Set.of())),
            read.schedule(),
            read.window(),
            read.ring(),
            read.budget(),
            read.keepQuarantine(),
            read.digest());
    Completed completed = bed.apply(optedIn);
    assertThat(outcome(completed, "right")).isEqualTo(Outcome.COMPLIANT);
    assertThat(outcome(completed, "wrong")).isEqualTo(Outcome.BLOCKED);
    assertThat(outcome(completed, "narrow")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "wrong").reason())
        .startsWith("HKCR\\contoso\\Mode is never written")
        .contains("HKLM\\SOFTWARE\\Classes", "HKCU\\Software\\Classes");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void withoutRightsTheMachineIsJudgedButNotFixed() {
    TestBed bed = bed(EMPTY + "elevated: false\n");
    Completed completed = bed.apply(bed.assignment(ONE_RULE, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "one").reason()).contains("administrator rights");
  }

  @Test
  void outsideTheWindowAFixIsDeferred() {
    TestBed bed = bed(EMPTY);
    String window = "window: { days: [sat], from: '%s', to: '%s' }\n";
    Assignment later =
        bed.assignment(ONE_RULE, policies(automatic("one")) + window.formatted("03:00", "05:00"));
    assertThat(outcome(bed.apply(later), "one")).isEqualTo(Outcome.DEFERRED);
    Assignment now =
        bed.assignment(ONE_RULE, policies(automatic("one")) + window.formatted("02:00", "05:00"));
    assertThat(outcome(bed.apply(now), "one")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aMachineOutsideTheRingIsDeferred() {
    TestBed bed = bed(EMPTY);
    Assignment nobody =
        bed.assignment(ONE_RULE, policies(automatic("one")) + "ring: { percent: 0, salt: a }\n");
    assertThat(outcome(bed.apply(nobody), "one")).isEqualTo(Outcome.DEFERRED);
    Assignment everybody =
        bed.assignment(ONE_RULE, policies(automatic("one")) + "ring: { percent: 100, salt: a }\n");
    assertThat(outcome(bed.apply(everybody), "one")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aHaltDefersWhatIsOptedIntoAndLeavesTheRestReported() {
    TestBed bed = bed("");
    String before = bed.yaml();
    String rules = ONE_RULE + rule("two", value("HKLM\\SOFTWARE\\Contoso", "Two", "dword: 1"));
    Assignment halted = bed.assignment(rules, policies(automatic("one"))).withPause();
    Completed completed = bed.apply(halted);
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.DEFERRED);
    assertThat(result(completed, "one").reason()).isEqualTo("The bundle in force halts every fix.");
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.REPORTED);
    assertThat(bed.yaml()).isEqualTo(before);
    assertThat(bed.plan(halted).steps()).isEmpty();
  }

  @Test
  void theBudgetOfADayIsNotOverdrawn() {
    TestBed bed = bed(EMPTY);
    String rules = ONE_RULE + rule("two", value(KEY, "Two", "dword: 2"));
    Assignment assignment =
        bed.assignment(
            rules, policies(automatic("one", "two")) + "budget: { changes-per-day: 3 }\n");
    Completed completed = bed.apply(assignment);
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED); // two keys and a value
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.BLOCKED);

    bed.clock = Clock.offset(bed.clock, Duration.ofHours(25));
    assertThat(outcome(bed.apply(assignment), "two")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aFightEndsInAReport() {
    TestBed bed = bed(EMPTY);
    Assignment assignment =
        bed.assignment(ONE_RULE, policies(automatic("one")) + "budget: { attempts-per-rule: 2 }\n");
    for (int round = 0; round < 2; round++) {
      assertThat(outcome(bed.apply(assignment), "one")).isEqualTo(Outcome.FIXED);
      setBack(bed);
    }
    Completed third = bed.apply(assignment);
    assertThat(outcome(third, "one")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(third, "one").reason()).contains("setting it back");
  }

  @Test
  void aNewVersionOfThePolicyIsTriedAnew() {
    TestBed bed = bed(EMPTY);
    String budget = policies(automatic("one")) + "budget: { attempts-per-rule: 1 }\n";
    Assignment before = bed.assignment(ONE_RULE, budget);
    bed.apply(before);
    setBack(bed);
    assertThat(outcome(bed.apply(before), "one")).isEqualTo(Outcome.BLOCKED);
    Assignment next = bed.assignment("1.0.1", ONE_RULE, budget);
    assertThat(outcome(bed.apply(next), "one")).isEqualTo(Outcome.FIXED);
    setBack(bed);
    assertThat(outcome(bed.apply(next), "one")).isEqualTo(Outcome.BLOCKED);
  }

  @Test
  void takingAFixBackByHandIsNoFight() {
    TestBed bed = bed(EMPTY);
    Assignment assignment =
        bed.assignment(ONE_RULE, policies(automatic("one")) + "budget: { attempts-per-rule: 1 }\n");
    for (int round = 0; round < 3; round++) {
      assertThat(outcome(bed.apply(assignment), "one")).isEqualTo(Outcome.FIXED);
      bed.rollback();
    }
  }

  private static void setBack(TestBed bed) {
    org.fettle.windows.RegistryKey key = org.fettle.windows.RegistryKey.parse(KEY);
    org.fettle.windows.Changes.toSet(
            bed.machine.registry(), key, "Mode", org.fettle.windows.RegistryValue.dword(9))
        .forEach(bed.machine::apply);
  }

  @Test
  void eachUserHasAFindingAndTheAbsentAreDeferred() {
    TestBed bed =
        bed(
            """
            machine: { name: LAP-1 }
            users:
              - { sid: S-1-5-21-1-2-3-1001, name: 'C\\anna', session: active, self: true }
              - { sid: S-1-5-21-1-2-3-1002, name: 'C\\bo', session: locked, registry: { 'Software\\Contoso': { Mode: { dword: 1 } } } }
              - { sid: S-1-5-21-1-2-3-1003, name: 'C\\cai', session: none, registry: { 'Software\\Contoso': { Mode: { dword: 7 } } } }
            """);
    String rules =
        rule("one", value("HKCU\\Software\\Contoso", "Mode", "dword: 1"), "for: each-user");
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(completed.results())
        .extracting(result -> result.finding().subject().name() + " " + result.outcome())
        .containsExactly("C\\anna FIXED", "C\\bo COMPLIANT", "C\\cai DEFERRED");
    assertThat(bed.yaml()).contains("dword: 7");
  }

  @Test
  void twoRulesThatNeedTheSameNewKeyMakeItOnceAndGoBackExactly() {
    TestBed bed = bed(EMPTY);
    String before = bed.yaml();
    String rules = ONE_RULE + rule("two", value(KEY, "Two", "dword: 2"));
    Assignment assignment = bed.assignment(rules, policies(automatic("one", "two")));
    assertThat(bed.plan(assignment).changes()).isEqualTo(4);
    Completed completed = bed.apply(assignment);
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.FIXED);
    assertThat(bed.rollback()).allMatch(taken -> taken.problem().isEmpty());
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void rulesThatContradictEachOtherDoNotFight() {
    TestBed bed = bed(EMPTY);
    String rules = ONE_RULE + rule("two", value(KEY, "mode", "dword: 2"));
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one", "two"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.BLOCKED);
    assertThat(result(completed, "two").reason()).contains("contradicts the rule 'one'");
  }

  @Test
  void aRuleThatAnotherRulesFixMendsIsFixedAlong() {
    TestBed bed = bed(EMPTY);
    String rules = ONE_RULE + rule("two", value(KEY, "Mode", "dword: 1"));
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one", "two"))));
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.FIXED);
    assertThat(bed.plan(bed.assignment(rules, policies(automatic("one", "two")))).steps())
        .isEmpty();
  }

  @Test
  void aFixThatWindowsRefusesHalfwayIsTakenBack() {
    TestBed bed = bed(EMPTY);
    String before = bed.yaml();
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  if (change.target().endsWith("\\Mode")) {
                    throw WindowsException.failed("set", change.target(), 5);
                  }
                  real.apply(change);
                });
    Completed completed = bed.apply(bed.assignment(ONE_RULE, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result(completed, "one").reason()).contains("access denied");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void aChangeThatMayHaveBeenMadeIsNeitherCalledRefusedNorTakenBackAndCanBeRolledBack() {
    TestBed bed = bed("registry: { '" + KEY + "': { Mode: { dword: 5 } } }\n");
    String before = bed.yaml();
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  real.apply(change);
                  throw WindowsException.unknown("It was lost with the change.");
                });

    Completed completed = bed.apply(bed.assignment(ONE_RULE, policies(automatic("one"))));

    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FAILED);
    assertThat(result(completed, "one").reason()).isEqualTo("It was lost with the change.");
    assertThat(bed.yaml()).isNotEqualTo(before);
    assertThat(bed.entries())
        .noneMatch(entry -> entry.event() instanceof org.fettle.journal.Event.Refused);

    bed.seen = machine -> machine;
    assertThat(bed.rollback()).hasSize(1).allMatch(taken -> taken.problem().isEmpty());
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void aFixThatDoesNotHelpIsTakenBackAndNeverCalledFixed() {
    TestBed bed =
        bed("machine: { name: LAP-1 }\nregistry: { '" + KEY + "': { Mode: { dword: 5 } } }\n");
    String before = bed.yaml();
    // The value is written, but the machine goes on showing another: as a filter driver might.
    String rules =
        rule(
            "one",
            "any: [ { all: [ { registry-value: { key: '"
                + KEY
                + "', name: Mode, value: { dword: 1 } } }, { registry-value: { key: '"
                + KEY
                + "', name: Gone, value: { dword: 1 } } } ] } ]");
    bed.seen =
        machine ->
            new Unreliable(
                machine,
                (real, change) -> {
                  real.apply(change);
                  if (change.target().endsWith("Gone") && !change.afterText().equals("absent")) {
                    real.apply(change.inverse());
                  }
                });
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isIn(Outcome.FAILED, Outcome.ROLLED_BACK);
    assertThat(result(completed, "one").reason()).contains("does not pass after the fix");
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void oneRuleThatCannotBeJudgedDoesNotStopTheNext() {
    TestBed bed = bed(EMPTY + "denied: [ 'HKLM\\SOFTWARE\\Locked' ]\n");
    String rules = rule("locked", value("HKLM\\SOFTWARE\\Locked", "A", "dword: 1")) + ONE_RULE;
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("locked", "one"))));
    assertThat(outcome(completed, "locked")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aSecretIsNeitherShownNorChangedNorKept() {
    TestBed bed = bed("registry: { '" + KEY + "': { ProxyPassword: { text: hunter2 } } }\n");
    String rules =
        rule("one", "registry-value-absent: { key: '" + KEY + "', name: ProxyPassword }");
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.REPORTED);
    assertThat(bed.yaml()).contains("hunter2");
    assertThat(completed.entries().toString()).doesNotContain("hunter2");
  }

  @Test
  void aUsersSignInDomainIsKnownToTheirRules() {
    TestBed bed =
        bed(
            """
            registry:
              'HKCU\\Software\\Microsoft\\Office\\16.0\\Lync': { ServerSipUri: { text: 'SIP:Anna@Contoso.COM ' } }
            """);
    String rules =
        rule(
            "one",
            "registry-list: { key: 'HKCU\\Software\\Policies\\X', name: L, contains: ['${user.sip-domain}'] }",
            "for: each-user");
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
    assertThat(bed.yaml()).contains("text: contoso.com");
  }

  @Test
  void aRuleThatNamesAnUnknownFactDoesNotApplyAndSaysWhich() {
    TestBed bed = bed(EMPTY);
    String rules =
        rule(
            "one",
            "registry-list: { key: 'HKCU\\Software\\X', name: L, contains: ['${user.sip-domain}'] }",
            "for: each-user");
    Completed completed = bed.check(bed.assignment(rules, policies("")));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.SKIPPED);
    assertThat(result(completed, "one").reason()).contains("${user.sip-domain}");
  }

  @Test
  void aCheckWritesDownEveryVerdict() {
    TestBed bed = bed(EMPTY);
    Completed completed = bed.check(bed.assignment(ONE_RULE, policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.REPORTED);
    assertThat(bed.entries())
        .extracting(entry -> entry.event().getClass().getSimpleName())
        .isEqualTo(List.of("RunStarted", "Judged", "Concluded", "RunEnded"));
  }

  @Test
  void contradictingRulesDoNotTakeTurnsFromRunToRun() {
    TestBed bed = bed(EMPTY);
    String rules = ONE_RULE + rule("two", value(KEY, "Mode", "dword: 2"));
    Assignment assignment = bed.assignment(rules, policies(automatic("one", "two")));
    for (int run = 0; run < 3; run++) {
      Completed completed = bed.apply(assignment);
      assertThat(outcome(completed, "one")).isEqualTo(run == 0 ? Outcome.FIXED : Outcome.COMPLIANT);
      assertThat(outcome(completed, "two")).isEqualTo(Outcome.BLOCKED);
    }
  }

  @Test
  void aKeyThatMustGoAndAValueThatMustBeInItDoNotTakeTurns() {
    TestBed bed = bed(EMPTY);
    String rules = ONE_RULE + rule("gone", "registry-key-absent: { key: '" + KEY + "' }");
    Assignment assignment = bed.assignment(rules, policies(automatic("one", "gone")));
    String first = outcomes(bed.apply(assignment));
    String state = bed.yaml();
    assertThat(outcomes(bed.apply(assignment))).contains("BLOCKED").doesNotContain("FIXED");
    assertThat(bed.yaml()).isEqualTo(state);
    assertThat(first).isNotEqualTo("one FIXED, gone FIXED");
  }

  private static String outcomes(Completed completed) {
    return completed.results().stream()
        .map(result -> result.finding().rule().id() + " " + result.outcome())
        .collect(java.util.stream.Collectors.joining(", "));
  }

  @Test
  void aFixIsNotMadeForARuleThatAnotherFixMadeInapplicable() {
    TestBed bed = bed("registry: { '" + KEY + "': { Mode: { dword: 0 } } }\n");
    String rules =
        ONE_RULE
            + rule(
                "two",
                value(KEY, "Two", "dword: 2"),
                "when: { " + value(KEY, "Mode", "dword: 0") + " }");
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one", "two"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.SKIPPED);
    assertThat(bed.yaml()).doesNotContain("Two");
  }

  @Test
  void theWindowIsAskedAgainWhenThePlanIsCarriedOut() {
    TestBed bed = bed(EMPTY);
    Assignment assignment =
        bed.assignment(
            ONE_RULE,
            policies(automatic("one")) + "window: { days: [sat], from: '02:00', to: '05:00' }\n");
    Planned planned;
    try (org.fettle.journal.Journal journal = bed.journal()) {
      planned = bed.engine(journal).plan(assignment, Trigger.AGENT, Progress.NONE);
    }
    assertThat(planned.plan().steps()).hasSize(1);
    bed.clock = Clock.offset(bed.clock, Duration.ofHours(10));
    try (org.fettle.journal.Journal journal = bed.journal()) {
      Completed late = bed.engine(journal).apply(assignment, planned, Trigger.AGENT, Progress.NONE);
      assertThat(outcome(late, "one")).isEqualTo(Outcome.DEFERRED);
    }
    assertThat(bed.yaml()).doesNotContain("Mode");
  }

  @Test
  void anOwnerThatCannotBeToldBlocksItsRuleAndNoOther() {
    TestBed bed = bed(EMPTY);
    String rules = ONE_RULE + rule("two", value(KEY, "Two", "dword: 2"));
    bed.seen =
        machine ->
            new Unreliable(machine, Windows::apply) {
              @Override
              public org.fettle.windows.Owners owners() {
                return (key, name) -> {
                  if (name.equals("Mode")) {
                    throw WindowsException.failed("read", "Registry.pol", 32);
                  }
                  return machine.owners().owner(key, name);
                };
              }
            };
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one", "two"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.BLOCKED);
    assertThat(outcome(completed, "two")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void usersThatCannotBeListedAreUnknownAndTheMachineIsJudged() {
    TestBed bed = bed(EMPTY);
    String rules =
        ONE_RULE + rule("user", value("HKCU\\Software\\X", "Y", "dword: 1"), "for: each-user");
    bed.seen =
        machine ->
            new Unreliable(machine, Windows::apply) {
              @Override
              public org.fettle.windows.Users users() {
                throw WindowsException.failed("list", "the sessions", 1722);
              }
            };
    Completed completed = bed.check(bed.assignment(rules, policies("")));
    assertThat(outcome(completed, "user")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.REPORTED);
  }

  @Test
  void aRuleForEachUserDoesNotChangeWhatAllUsersShare() {
    TestBed bed =
        bed(
            """
            users:
              - { sid: S-1-5-21-1-2-3-1001, name: 'C\\anna', session: active, self: true }
              - { sid: S-1-5-21-1-2-3-1002, name: 'C\\bo', session: active }
            """);
    String rules = rule("one", value(KEY, "Mode", "dword: 1"), "for: each-user");
    Completed completed = bed.apply(bed.assignment(rules, policies(automatic("one"))));
    assertThat(completed.results())
        .extracting(result -> result.finding().subject().name() + " " + result.outcome())
        .containsExactly("C\\anna BLOCKED", "C\\bo BLOCKED");
    assertThat(completed.results())
        .allMatch(result -> result.reason().contains("a rule for the machine"));
    assertThat(bed.yaml()).doesNotContain("Mode");
  }

  @Test
  void aLongChainOfRequirementsIsWorkedOffInOrder() {
    StringBuilder rules = new StringBuilder();
    List<String> ids = new java.util.ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ids.add("rule-" + i);
      String check = value(KEY, "V" + i, "dword: 1");
      rules.append(
          i < 1_999
              ? rule("rule-" + i, check, "requires: [rule-" + (i + 1) + "]")
              : rule("rule-" + i, check));
    }
    TestBed bed = bed(EMPTY);
    Assignment assignment =
        bed.assignment(
            rules.toString(),
            policies(automatic(ids.toArray(String[]::new)))
                + "budget: { changes-per-day: 3000 }\n");
    Plan plan = bed.plan(assignment);
    assertThat(plan.steps()).hasSize(2_000);
    assertThat(plan.steps().getFirst().about().rule()).isEqualTo("rule-1999");
  }
}
