package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fettle.engine.KilledRun.Command;
import org.fettle.engine.KilledRun.Place;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at once on one machine, through the command line. */
class LockIT {
  @TempDir Path folder;
  private Path state = Path.of("");
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void layOut() throws IOException {
    Path policy = folder.resolve("test-policy.yaml");
    Files.writeString(
        policy,
        "policy: test-policy\nversion: 1.0.0\ntitle: Test\nrules:\n"
            + (TestBed.rule("one", TestBed.value("HKLM\\SOFTWARE\\One", "Mode", "dword: 1"))
                    + TestBed.rule(
                        "two", TestBed.value("HKLM\\SOFTWARE\\Two\\Deep", "Mode", "dword: 2")))
                .indent(2));
    Files.writeString(
        folder.resolve("assignment.yaml"),
        "assignment: test\n" + TestBed.policies(TestBed.automatic("one", "two")));
    state = Files.createDirectories(folder.resolve("machine.fettle"));
    Files.writeString(state.resolve("machine.yaml"), "machine: { name: LAP-1 }\n");
  }

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whoFindsTheLockHeldWaitsTenSecondsAndSaysSoAndAKilledProcessHoldsNoLock() throws Exception {
    Process stuck = stuckInAWrite();
    long begin = System.nanoTime();
    Process waiting = apply("waiting");
    assertThat(waiting.waitFor()).as(said("waiting")).isEqualTo(3);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    assertThat(said("waiting"))
        .contains("Another run of Fettle is at work here")
        .contains("Try again when it is done.");
    assertThat(commands()).as("runs that began").containsExactly(Event.Command.APPLY);

    stuck.destroyForcibly().waitFor(); // SIGKILL
    begin = System.nanoTime();
    Process next = apply("next");
    assertThat(next.waitFor()).as(said("next")).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    isOneRunAfterTheOther(2);
  }

  @Test
  void whoFindsTheLockHeldWaitsForTheOtherToEnd() throws Exception {
    Process stuck = stuckInAWrite();
    Process waiting = apply("waiting");
    assertThat(waiting.waitFor(3, TimeUnit.SECONDS)).as("it is over already").isFalse();
    stuck.destroyForcibly().waitFor();
    assertThat(waiting.waitFor()).as(said("waiting")).isZero();
    isOneRunAfterTheOther(2);
  }

  @Test
  void severalAtOnceComeOneAfterTheOther() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(apply("several-" + i));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(all.get(i).waitFor()).as(said("several-" + i)).isZero();
    }
    isOneRunAfterTheOther(4);
    assertThat(entries().stream().filter(entry -> entry.event() instanceof Event.Applied).count())
        .as("changes, made by the first alone")
        .isEqualTo(5);
  }

  private Process stuckInAWrite() throws Exception {
    Process process =
        started(
            KilledRun.program(state, Command.APPLY, Place.STUCK_IN_WRITE, 2)
                .redirectOutput(folder.resolve("stuck.log").toFile()));
    for (int i = 0; i < 300 && !Files.exists(state.resolve("stuck")); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(state.resolve("stuck")).as(said("stuck")).exists();
    return process;
  }

  /** The command line, as a process. */
  private Process apply(String name) throws IOException {
    return started(
        KilledRun.java(
                "org.fettle.cli.Main",
                "apply",
                "--yes",
                "--machine",
                state.resolve("machine.yaml").toString(),
                "--assignment",
                folder.resolve("assignment.yaml").toString(),
                "--state",
                state.toString())
            .redirectOutput(folder.resolve(name + ".log").toFile()));
  }

  private Process started(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** What the process wrote, on one line: sentences are wrapped for the terminal. */
  private String said(String name) throws IOException {
    Path log = folder.resolve(name + ".log");
    return Files.exists(log) ? Files.readString(log).replaceAll("\\s+", " ") : "";
  }

  private List<Entry> entries() {
    return new JournalFiles(state.resolve("journal")).entries();
  }

  private List<Event.Command> commands() {
    return entries().stream()
        .filter(entry -> entry.event() instanceof Event.RunStarted)
        .map(entry -> ((Event.RunStarted) entry.event()).command())
        .toList();
  }

  private void isOneRunAfterTheOther(int runs) {
    assertThat(new JournalFiles(state.resolve("journal")).verify().broken()).isEmpty();
    List<String> order = new ArrayList<>();
    for (Entry entry : entries()) {
      if (order.isEmpty() || !order.getLast().equals(entry.run())) {
        order.add(entry.run());
      }
    }
    assertThat(order).as("whose records follow each other").hasSize(runs).doesNotHaveDuplicates();
    assertThat(entries().stream().filter(entry -> entry.event() instanceof Event.RunEnded))
        .hasSize(runs);
  }
}
