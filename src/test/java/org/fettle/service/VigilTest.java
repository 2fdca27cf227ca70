package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.windows.Changes;
import org.fettle.windows.LowPriority;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.ServiceProgram.Occasion;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service on a machine in memory that other programs change while it runs. */
@Timeout(90)
class VigilTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");
  private static final RegistryKey OTHER = RegistryKey.parse("HKLM\\SOFTWARE\\Tailspin");
  private static final String ANNA = "S-1-5-21-1-2-3-1001";

  @TempDir Path data;

  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final SharedMachine machine =
      new SharedMachine(
          """
          users:
            - { sid: %s, name: CONTOSO\\anna, session: active, registry: {} }
          """
              .formatted(ANNA));
  private final Windows other = machine.open();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile int refused;
  private Optional<Agent> agent = Optional.empty();
  private Optional<FutureTask<Void>> service = Optional.empty();

  private static String rule(String name, String scope, RegistryKey key) {
    return """
      - id: %s
        title: The value %s is set
        why: A test
        severity: low
        for: %s
        check:
          registry-value: { key: '%s', name: %s, value: { dword: 1 } }
    """
        .formatted(name, name, scope, key, name);
  }

  private void start(int runsPerHour, String at, String fixes, String... rules) throws Exception {
    Folders folders = Folders.below(data);
    Files.createDirectories(folders.policies());
    write(
        "contoso.yaml",
        "policy: contoso\nversion: 1.0.0\ntitle: Test\nrules:\n" + String.join("", rules));
    write(
        "assignment.yaml",
        "assignment: test\npolicies:\n  - policy: contoso\n"
            + (fixes.isEmpty() ? "" : "    fix: { " + fixes + " }\n")
            + "schedule: { at: ["
            + at
            + "] }\n");
    start(runsPerHour);
  }

  private void start(int runsPerHour) throws InterruptedException {
    Folders folders = Folders.below(data);
    Agent made =
        new Agent(
            folders,
            new PlainPolicies(
                new PolicyFolder(folders.policies(), Clock.systemUTC()), folders.copies()),
            this::open,
            machine::watch,
            () -> Optional.of(Duration.ofDays(400)),
            Clock.systemUTC(),
            new Agent.Pace(
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofHours(1),
                new Vigil.Pace(
                    new Settling.Pace(
                        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1)),
                    Duration.ofMillis(500),
                    runsPerHour)),
            LowPriority.NONE,
            notices::add);
    CountDownLatch up = new CountDownLatch(1);
    FutureTask<Void> run =
        new FutureTask<>(() -> {
          made.run(up::countDown);
          return null;
        });
    new Thread(run, "service").start();
    assertThat(up.await(10, TimeUnit.SECONDS)).isTrue();
    agent = Optional.of(made);
    service = Optional.of(run);
  }

  private Windows open() {
    if (opened.incrementAndGet() == refused) {
      throw WindowsException.broken("Not now.");
    }
    return machine.open();
  }

  /** The nth time from now on that the agent opens the machine, it cannot. */
  private void refuse(int time) {
    refused = opened.get() + time;
  }

  @AfterEach
  void stop() throws Exception {
    agent.ifPresent(Agent::stop);
    if (service.isPresent()) {
      service.get().get();
    }
    agent = Optional.empty();
    service = Optional.empty();
    assertThat(notices).noneMatch(Notice.TaskFailed.class::isInstance);
  }

  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(Folders.below(data).policies().resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private void set(Windows by, RegistryKey key, String name, int number) {
    Changes.toCreate(by.registry(), key).forEach(by::apply);
    try {
      by.apply(
          new RegistryValueChange(
              key, name, by.registry().value(key, name), Optional.of(RegistryValue.dword(number))));
    } catch (WindowsException e) {
      assertThat(e).hasMessageContaining("expected"); // The agent was faster.
    }
  }

  private boolean isSet(RegistryKey key, String name) {
    return other.registry().value(key, name).equals(Optional.of(RegistryValue.dword(1)));
  }

  private List<Event> events() {
    Path journal = Folders.below(data).journal();
    return Files.exists(journal)
        ? new JournalFiles(journal).entries().stream().map(Entry::event).toList()
        : List.of();
  }

  private long runs() {
    return events().stream().filter(Event.RunEnded.class::isInstance).count();
  }

  private long writes() {
    return events().stream().filter(Event.Applied.class::isInstance).count();
  }

  private List<Notice> fights() {
    return notices.stream().filter(Notice.Fight.class::isInstance).toList();
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time this may take").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Long enough for a change to be seen to, were there one. */
  private static void aWhile() throws InterruptedException {
    Thread.sleep(2_000);
  }

  @Test
  void aValueThatAnotherProgramChangesIsPutRightAndTheAgentsOwnWriteIsNoNews() throws Exception {
    start(12, "startup, registry-change", "first: automatic", rule("first", "machine", KEY));
    until(() -> runs() == 1);
    aWhile();
    assertThat(runs()).as("runs after its own write").isEqualTo(1);
    set(other, KEY, "first", 0);
    until(() -> runs() == 2);
    assertThat(isSet(KEY, "first")).isTrue();
    aWhile();
    assertThat(runs()).isEqualTo(2);
    assertThat(fights()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, the look", "2, the run"})
  void whatCameToNothingIsMadeUpFor(int time, String what) throws Exception {
    start(12, "startup, registry-change", "first: automatic", rule("first", "machine", KEY));
    until(() -> isSet(KEY, "first"));
    aWhile();
    refuse(time);
    set(other, KEY, "first", 0);
    until(() -> notices.stream().anyMatch(Notice.TaskFailed.class::isInstance));
    assertThat(isSet(KEY, "first")).as(what + " failed").isFalse();
    until(() -> isSet(KEY, "first"));
    aWhile();
    assertThat(runs()).isEqualTo(2);
    notices.clear();
  }

  @Test
  void withoutTheWordAChangeIsNothing() throws Exception {
    start(12, "startup", "first: automatic", rule("first", "machine", KEY));
    until(() -> runs() == 1);
    set(other, KEY, "first", 0);
    aWhile();
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aKeyThatIsNotThereYetIsSeenWhenItComesOutOfOrder() throws Exception {
    String absent =
        """
          - id: absent
            title: The value is not there
            why: A test
            severity: low
            for: machine
            check:
              registry-value-absent: { key: 'HKLM\\SOFTWARE\\Tailspin\\Deep', name: bad }
        """;
    start(12, "registry-change", "absent: automatic", absent);
    aWhile();
    assertThat(runs()).as("runs before anything was changed").isZero();
    set(other, OTHER.child("Deep"), "bad", 1);
    until(() -> runs() == 1);
    assertThat(other.registry().value(OTHER.child("Deep"), "bad")).isEmpty();
  }

  @Test
  void whatDoesNotConcernTheVerdictIsLookedAtAndNotWrittenDown() throws Exception {
    start(12, "startup, registry-change", "first: automatic", rule("first", "machine", KEY));
    until(() -> runs() == 1);
    for (int i = 0; i < 20; i++) {
      set(other, KEY, "unrelated", i);
      Thread.sleep(100);
    }
    aWhile();
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aUsersOwnKeyIsWatchedWhileTheyAreSignedInAndLetGoWhenSomebodyLeaves() throws Exception {
    RegistryKey own = RegistryKey.parse("HKCU\\Software\\Contoso");
    Windows anna = other.as(new User(ANNA, "CONTOSO\\anna", User.Session.ACTIVE));
    start(12, "startup, registry-change", "mine: automatic", rule("mine", "each-user", own));
    until(() -> runs() == 1);
    aWhile();
    set(anna, own, "mine", 0);
    until(() -> runs() == 2);
    agent.orElseThrow().happened(Occasion.LOGOFF);
    aWhile(); // She stays; somebody else has left.
    set(anna, own, "mine", 0);
    until(() -> runs() == 3);
    assertThat(anna.registry().value(own, "mine")).contains(RegistryValue.dword(1));
  }

  @Test
  void aFightEndsWithinTheBudgetInOneReportAndOtherRulesAreStillWatched() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    FutureTask<Void> adversary =
        new FutureTask<>(() -> {
          while (!end.await(200, TimeUnit.MILLISECONDS)) {
            set(other, KEY, "first", 0);
          }
          return null;
        });
    start(
        12,
        "startup, registry-change",
        "first: automatic, second: automatic",
        rule("first", "machine", KEY),
        rule("second", "machine", OTHER));
    until(() -> runs() == 1);
    new Thread(adversary, "adversary").start();
    try {
      until(() -> !fights().isEmpty());
      long size = events().size();
      aWhile();
      aWhile();
      assertThat(events()).as("the journal grows no more").hasSize((int) size);
      assertThat(fights()).hasSize(1);
      assertThat(((Notice.Fight) fights().getFirst()).about().rule()).isEqualTo("first");
      assertThat(
              events().stream()
                  .filter(event ->
                      event instanceof Event.Intended intended
                          && intended.about().rule().equals("first")
                          && intended.purpose() == Event.Purpose.FIX)
                  .filter(event -> ((Event.Intended) event).what() instanceof RegistryValueChange))
          .hasSizeLessThanOrEqualTo(3);
      assertThat(isSet(KEY, "first")).isFalse();

      long runs = runs();
      set(other, OTHER, "second", 0);
      until(() -> isSet(OTHER, "second"));
      until(() -> runs() == runs + 1);
      aWhile();
      assertThat(runs()).isEqualTo(runs + 1);
      assertThat(fights()).as("told once, though found again").hasSize(1);
    } finally {
      end.countDown();
      adversary.get();
    }
    stop();
    notices.clear();
    long writes = writes();
    set(other, KEY, "first", 0);
    start(12);
    until(() -> events().getLast() instanceof Event.RunEnded);
    aWhile();
    assertThat(fights()).as("a restart does not repeat it").isEmpty();
    assertThat(writes()).isEqualTo(writes);
  }

  @Test
  void whatIsOnlyReportedAndChangedBackAndForthIsLeftToTheClockAfterAWhile() throws Exception {
    start(3, "startup, registry-change", "", rule("first", "machine", KEY));
    until(() -> runs() == 1);
    aWhile();
    for (int i = 0; i < 12; i++) {
      set(other, KEY, "first", i % 2);
      Thread.sleep(700);
    }
    assertThat(runs()).isEqualTo(1 + 3);
    assertThat(notices.stream().filter(Notice.RunLeftOut.class::isInstance)).hasSize(1);
    assertThat(
            events().stream()
                .filter(Event.Concluded.class::isInstance)
                .map(event -> ((Event.Concluded) event).outcome()))
        .as("by the time of a run it may be as it was before")
        .isSubsetOf(Outcome.REPORTED, Outcome.COMPLIANT);
  }
}
