package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.engine.RunLock;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.policy.bundle.BundleWriter;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.SigningKey;
import org.fettle.policy.settings.Settings;
import org.fettle.report.Runs;
import org.fettle.windows.LowPriority;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.ServiceProgram.Occasion;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWatch;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a machine in memory, with Quartz as it is. */
@Timeout(60)
class AgentTest {
  private static final Agent.Pace PACE =
      new Agent.Pace(
          Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(2), Vigil.Pace.USUAL);
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";

  @TempDir Path data;

  private final CountDownLatch changed = new CountDownLatch(1);
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private Folders folders;
  private MemoryWindows windows;
  private Runnable afterEachChange = () -> {};
  private LowPriority lowPriority = LowPriority.NONE;

  @BeforeEach
  void machine() throws IOException {
    folders = Folders.below(data);
    Files.createDirectories(folders.policies());
    windows =
        new MemoryWindows(
            MachineFile.read(""),
            Clock.systemUTC(),
            machine -> {
              changed.countDown();
              afterEachChange.run();
            });
  }

  private void offer(String schedule, String... names) throws IOException {
    StringBuilder rules =
        new StringBuilder("policy: contoso\nversion: 1.0.0\ntitle: Test\nrules:\n");
    StringBuilder fixes = new StringBuilder();
    for (String name : names) {
      rules.append(
          """
            - id: %s
              title: The value %s is set
              why: A test
              severity: low
              for: machine
              check:
                registry-value: { key: '%s', name: %s, value: { dword: 1 } }
          """
              .formatted(name, name, KEY, name));
      fixes.append("      ").append(name).append(": automatic\n");
    }
    write("contoso.yaml", rules.toString());
    write(
        "assignment.yaml",
        "assignment: test\npolicies:\n  - policy: contoso\n    fix:\n" + fixes + schedule);
  }

  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(folders.policies().resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private boolean isSet(String name) {
    return windows
        .registry()
        .value(RegistryKey.parse(KEY), name)
        .equals(Optional.of(RegistryValue.dword(1)));
  }

  private List<Event> events() {
    return Files.exists(folders.journal())
        ? new JournalFiles(folders.journal()).entries().stream().map(Entry::event).toList()
        : List.of();
  }

  private long runs() {
    return events().stream().filter(Event.RunEnded.class::isInstance).count();
  }

  private List<Outcome> concluded() {
    return events().stream()
        .filter(Event.Concluded.class::isInstance)
        .map(event -> ((Event.Concluded) event).outcome())
        .toList();
  }

  private Agent agent(Supplier<Windows> machine) {
    return agent(machine, notices::add, PACE);
  }

  private Agent agent(Supplier<Windows> machine, Consumer<Notice> told, Agent.Pace pace) {
    return agent(machine, plain(), told, pace);
  }

  private Policies plain() {
    return new PlainPolicies(
        new PolicyFolder(folders.policies(), Clock.systemUTC()), folders.copies());
  }

  private Agent agent(Supplier<Windows> machine, Policies policies) {
    return agent(machine, policies, notices::add, PACE);
  }

  private Agent agent(
      Supplier<Windows> machine, Policies policies, Consumer<Notice> told, Agent.Pace pace) {
    return new Agent(
        folders,
        policies,
        machine,
        changed -> new MemoryWatch(windows.registry(), changed),
        () -> Optional.of(Duration.ofDays(60)),
        Clock.systemUTC(),
        pace,
        lowPriority,
        told);
  }

  private static FutureTask<Void> started(Agent agent) throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    FutureTask<Void> service =
        new FutureTask<>(() -> {
          agent.run(up::countDown);
          return null;
        });
    new Thread(service, "service").start();
    assertThat(up.await(10, TimeUnit.SECONDS)).isTrue();
    return service;
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time this may take").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @Test
  void atStartUpItJudgesAndFixesWhatIsOptedInto() throws Exception {
    offer("schedule: { at: [startup] }", "first", "second");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    agent.stop();
    service.get();
    assertThat(isSet("first")).isTrue();
    assertThat(isSet("second")).isTrue();
    assertThat(concluded()).containsExactly(Outcome.FIXED, Outcome.FIXED);
  }

  @Test
  void theClockBringsTheFirstRunAndARestartDoesNotRepeatIt() throws Exception {
    offer("schedule: { every: 4h }", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    agent.stop();
    service.get();
    Agent again = agent(() -> windows);
    FutureTask<Void> second = started(again);
    Thread.sleep(1_000);
    again.stop();
    second.get();
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aNewPolicyIsTakenAndOneWithAMistakeIsNot() throws Exception {
    offer("schedule: { at: [startup, policy-change] }", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    write("assignment.yaml", "assignment: broken\npolicies: []\n");
    Thread.sleep(1_000);
    assertThat(runs()).isEqualTo(1);
    assertThat(folders.copies().resolve("in-force/assignment.yaml"))
        .content()
        .contains("assignment: test");
    offer("schedule: { at: [policy-change] }", "first", "second");
    until(() -> runs() == 2);
    agent.stop();
    service.get();
    assertThat(isSet("second")).isTrue();
  }

  @Test
  void whatIsMendedAfterARefusalIsToldAsSettled() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    String good = Files.readString(folders.policies().resolve("assignment.yaml"));
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    write("assignment.yaml", "assignment: broken\npolicies: []\n");
    until(() -> notices.stream().anyMatch(Notice.PolicyRefused.class::isInstance));
    Thread.sleep(500);
    assertThat(notices).noneMatch(Notice.PolicySettled.class::isInstance);
    write("assignment.yaml", good);
    until(() -> notices.stream().anyMatch(Notice.PolicySettled.class::isInstance));
    agent.stop();
    service.get();
    assertThat(notices.stream().filter(Notice.PolicyTaken.class::isInstance)).hasSize(1);
  }

  @Test
  void whatItTellsOfARunIsWhatIsStillOutOfOrder() throws Exception {
    offer("schedule: { at: [startup] }", "first", "second");
    String fixes = Files.readString(folders.policies().resolve("assignment.yaml"));
    write("assignment.yaml", fixes.replace("      second: automatic\n", ""));
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> notices.stream().anyMatch(Notice.RunEnded.class::isInstance));
    agent.stop();
    service.get();
    Notice.RunEnded ended =
        (Notice.RunEnded)
            notices.stream().filter(Notice.RunEnded.class::isInstance).findFirst().orElseThrow();
    assertThat(ended.outcomes()).containsOnlyKeys(Outcome.FIXED, Outcome.REPORTED);
    assertThat(ended.open())
        .singleElement()
        .matches(open -> open.title().equals("The value second is set"))
        .matches(open -> open.outcome() == Outcome.REPORTED);
  }

  @Test
  void anAssignmentForOtherMachinesIsToldAndNothingIsJudged() throws Exception {
    offer("schedule: { at: [startup] }\nfor-machines: { name: [OTHER-1] }\n", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> notices.contains(new Notice.NotHere("test")));
    agent.stop();
    service.get();
    assertThat(runs()).isZero();
  }

  @Test
  void aSignInHasTheMachineJudgedWhereTheScheduleNamesIt() throws Exception {
    offer("schedule: { jitter: 2d, at: [logon] }", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> Files.exists(folders.copies().resolve("in-force")));
    Thread.sleep(500);
    assertThat(runs()).isZero();
    agent.happened(Occasion.LOGON);
    until(() -> runs() == 1);
    agent.stop();
    service.get();
    assertThat(isSet("first")).isTrue();
  }

  @Test
  void anAdministratorWaitsForNothingThatIsDueLater() throws Exception {
    offer("schedule: { every: 4h, jitter: 2d }", "first");
    Agent agent =
        agent(
            () -> windows,
            notices::add,
            new Agent.Pace(
                Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Vigil.Pace.USUAL));
    FutureTask<Void> service = started(agent);
    until(() -> Files.exists(folders.copies().resolve("in-force")));
    offer("schedule: { every: 4h, jitter: 2d }", "first", "second");
    agent.happened(Occasion.ASKED);
    until(() -> runs() == 1);
    agent.stop();
    service.get();
    assertThat(isSet("first")).isTrue();
    assertThat(isSet("second")).isTrue();
  }

  @Test
  void aSignInThatTheScheduleDoesNotNameIsNothing() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    agent.happened(Occasion.LOGON);
    agent.happened(Occasion.RESUME);
    Thread.sleep(500);
    agent.stop();
    service.get();
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aStopDuringAFixFinishesThatRuleAndDefersTheRest() throws Exception {
    offer("schedule: { at: [startup] }", "first", "second", "third");
    CountDownLatch stopped = new CountDownLatch(1);
    afterEachChange =
        () -> {
          try {
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
    agent.stop();
    stopped.countDown();
    service.get();
    assertThat(concluded()).containsExactly(Outcome.FIXED, Outcome.DEFERRED, Outcome.DEFERRED);
    assertThat(isSet("first")).isTrue();
    assertThat(isSet("second")).isFalse();
    assertThat(events().getLast()).isInstanceOf(Event.RunEnded.class);
  }

  @Test
  void itJudgesAtLowPriorityAndFixesAtTheUsual() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    boolean[] isLow = {false};
    List<String> seen = new CopyOnWriteArrayList<>();
    lowPriority =
        new LowPriority() {
          @Override
          public <T> T during(Supplier<T> work) {
            isLow[0] = true;
            try {
              T done = work.get();
              seen.add("judged, fixed so far: " + isSet("first"));
              return done;
            } finally {
              isLow[0] = false;
            }
          }
        };
    afterEachChange = () -> seen.add("fixed, low: " + isLow[0]);
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    agent.stop();
    service.get();
    assertThat(seen)
        .startsWith("judged, fixed so far: false", "fixed, low: false")
        .endsWith("judged, fixed so far: true")
        .doesNotContain("fixed, low: true");
  }

  @Test
  void whatTheJournalTakesIsTold() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> notices.stream().anyMatch(Notice.RunEnded.class::isInstance));
    agent.stop();
    service.get();
    assertThat(
            notices.stream()
                .filter(Notice.Recorded.class::isInstance)
                .map(notice -> ((Notice.Recorded) notice).entry().event()))
        .containsExactlyElementsOf(events());
  }

  @Test
  void aRunThatChangesNothingIsOneRecordOfTheEventLog() throws Exception {
    offer("schedule: { at: [startup] }", "first", "second");
    List<Integer> ids = new CopyOnWriteArrayList<>();
    EventLogNotices log = new EventLogNotices((level, id, text) -> ids.add(id));
    for (int run = 1; run <= 2; run++) {
      int runs = run;
      Agent agent = agent(() -> windows, log, PACE);
      FutureTask<Void> service = started(agent);
      until(() -> ids.stream().filter(id -> id == EventId.RUN_IN_ORDER.number()).count() == runs);
      agent.stop();
      service.get();
    }
    assertThat(ids.subList(0, ids.indexOf(EventId.STOPPED.number()) + 1))
        .containsExactlyInAnyOrder(1, 10, 30, 30, 20, 2);
    assertThat(ids.subList(ids.indexOf(EventId.STOPPED.number()) + 1, ids.size()))
        .containsExactlyInAnyOrder(1, 10, 20, 2);
  }

  /** A record of each month from five to two months ago. */
  private void oldRecords() {
    for (int months = 5; months > 1; months--) {
      Instant then = OffsetDateTime.now(ZoneOffset.UTC).minusMonths(months).toInstant();
      try (Journal journal = Journal.open(folders.journal(), () -> then)) {
        journal.append("old", new Event.RunEnded(Map.of(), false));
      }
    }
  }

  @Test
  void recordsThatWereKeptForLongEnoughAreRemovedAndThatIsTold() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    oldRecords();
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() -> events().stream().anyMatch(Event.OlderRemoved.class::isInstance));
    until(() ->
        notices.stream()
            .anyMatch(notice ->
                notice instanceof Notice.Recorded recorded
                    && recorded.entry().event() instanceof Event.OlderRemoved));
    assertThat(notices).contains(new Notice.JournalVerified(Optional.empty()));
    agent.stop();
    service.get();
    assertThat(new JournalFiles(folders.journal()).entries())
        .noneMatch(entry -> entry.sequence() == 1);
    assertThat(new JournalFiles(folders.journal()).verify().broken()).isEmpty();
  }

  @Test
  void ofAJournalThatSomebodyChangedNothingIsRemovedAndThatIsTold() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    oldRecords();
    Path oldest = folders.journal().resolve("journal-%s.jsonl".formatted(oldestMonth()));
    Files.writeString(oldest, Files.readString(oldest).replace("old", "new"));
    Agent agent = agent(() -> windows);
    FutureTask<Void> service = started(agent);
    until(() ->
        notices.stream()
            .anyMatch(notice ->
                notice instanceof Notice.JournalVerified verified
                    && verified
                        .problem()
                        .filter(problem -> problem.startsWith(oldest + ", line 1: "))
                        .isPresent()));
    agent.stop();
    service.get();
    assertThat(oldest).exists();
  }

  private YearMonth oldestMonth() {
    return new JournalFiles(folders.journal()).months().stream().findFirst().orElseThrow();
  }

  @Test
  void anotherRunIsWaitedFor() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    Agent agent = agent(() -> windows);
    FutureTask<Void> service;
    try (RunLock person = RunLock.take(folders.state(), Duration.ofSeconds(1))) {
      assertThat(person).isNotNull();
      service = started(agent);
      Thread.sleep(3_000);
      assertThat(runs()).isZero();
    }
    until(() -> runs() == 1);
    agent.stop();
    service.get();
  }

  @Test
  void anErrorOfTheVirtualMachineEndsTheService() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    boolean[] isUp = {false};
    Agent agent =
        agent(() -> {
          if (isUp[0]) {
            throw new LinkageError("test");
          }
          return windows;
        });
    FutureTask<Void> service = started(agent);
    isUp[0] = true;
    write("contoso.yaml", Files.readString(folders.policies().resolve("contoso.yaml")) + "\n");
    assertThatThrownBy(() -> service.get(20, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(LinkageError.class);
  }

  @Test
  void aMachineThatCannotBeOpenedIsTriedAgainAndTheServiceGoesOn() throws Exception {
    offer("schedule: { at: [startup] }", "first");
    int[] opened = {0};
    Agent agent =
        agent(() -> {
          if (++opened[0] == 1) {
            throw org.fettle.windows.WindowsException.broken("Not now.");
          }
          return windows;
        });
    FutureTask<Void> service = started(agent);
    until(() -> runs() == 1);
    agent.stop();
    service.get();
  }

  private final SigningKey key = SigningKey.generate();

  private Policies signed() {
    Settings settings =
        new Settings(
            Optional.empty(),
            Optional.empty(),
            Optional.of(PolicyKeys.of(List.of(key.publicKey()))),
            Duration.ofMinutes(30),
            Optional.of(
                new Assignment.Schedule(
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    Set.of(Assignment.Trigger.POLICY_CHANGE))),
            Duration.ofDays(400));
    return PolicySources.of(settings, folders, () -> windows, Clock.systemUTC(), notices::add);
  }

  private void offerBundle(long serial, boolean paused) throws Exception {
    Instant now = Instant.now();
    byte[] unsigned =
        BundleWriter.unsigned(
            new BundleWriter.Terms(
                "fleet",
                serial,
                now.truncatedTo(ChronoUnit.SECONDS),
                now.plus(Duration.ofDays(9)).truncatedTo(ChronoUnit.SECONDS),
                paused),
            Map.of(
                "contoso.yaml",
                Files.readAllBytes(folders.policies().resolve("contoso.yaml")),
                "assignments/all.yaml",
                Files.readAllBytes(folders.policies().resolve("assignment.yaml"))));
    Path file = folders.policies().resolve("fleet.zip");
    Path beside = data.resolve("fleet.zip");
    Files.write(beside, BundleWriter.signed("fleet.zip", unsigned, key));
    Files.setLastModifiedTime(beside, FileTime.from(now.minusSeconds(600 - serial)));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aPausedBundleFixesNothingAndTheNewerOneDoesAndTheJournalTellsOfBoth() throws Exception {
    offer("", "first"); // no schedule: the endpoint's own counts
    offerBundle(1, true);
    Agent agent = agent(() -> windows, signed());
    FutureTask<Void> service = started(agent);
    until(() -> notices.stream().anyMatch(Notice.PolicyTaken.class::isInstance));
    assertThat(runs()).as("the start is no occasion here").isZero();
    offerBundle(2, true);
    until(() -> runs() == 1);
    assertThat(isSet("first")).isFalse();
    assertThat(concluded()).containsExactly(Outcome.DEFERRED);
    offerBundle(3, false);
    until(() -> runs() == 2);
    assertThat(isSet("first")).isTrue();
    offerBundle(2, true);
    until(() -> events().getLast() instanceof Event.PolicyRefused);
    Thread.sleep(500);
    agent.stop();
    service.get();
    assertThat(concluded()).containsExactly(Outcome.DEFERRED, Outcome.FIXED);
    assertThat(
            events().stream()
                .filter(Event.PolicyTaken.class::isInstance)
                .map(event -> ((Event.PolicyTaken) event).serial()))
        .containsExactly(1L, 2L, 3L);
    assertThat(events().stream().filter(Event.PolicyRefused.class::isInstance)).hasSize(1);
    assertThat(new JournalFiles(folders.journal()).verify().broken()).isEmpty();
    assertThat(Runs.of(new JournalFiles(folders.journal()).entries()).runs()).hasSize(2);
  }

  @Test
  void aBundleThatWasTakenRightBeforeACrashIsWrittenDownOnceAtTheNextStart() throws Exception {
    offer("", "first");
    offerBundle(1, true);
    assertThat(signed().refresh().record()).as("what never came to the journal").isPresent();
    for (int starts = 1; starts <= 2; starts++) {
      int started = starts;
      Agent agent = agent(() -> windows, signed());
      FutureTask<Void> service = started(agent);
      until(() -> notices.stream().filter(Notice.Started.class::isInstance).count() == started);
      agent.stop();
      service.get();
      assertThat(events()).filteredOn(Event.PolicyTaken.class::isInstance).hasSize(1);
    }
  }
}
