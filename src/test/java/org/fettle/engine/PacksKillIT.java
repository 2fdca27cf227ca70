package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.engine.KilledRun.Command;
import org.fettle.engine.KilledRun.Place;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.json.Json;
import org.fettle.policy.Policy;
import org.fettle.policy.PolicyFiles;
import org.fettle.policy.Rule;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * All packs applied to a machine in need of all kinds of care, by processes that are killed ({@code
 * kill -9}) at random moments. After the next start every rule is whole or untouched, and the
 * journal alone explains the machine: what it says stands, made on the machine of before, is the
 * machine of after.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no kill -9.")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PacksKillIT {
  private static final int KILLS = 50;
  private static final int KILLED = 128 + 9;
  private static final Path POLICIES = Path.of("policies");
  private static final long SEED = System.nanoTime();

  private final ExecutorService processes = Executors.newFixedThreadPool(2);
  private final Random random = new Random(SEED);
  private Path folder = Path.of("");
  private final List<Stage> stages = new ArrayList<>();

  /**
   * A machine, and what an undisturbed run does to it: some fixes wait for the run after another.
   */
  private record Stage(String machine, List<Entry> undisturbed) {
    int writes() {
      return (int)
          undisturbed.stream().filter(entry -> entry.event() instanceof Event.Applied).count();
    }
  }

  @BeforeAll
  void applyUndisturbed(@TempDir Path shared) throws Exception {
    folder = shared;
    assign();
    String machine =
        new MemoryWindows(MachineFile.read(POLICIES.resolve("examples/stale-sign-in.yaml")))
            .snapshot()
            .toYaml();
    for (int run = 0; ; run++) {
      Path laidOut = laidOut("undisturbed-" + run, machine);
      assertThat(run(laidOut, Place.NEVER, 0)).isZero();
      Stage stage = new Stage(machine, entries(laidOut));
      if (stage.writes() == 0) {
        break;
      }
      stages.add(stage);
      isExplained(laidOut, machine);
      machine = yaml(laidOut);
    }
    assertThat(stages).as("runs until all is done").hasSizeGreaterThan(3);
    assertThat(stages.stream().mapToInt(Stage::writes).sum()).as("writes").isGreaterThan(40);
  }

  @AfterAll
  void end() {
    processes.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> killedAtRandomMoments() {
    List<Future<Path>> killed = new ArrayList<>();
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (seen.size() < KILLS) {
      int run = random.nextInt(stages.size());
      Stage stage = stages.get(run);
      Place place =
          List.of(Place.RECORD, Place.BEFORE_WRITE, Place.AFTER_WRITE).get(random.nextInt(3));
      int number =
          1 + random.nextInt(place == Place.RECORD ? stage.undisturbed().size() : stage.writes());
      String name =
          "run " + run + ", " + place.name().toLowerCase(java.util.Locale.ROOT) + " " + number;
      if (!seen.add(name)) {
        continue;
      }
      int turn = killed.size();
      killed.add(processes.submit(() -> killedAt(turn, stage, place, number)));
      tests.add(
          DynamicTest.dynamicTest(
              name + " (seed " + SEED + ")",
              () -> isWholeAfterRestart(killed.get(turn).get(5, TimeUnit.MINUTES), stage)));
    }
    return tests.stream();
  }

  private Path killedAt(int turn, Stage stage, Place place, int number)
      throws IOException, InterruptedException {
    Path machine = laidOut("killed-" + turn, stage.machine());
    assertThat(run(machine, place, number)).isEqualTo(KILLED);
    return machine;
  }

  private void isWholeAfterRestart(Path machine, Stage stage) throws Exception {
    assertThat(KilledRun.program(machine, Command.RESTART, Place.NEVER, 0).start().waitFor())
        .isZero();
    assertThat(new JournalFiles(machine.resolve("journal")).verify().broken()).isEmpty();
    List<Entry> entries = entries(machine);
    if (entries.isEmpty()) {
      assertThat(yaml(machine)).isEqualTo(stage.machine());
      return;
    }
    assertThat(entries.getLast().event()).isInstanceOf(Event.RunEnded.class);
    isExplained(machine, stage.machine());
    isWholeByRule(entries, stage.undisturbed());
  }

  /** What the journal says was made, made again on the machine of before. */
  private static void isExplained(Path machine, String before) throws IOException {
    MemoryWindows replayed = new MemoryWindows(MachineFile.read(before));
    Map<Integer, Event.Intended> intended = new HashMap<>();
    for (Entry entry : entries(machine)) {
      if (entry.event() instanceof Event.Intended one) {
        intended.put(one.change(), one);
      } else if (entry.event() instanceof Event.Applied applied) {
        Event.Intended one = intended.get(applied.change());
        view(replayed, one).apply(one.what());
      }
    }
    assertThat(replayed.snapshot().toYaml()).isEqualTo(yaml(machine));
  }

  private static Windows view(MemoryWindows machine, Event.Intended intended) {
    return intended.about().subject().sid().isEmpty()
        ? machine
        : machine.as(
            machine.users().visible().stream()
                .filter(user -> isOf(user, intended))
                .findFirst()
                .orElseThrow());
  }

  private static boolean isOf(User user, Event.Intended intended) {
    return intended.about().subject().sid().equals(java.util.Optional.of(user.sid()));
  }

  /** Each rule's changes stand as in the undisturbed run, or none of them does. */
  private static void isWholeByRule(List<Entry> entries, List<Entry> undisturbed) {
    Map<String, List<String>> whole = standing(undisturbed);
    standing(entries)
        .forEach((rule, changes) -> assertThat(changes).as(rule).isEqualTo(whole.get(rule)));
    Map<String, Outcome> concluded = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.Concluded one) {
        concluded.put(one.about().identity(), one.outcome());
      }
    }
    standing(entries)
        .keySet()
        .forEach(
            rule -> assertThat(concluded.get(rule)).as(rule).isIn(Outcome.FIXED, Outcome.UNKNOWN));
  }

  private static Map<String, List<String>> standing(List<Entry> entries) {
    Map<Integer, Event.Intended> intended = new HashMap<>();
    Map<Integer, Event.Intended> made = new TreeMap<>();
    for (Entry entry : entries) {
      switch (entry.event()) {
        case Event.Intended one -> intended.put(one.change(), one);
        case Event.Applied applied -> made.put(applied.change(), intended.get(applied.change()));
        default -> {}
      }
    }
    Set<String> undone =
        made.values().stream().flatMap(one -> one.undoes().stream()).collect(Collectors.toSet());
    String run = entries.getFirst().run();
    Map<String, List<String>> standing = new TreeMap<>();
    made.forEach((number, one) -> {
      if (one.undoes().isEmpty() && !undone.contains(run + "/" + number)) {
        standing
            .computeIfAbsent(one.about().identity(), rule -> new ArrayList<>())
            .add(one.what().target() + " -> " + one.what().afterText());
      }
    });
    return standing;
  }

  private Path laidOut(String name, String content) throws IOException {
    Path machine = Files.createDirectory(folder.resolve(name));
    Files.writeString(machine.resolve("machine.yaml"), content);
    return machine;
  }

  private int run(Path machine, Place place, int number) throws IOException, InterruptedException {
    return KilledRun.program(machine, Command.APPLY, place, number).start().waitFor();
  }

  private static List<Entry> entries(Path machine) {
    return new JournalFiles(machine.resolve("journal")).entries();
  }

  private static String yaml(Path machine) throws IOException {
    return MachineFile.read(machine.resolve("machine.yaml")).toYaml();
  }

  /** Every rule of every pack is opted into, with everything it takes. */
  private void assign() throws Exception {
    StringBuilder assigned =
        new StringBuilder("assignment: all\nbudget: { changes-per-day: 9999 }\npolicies:\n");
    try (Stream<Path> files = Files.list(POLICIES)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".yaml") || name.endsWith(".cases.yaml")) {
          continue;
        }
        Files.copy(file, folder.resolve(name));
        PolicyCasesFile cases =
            Json.readYaml(
                Files.readString(Path.of(file.toString().replace(".yaml", ".cases.yaml"))),
                PolicyCasesFile.class);
        Policy policy = PolicyFiles.readPolicy(file, cases.parameters());
        List<String> rules =
            policy.rules().stream().filter(rule -> !rule.reportOnly()).map(Rule::id).toList();
        assigned.append("  - policy: ").append(policy.id()).append('\n');
        assigned.append("    parameters: ").append(Json.write(cases.parameters())).append('\n');
        assigned.append("    fix: {");
        assigned.append(
            rules.stream()
                .map(rule -> " " + rule + ": automatic")
                .collect(Collectors.joining(",")));
        assigned.append(" }\n    accept: [loses-cache, signs-out, reboots]\n");
        assigned.append("    irreversible: [").append(String.join(", ", rules)).append("]\n");
      }
    }
    Files.writeString(folder.resolve("assignment.yaml"), assigned);
  }
}
