package org.fettle.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fettle.journal.Entry;
import org.fettle.journal.JournalFiles;
import org.fettle.windows.memory.MachineFile;

/**
 * A machine file with its journal in a folder, and beside it the rules that {@link KillIT} applies.
 */
final class MachineToDieOn {
  private static final String MACHINE =
      """
      # A machine to die on.
      machine: { name: LAP-1 }
      registry:
        'HKLM\\SOFTWARE\\Old': { A: { dword: 1 }, '': { text: x } }
        'HKLM\\SOFTWARE\\Old\\Deep': { B: { binary: '00ff' } }
        'HKLM\\SOFTWARE\\Lists': { Domains: { text: 'lync.com,  Outlook.com' } }
        'HKCU\\Software\\Own': { Mode: { text: old } }
      """;
  static final Map<String, String> RULES =
      Map.of(
          "new",
              "registry-value: { key: 'HKLM\\SOFTWARE\\New\\Deep', name: Mode, value: { dword: 1 } }",
          "old", "registry-key-absent: { key: 'HKLM\\SOFTWARE\\Old' }",
          "list",
              "registry-list: { key: 'HKLM\\SOFTWARE\\Lists', name: Domains, contains: [contoso.com] }",
          "own",
              "all: [ { registry-value: { key: 'HKCU\\Software\\Own', name: Mode, value: { text: new } } },"
                  + " { registry-value: { key: 'HKCU\\Software\\Own\\More', name: Mode, value: { dword: 1 } } } ]",
          // Windows refuses its second change, so a run takes the first one back.
          "tried",
              "registry-value: { key: 'HKLM\\SOFTWARE\\Tried', name: Refused, value: { dword: 1 } }");

  private MachineToDieOn() {}

  /**
   * Lays a machine out, and next to its folder, where they are not there yet, policy and
   * assignment.
   */
  static synchronized Path lay(Path folder, Set<String> fixes) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("machine.yaml"), MACHINE);
    Path assignment = folder.resolveSibling("assignment.yaml");
    if (Files.exists(assignment)) {
      return folder;
    }
    String rules =
        Stream.of("new", "old", "tried", "list", "own")
            .map(id ->
                TestBed.rule(
                    id, RULES.get(id), "for: " + (id.equals("own") ? "each-user" : "machine")))
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolveSibling("test-policy.yaml"),
        "policy: test-policy\nversion: 1.0.0\ntitle: Test\nrules:\n" + rules.indent(2));
    Files.writeString(
        assignment,
        "assignment: test\n"
            + TestBed.policies(
                fixes.isEmpty() ? "" : TestBed.automatic(fixes.toArray(String[]::new))));
    return folder;
  }

  static String yaml(Path folder) throws IOException {
    return MachineFile.read(folder.resolve("machine.yaml")).toYaml();
  }

  static Path journal(Path folder) {
    return folder.resolve("journal");
  }

  static List<Entry> entries(Path folder) {
    return new JournalFiles(journal(folder)).entries();
  }

  static List<String> journalLines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.isDirectory(journal(folder))) {
      try (Stream<Path> files = Files.list(journal(folder))) {
        for (Path file : files.sorted().toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
