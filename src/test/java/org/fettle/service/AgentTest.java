package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.fettle.engine.RunLock;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
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
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso";

  @TempDir Path data;

  private final CountDownLatch changed = new CountDownLatch(1);
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private Folders folders;
  private MemoryWindows windows;
  private Runnable afterEachChange = () -> {};

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
        .equals(java.util.Optional.of(RegistryValue.dword(1)));
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
    return new Agent(
        folders,
        new PlainPolicies(
            new PolicyFolder(folders.policies(), Clock.systemUTC()), folders.copies()),
        machine,
        told -> new MemoryWatch(windows.registry(), told),
        Clock.systemUTC(),
        new Agent.Pace(Duration.ofMillis(200), Duration.ofMillis(100), Vigil.Pace.USUAL),
        notices::add);
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
}
