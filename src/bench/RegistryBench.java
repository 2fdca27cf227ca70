import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.fettle.engine.Engine;
import org.fettle.engine.Progress;
import org.fettle.engine.Trigger;
import org.fettle.journal.Journal;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyFiles;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.jna.JnaWindows;

/** Judges distinct registry values through the Win32 API, run after run in one warm process; prints microseconds. */
final class RegistryBench {
  public static void main(String[] args) throws Exception {
    int keys = Integer.parseInt(args[0]);
    int values = Integer.parseInt(args[1]);
    int runs = Integer.parseInt(args[2]);
    Path folder = Files.createTempDirectory("fettle-bench");
    Assignment assignment = assignment(folder, keys, values);
    seed(keys, values);
    try (Journal journal = Journal.open(folder.resolve("journal"), Clock.systemUTC())) {
      for (int run = 0; run < runs; run++) {
        long start = System.nanoTime();
        judge(assignment, journal);
        System.out.println((System.nanoTime() - start) / 1000);
      }
    }
  }

  private static void judge(Assignment assignment, Journal journal) {
    try (JnaWindows machine = JnaWindows.open()) {
      Engine engine =
          new Engine(machine, journal, Clock.systemUTC(), new Engine.Identity("bench", "bench"));
      if (!engine.plan(assignment, Trigger.AGENT, Progress.NONE).plan().steps().isEmpty()) {
        throw new IllegalStateException("not all of the values were judged to be right");
      }
    }
  }

  private static void seed(int keys, int values) {
    try (JnaWindows machine = JnaWindows.open()) {
      for (int k = 0; k < keys; k++) {
        for (int v = 0; v < values; v++) {
          Changes.toSet(machine.registry(), key(k), "Value" + v, RegistryValue.dword(v))
              .forEach(machine::apply);
        }
      }
    }
  }

  private static RegistryKey key(int k) {
    return RegistryKey.parse("HKLM\\SOFTWARE\\FettleBench\\Key" + k);
  }

  private static Assignment assignment(Path folder, int keys, int values) throws Exception {
    StringBuilder rules = new StringBuilder("policy: bench\nversion: 1.0.0\ntitle: Bench\nrules:\n");
    for (int k = 0; k < keys; k++) {
      for (int v = 0; v < values; v++) {
        rules.append(
            "  - id: rule-%d-%d\n    title: Rule\n    why: Bench\n    severity: low\n    for: machine\n    check:\n      registry-value: { key: '%s', name: Value%d, value: { dword: %d } }\n"
                .formatted(k, v, key(k), v, v));
      }
    }
    Files.writeString(folder.resolve("bench.yaml"), rules);
    Path file = folder.resolve("assignment.yaml");
    Files.writeString(file, "assignment: bench\npolicies:\n  - policy: bench\n");
    return PolicyFiles.readAssignment(file, List.of());
  }
}
