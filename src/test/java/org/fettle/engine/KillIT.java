package org.fettle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.engine.MachineToDieOn.entries;
import static org.fettle.engine.MachineToDieOn.journal;
import static org.fettle.engine.MachineToDieOn.journalLines;
import static org.fettle.engine.MachineToDieOn.lay;
import static org.fettle.engine.MachineToDieOn.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fettle.engine.KilledRun.Command;
import org.fettle.engine.KilledRun.Place;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed ({@code kill -9}) at every place of an apply, at places of a rollback
 * and of a recovery. After a restart the machine is, rule by rule, as the journal's last word says,
 * and nothing is half done.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no kill -9.")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {
  private static final int KILLED = 128 + 9;

  private Path folder = Path.of("");
  private final ExecutorService processes = Executors.newFixedThreadPool(2);
  private final Map<Set<String>, String> machines = new ConcurrentHashMap<>();
  private List<String> applied = List.of();
  private List<String> rolledBack = List.of();

  @BeforeAll
  void seeRunsThatAreNotKilled(@TempDir Path shared) throws Exception {
    folder = shared;
    Path undisturbed = laidOut("undisturbed");
    assertThat(start(undisturbed, Command.APPLY, Place.NEVER, 0)).isZero();
    applied = journalLines(undisturbed);
    assertThat(applied.size() + 2 * writes(applied)).as("places to die at").isGreaterThan(50);
    assertThat(start(undisturbed, Command.ROLLBACK, Place.NEVER, 0)).isZero();
    List<String> both = journalLines(undisturbed);
    rolledBack = both.subList(applied.size(), both.size());
    assertThat(yaml(undisturbed)).isEqualTo(machineWith(Set.of()));
  }

  @AfterAll
  void end() {
    processes.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> killedDuringApplyBeforeEachRecord() {
    return killed(
        IntStream.rangeClosed(1, applied.size()),
        "before record %d",
        number -> killedAt(number, Command.APPLY, Place.RECORD));
  }

  @TestFactory
  Stream<DynamicTest> killedDuringApplyBetweenIntentAndWrite() {
    return killed(
        IntStream.rangeClosed(1, writes(applied)),
        "before write %d",
        number -> killedAt(number, Command.APPLY, Place.BEFORE_WRITE));
  }

  @TestFactory
  Stream<DynamicTest> killedDuringApplyBetweenWriteAndOutcome() {
    int refused = lastWrite("Refused");
    return killed(
        IntStream.rangeClosed(1, writes(applied)).filter(write -> write != refused),
        "after write %d",
        number -> killedAt(number, Command.APPLY, Place.AFTER_WRITE));
  }

  @TestFactory
  Stream<DynamicTest> killedDuringApplyInTheMiddleOfARecord() {
    return killed(
        IntStream.rangeClosed(1, applied.size()).filter(record -> record % 3 == 1),
        "within record %d",
        number -> {
          Path torn = killedAt(number, Command.APPLY, Place.RECORD);
          byte[] record = applied.get(number - 1).getBytes(UTF_8);
          // Of one record a byte, of another half, of a third all but the line's end was written.
          int length = List.of(1, record.length / 2, record.length).get(number / 3 % 3);
          Files.createDirectories(torn.resolve("journal"));
          Files.write(
              torn.resolve("journal").resolve("journal-2026-11.jsonl"),
              java.util.Arrays.copyOf(record, length),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
          return torn;
        });
  }

  @TestFactory
  Stream<DynamicTest> killedDuringRollback() {
    return Stream.concat(
        killed(
            IntStream.rangeClosed(1, rolledBack.size()).filter(record -> record % 3 == 1),
            "before record %d",
            number -> killedInRollback(number, Place.RECORD)),
        killed(
            IntStream.rangeClosed(1, writes(rolledBack)),
            "after write %d",
            number -> killedInRollback(number, Place.AFTER_WRITE)));
  }

  @TestFactory
  Stream<DynamicTest> killedDuringTheRecoveryOfAnApply() {
    // The last write of the rule that makes the most.
    int write = lastWrite("\"rule\":\"old\"");
    return Stream.concat(
        killed(
            IntStream.rangeClosed(1, 8),
            "before record %d",
            number -> killedInRecovery(write, Command.APPLY, number, Place.RECORD)),
        killed(
            IntStream.rangeClosed(1, 4),
            "after write %d",
            number -> killedInRecovery(write, Command.APPLY, number, Place.AFTER_WRITE)));
  }

  @TestFactory
  Stream<DynamicTest> killedDuringTheRecoveryOfARollback() {
    int write = 3;
    return killed(
        IntStream.rangeClosed(1, 5),
        "before record %d",
        number -> killedInRecovery(write, Command.ROLLBACK, number, Place.RECORD));
  }

  /** A folder with a machine as a killed process left it. */
  private interface Death {
    Path at(int number) throws Exception;
  }

  /** Lets the processes die two at a time, and gives a test for what each of them left. */
  private Stream<DynamicTest> killed(IntStream numbers, String name, Death death) {
    Map<Integer, Future<Path>> deaths = new TreeMap<>();
    numbers.forEach(
        number -> deaths.put(number, processes.submit((Callable<Path>) () -> death.at(number))));
    return deaths.entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                name.formatted(one.getKey()), () -> isWholeAfterRestart(one.getValue().get())));
  }

  private Path killedAt(int number, Command command, Place place) throws Exception {
    Path killed = laidOut("%s-%s-%d-%d".formatted(command, place, number, System.nanoTime()));
    assertThat(start(killed, command, place, number)).isEqualTo(KILLED);
    return killed;
  }

  private Path killedInRollback(int number, Place place) throws Exception {
    Path killed = laidOut("rollback-%s-%d-%d".formatted(place, number, System.nanoTime()));
    run(killed, Command.APPLY);
    assertThat(start(killed, Command.ROLLBACK, place, number)).isEqualTo(KILLED);
    return killed;
  }

  private Path killedInRecovery(int write, Command first, int number, Place place)
      throws Exception {
    Path killed =
        first == Command.APPLY
            ? killedAt(write, Command.APPLY, Place.AFTER_WRITE)
            : killedInRollback(write, Place.AFTER_WRITE);
    assertThat(start(killed, Command.RESTART, place, number)).isEqualTo(KILLED);
    return killed;
  }

  private void isWholeAfterRestart(Path killed) throws Exception {
    run(killed, Command.RESTART); // takes the lock without waiting

    assertThat(yaml(killed))
        .as("each rule is wholly before or after, as the journal says")
        .isEqualTo(machineWith(toldToStand(killed)));
    assertThat(new JournalFiles(journal(killed)).verify().broken()).isEmpty();
    assertThat(
            new Undo(entries(killed))
                .standing().stream().map(one -> one.about().rule()).collect(Collectors.toSet()))
        .as("the rules whose changes the journal takes for standing")
        .isEqualTo(toldToStand(killed));

    String machine = Files.readString(killed.resolve("machine.yaml"));
    List<String> lines = journalLines(killed);
    run(killed, Command.RESTART);
    assertThat(killed.resolve("machine.yaml")).hasContent(machine);
    assertThat(journalLines(killed)).as("the journal after another restart").isEqualTo(lines);

    run(killed, Command.APPLY);
    assertThat(yaml(killed))
        .as("applied again")
        .isEqualTo(machineWith(Set.of("new", "old", "list", "own")));
    run(killed, Command.ROLLBACK);
    assertThat(yaml(killed)).as("rolled back").isEqualTo(machineWith(Set.of()));
    assertThat(new JournalFiles(journal(killed)).verify().broken()).isEmpty();
  }

  /** The rules that, by the journal's last word on each, are as they were fixed. */
  private static Set<String> toldToStand(Path folder) {
    Set<String> standing = new TreeSet<>();
    for (Entry entry : entries(folder)) {
      if (entry.event() instanceof Event.Concluded concluded) {
        String rule = concluded.about().rule();
        if (concluded.outcome() == Outcome.FIXED
            || concluded.reason().contains("the fix stands again")) {
          standing.add(rule);
        } else {
          assertThat(concluded.outcome()).as(concluded.reason()).isEqualTo(Outcome.ROLLED_BACK);
          standing.remove(rule);
        }
      }
    }
    return standing;
  }

  /** The machine with just these rules fixed, made without any disturbance. */
  private String machineWith(Set<String> rules) {
    return machines.computeIfAbsent(
        rules,
        fixed -> {
          try {
            Path other = Files.createDirectories(folder.resolve("with" + fixed)).resolve("it");
            lay(other, fixed);
            run(other, Command.APPLY);
            return yaml(other);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private Path laidOut(String name) throws IOException {
    return lay(folder.resolve(name), MachineToDieOn.RULES.keySet());
  }

  private static void run(Path folder, Command command) throws Exception {
    new KilledRun(folder, Place.NEVER, 0).run(command);
  }

  private static int start(Path folder, Command command, Place place, int number)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        KilledRun.program(folder, command, place, number).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    if (process.exitValue() != 0 && process.exitValue() != KILLED) {
      throw new AssertionError(Files.readString(log));
    }
    return process.exitValue();
  }

  /** The number of the last write of an apply that the journal announces with this text. */
  private int lastWrite(String text) {
    List<String> changes = changes(applied);
    return IntStream.range(0, changes.size())
            .filter(i -> changes.get(i).contains(text))
            .max()
            .orElseThrow()
        + 1;
  }

  private static int writes(List<String> lines) {
    return changes(lines).size();
  }

  private static List<String> changes(List<String> lines) {
    return lines.stream().filter(line -> line.contains("\"intended\"")).toList();
  }
}
