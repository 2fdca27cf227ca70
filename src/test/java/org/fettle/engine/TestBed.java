package org.fettle.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.fettle.engine.Engine.Completed;
import org.fettle.journal.Entry;
import org.fettle.journal.Journal;
import org.fettle.journal.JournalFiles;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.windows.Windows;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;

/** A machine in memory, policies and a journal in a folder, and the real engine between them. */
final class TestBed {
  static final Instant SATURDAY_NIGHT = Instant.parse("2026-11-21T02:30:00Z");

  final MemoryWindows machine;
  final Path folder;
  Clock clock = Clock.fixed(SATURDAY_NIGHT, ZoneOffset.UTC);
  Trigger trigger = Trigger.AGENT;

  /** What the engine sees of the machine; a test may put something unreliable between them. */
  Function<Windows, Windows> seen = windows -> windows;

  TestBed(Path folder, String machine) {
    this.folder = folder;
    this.machine = new MemoryWindows(MachineFile.read(machine));
  }

  /** Reads an assignment of one policy, both as text; the policy's head may be left out. */
  Assignment assignment(String rules, String assigned) {
    return assignment("1.0.0", rules, assigned);
  }

  /** The same, of that version of the policy. */
  Assignment assignment(String version, String rules, String assigned) {
    try {
      Files.writeString(
          folder.resolve("test-policy.yaml"),
          "policy: test-policy\nversion: %s\ntitle: Test\nrules:\n".formatted(version)
              + rules.indent(2));
      Path file = folder.resolve("assignment.yaml");
      Files.writeString(file, "assignment: test\n" + assigned);
      return PolicyFiles.readAssignment(file, List.of());
    } catch (IOException | PolicyException e) {
      throw new AssertionError(e);
    }
  }

  /** A rule about one value, with any more of its lines. */
  static String rule(String id, String check, String... more) {
    StringBuilder text =
        new StringBuilder(
            "- id: %s\n  title: Title of %s\n  why: Why\n  severity: medium\n".formatted(id, id));
    if (java.util.Arrays.stream(more).noneMatch(line -> line.startsWith("for:"))) {
      text.append("  for: machine\n");
    }
    for (String line : more) {
      text.append("  ").append(line).append('\n');
    }
    return text.append("  check:\n    ").append(check).append('\n').toString();
  }

  static String value(String key, String name, String value) {
    return "registry-value: { key: '%s', name: %s, value: { %s } }".formatted(key, name, value);
  }

  static String policies(String more) {
    return "policies:\n  - policy: test-policy\n" + more.indent(4);
  }

  static String automatic(String... rules) {
    StringBuilder text = new StringBuilder("fix:\n");
    for (String rule : rules) {
      text.append("  ").append(rule).append(": automatic\n");
    }
    return text.toString();
  }

  Completed check(Assignment assignment) {
    try (Journal journal = journal()) {
      return engine(journal).check(assignment, Progress.NONE);
    }
  }

  Completed apply(Assignment assignment) {
    try (Journal journal = journal()) {
      Engine engine = engine(journal);
      Planned planned = engine.plan(assignment, trigger, Progress.NONE);
      return engine.apply(assignment, planned, trigger, Progress.NONE);
    }
  }

  Plan plan(Assignment assignment) {
    try (Journal journal = journal()) {
      return engine(journal).plan(assignment, trigger, Progress.NONE).plan();
    }
  }

  List<Rollback.Taken> rollback(Function<Undo, List<Undo.Recorded>> choice) {
    try (Journal journal = journal()) {
      return engine(journal).rollback(choice.apply(new Undo(entries()))).taken();
    }
  }

  /** Takes back the newest run that still stands. */
  List<Rollback.Taken> rollback() {
    return rollback(undo ->
        undo.standing(
            new Undo.Selection(
                undo.newestRun().orElseThrow(),
                java.util.Optional.empty(),
                java.util.Optional.empty())));
  }

  /** Starts an engine, as the next command would, so that it picks up what was left behind. */
  void restart() {
    try (Journal journal = journal()) {
      engine(journal);
    }
  }

  Journal journal() {
    return Journal.open(folder.resolve("journal"), clock);
  }

  List<Entry> entries() {
    return new JournalFiles(folder.resolve("journal")).entries();
  }

  Engine engine(Journal journal) {
    return engine(journal, StopSignal.NEVER);
  }

  Engine engine(Journal journal, StopSignal stop) {
    return new Engine(
        seen.apply(machine), journal, clock, new Engine.Identity("tester", "0.0.0"), stop);
  }

  String yaml() {
    return machine.snapshot().toYaml();
  }

  /** The outcome of the rule; there must be exactly one. */
  static Outcome outcome(Completed completed, String rule) {
    return result(completed, rule).outcome();
  }

  static Result result(Completed completed, String rule) {
    List<Result> results =
        completed.results().stream()
            .filter(result -> result.finding().rule().id().equals(rule))
            .toList();
    if (results.size() != 1) {
      throw new AssertionError(results.size() + " results for " + rule);
    }
    return results.getFirst();
  }
}
