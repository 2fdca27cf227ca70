package org.fettle.windows.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fettle.json.FileFormatException;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineFileTest {
  private static final String WHOLE =
      """
      machine: { name: LAP-0117, domain: contoso.com, windows: 10.0.22631, architecture: x64 }
      users:
        - { sid: S-1-5-21-9-1, name: 'CONTOSO\\anna', self: true,
            environment: { LOCALAPPDATA: 'D:\\anna' },
            registry: { 'Software\\Contoso': { Name: { text: anna } }, 'SOFTWARE\\classes\\.a': { '': { text: b } } } }
        - { sid: S-1-5-21-9-2, session: none, registry: {} }
        - { sid: S-1-5-21-9-3, session: none }
      registry:
        'HKLM\\SOFTWARE\\b': { z: { dword: 1 }, A: { qword: 2 }, '': { text: 'x: y' } }
        'HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\Below': {}
        'HKLM\\SOFTWARE\\A': {}
        'HKLM\\SOFTWARE': {}
        'HKCU\\Software\\Zed': { '1.0': { type: 1, bytes: '61' } }
        'HKU\\S-1-5-21-9-1_Classes\\lnk': {}
        'HKU\\S-1-5-18\\Software': { n: { none: '' } }
      denied: [ 'HKLM\\SOFTWARE\\Locked', 'HKCU\\Software\\Shut' ]
      owned: { 'HKLM\\SOFTWARE\\b\\z': Group Policy, 'HKCU\\Software\\Zed\\(Default)': MDM }
      files: [ 'C:\\b.exe', 'C:\\a.exe' ]
      environment: { b: '2', A: 1 }
      processes: [ { name: lync.exe, id: 4120, owner: S-1-5-21-9-1 }, { name: idle } ]
      """;

  private static final String CANONICAL =
      """
      machine:
        name: LAP-0117
        domain: contoso.com
        windows: 10.0.22631
        architecture: x64
      users:
      - sid: S-1-5-21-9-1
        name: CONTOSO\\anna
        session: active
        self: true
        environment:
          LOCALAPPDATA: D:\\anna
        registry:
          Software\\Classes\\.a:
            "":
              text: b
          Software\\Classes\\lnk: {}
          Software\\Contoso:
            Name:
              text: anna
          Software\\Zed:
            "1.0":
              type: 1
              bytes: "61"
      - sid: S-1-5-21-9-2
        name: S-1-5-21-9-2
        session: none
        registry: {}
      - sid: S-1-5-21-9-3
        name: S-1-5-21-9-3
        session: none
      registry:
        HKLM\\SOFTWARE\\A\\Below: {}
        HKLM\\SOFTWARE\\b:
          "":
            text: "x: y"
          A:
            qword: 2
          z:
            dword: 1
        HKU\\S-1-5-18\\Software:
          "n":
            none: ""
      denied:
      - HKLM\\SOFTWARE\\Locked
      - HKU\\S-1-5-21-9-1\\Software\\Shut
      owned:
        HKLM\\SOFTWARE\\b\\z: Group Policy
        HKU\\S-1-5-21-9-1\\Software\\Zed\\(Default): MDM
      files:
      - C:\\a.exe
      - C:\\b.exe
      environment:
        A: "1"
        b: "2"
      processes:
      - name: lync.exe
        id: 4120
        owner: S-1-5-21-9-1
      - name: idle
      """;

  @Test
  void howeverItIsWrittenItIsKeptInOneForm() {
    assertThat(MachineFile.read(WHOLE).toYaml()).isEqualTo(CANONICAL);
  }

  @Test
  void theOneFormIsReadBackByteForByte() {
    assertThat(MachineFile.read(CANONICAL).toYaml()).isEqualTo(CANONICAL);
    assertThat(MachineFile.read(CANONICAL)).isEqualTo(MachineFile.read(WHOLE));
  }

  @Test
  void aMachineTakenInAndOutIsTheSame() {
    MachineFile file = MachineFile.read(WHOLE);
    assertThat(new MemoryWindows(file).snapshot()).isEqualTo(file);
    assertThat(new MemoryWindows(file).snapshot().toYaml()).isEqualTo(CANONICAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "{}"})
  void nothingIsAMachineToo(String text) {
    MachineFile file = MachineFile.read(text);
    assertThat(file.toYaml())
        .isEqualTo(
            """
            machine:
              name: TEST-PC
              windows: 10.0.22631
              architecture: x64
            users:
            - sid: S-1-5-21-1-2-3-1001
              name: TEST\\user
              session: active
              self: true
            """);
    assertThat(MachineFile.read(file.toYaml()).toYaml()).isEqualTo(file.toYaml());
  }

  @Test
  void machinesThatDifferAreNotEqual() {
    assertThat(MachineFile.read("registry: { 'HKLM\\SOFTWARE\\A': { a: { dword: 1 } } }"))
        .isEqualTo(MachineFile.read("registry: { 'hklm\\software\\a': { A: { dword: 1 } } }"))
        .isNotEqualTo(MachineFile.read("registry: { 'HKLM\\SOFTWARE\\A': { a: { dword: 2 } } }"))
        .isNotEqualTo(MachineFile.read("registry: { 'HKLM\\SOFTWARE\\A': {} }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{registry: {'HKLM\\A': {}, 'hklm\\a': {}}} | 1:27 | 'hklm\\a' is given twice.",
        "{registry: {'HKLM\\A': {n: {dword: 1}, N: {dword: 1}}}} | 1:1 | 'N' is given twice, in other case.",
        "{registry: {'HKCU\\A': {}, 'HKU\\S-1-5-21-1-2-3-1001\\A': {}}} | 1:1 | The registry key 'HKU\\S-1-5-21-1-2-3-1001\\A' is given twice.",
        "{users: [], registry: {'HKCU\\A': {}}} | 1:1 | HKCU\\A belongs to the user who runs the agent, and no user has 'self: true'.",
        "{registry: {'HKCR\\A': {}}} | 1:1 | HKCR\\A is a view: a machine file says where a key lies, such as HKLM\\SOFTWARE\\Classes or HKLM\\SOFTWARE\\WOW6432Node.",
        "{registry: {'HKLM32\\SOFTWARE\\A': {}}} | 1:1 | HKLM32\\SOFTWARE\\A is a view: a machine file says where a key lies, such as HKLM\\SOFTWARE\\Classes or HKLM\\SOFTWARE\\WOW6432Node.",
        "{registry: {'HKLM\\A\\\\B': {}}} | 1:13 | The registry key 'A\\\\B' has an empty name: a backslash too many.",
        "{users: [{sid: anna}]} | 1:1 | 'anna' is not a SID.",
        "{users: [{sid: S-1-1}, {sid: s-1-1}]} | 1:1 | 's-1-1' is not a SID.",
        "{users: [{sid: S-1-1}, {sid: S-1-1}]} | 1:1 | The user S-1-1 is given twice.",
        "{users: [{sid: S-1-1, self: true}, {sid: S-1-2, self: true}]} | 1:1 | Only one user runs the agent: 'self: true' is given twice.",
        "{users: [{sid: S-1-1, session: gone}]} | 1:32 | Expected one of active, locked, disconnected, none, found 'gone'.",
        "{machine: {architecture: mips}} | 1:1 | The architecture is x64, arm64 or x86, not 'mips'.",
        "{registri: {}} | 1:2 | Unknown word 'registri': expected machine, now, elevated, users, registry, denied, owned, files, disk, certificates, services, environment, processes.",
        "{registry: {'HKLM\\A': {n: {dwrd: 1}}}} | 1:28 | Unknown registry type 'dwrd': expected one of text, expandable-text, texts, dword, qword, binary, none, or type with bytes.",
        "{registry: | 1:11 | This is not YAML: expected the node content, but found '<stream end>'.",
        "{} {} | 1:4 | This is not YAML: expected '<document start>', but found '{'.",
        "[a] | 1:1 | Expected an object with machine, now, elevated, users, registry, denied, owned, files, disk, certificates, services, environment, processes, found a list.",
      })
  void aMistakeIsOneSentenceWithItsPlace(String yaml, String place, String problem) {
    assertThatThrownBy(() -> MachineFile.read(yaml))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(place + ": " + problem);
  }

  @Test
  void aMistakeInAFileNamesTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.yaml"), "# a\nregistry:\n  HKLM\\A: { n: 1 }\n");
    assertThatThrownBy(() -> MachineFile.read(file))
        .isInstanceOf(MachineFileException.class)
        .hasMessageStartingWith(file + ":3:16: Expected a registry value")
        .hasMessageEndingWith("found the number 1.");
  }

  @Test
  void aHostileFileIsRefusedQuickly(@TempDir Path folder) throws IOException {
    Path large = folder.resolve("large.yaml");
    try (var bytes = Files.newOutputStream(large)) {
      for (int i = 0; i < 17; i++) {
        bytes.write(new byte[1024 * 1024]);
      }
    }
    assertThatThrownBy(() -> MachineFile.read(large)).hasMessageContaining("at most 16 MiB");
    Path odd = Files.write(folder.resolve("odd.yaml"), new byte[] {'a', (byte) 0xFF});
    assertThatThrownBy(() -> MachineFile.read(odd)).hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> MachineFile.read("a: &a [x]\nb: [*a, *a]\n"))
        .isInstanceOf(FileFormatException.class);
    assertThatThrownBy(() -> MachineFile.read("files: [&a x, *a]"))
        .hasMessageContaining("Aliases (*a) are not taken");
    assertThatThrownBy(() -> MachineFile.read("[".repeat(100_000)))
        .isInstanceOf(FileFormatException.class);
    assertThatThrownBy(() -> MachineFile.read("{a: ".repeat(100_000)))
        .isInstanceOf(FileFormatException.class);
  }

  @Test
  void theCommentAtTheTopStaysWhenTheFileIsSaved(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "# A laptop.\n#\n# Neglected.\n\n# not this\nfiles: ['C:\\a']\n");
    MachineFile.read(file).save(file);
    String saved = Files.readString(file);
    assertThat(saved)
        .startsWith("# A laptop.\n#\n# Neglected.\nmachine:\n")
        .doesNotContain("not this");
    MachineFile.read(file).save(file);
    assertThat(Files.readString(file)).isEqualTo(saved);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatCannotBeReplacedStaysWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.createDirectories(file.resolve("in-the-way"));
    assertThatThrownBy(() -> MachineFile.read("").save(file)).isInstanceOf(IOException.class);
    assertThat(file.resolve("in-the-way")).exists();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void longAndOddNamesComeBack() {
    String name = "n".repeat(200);
    String longPath = "HKLM\\SOFTWARE" + ("\\" + "k".repeat(250)).repeat(8);
    MachineFile file = MachineFile.read("");
    MemoryWindows windows = new MemoryWindows(file);
    MemoryRegistry registry = windows.registry();
    RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE");
    for (String part : RegistryKey.parse(longPath).names().subList(1, 9)) {
      key = key.child(part);
      registry.create(key);
    }
    registry.set(key, name, RegistryValue.text("a\r\nb\u0085\t"));
    registry.set(key, "", RegistryValue.texts(java.util.List.of("a", "? \"\"", "c")));
    registry.set(key, "? \"\"", RegistryValue.text("\n? \"\"\n: x"));
    registry.set(key, "a\\b: c #", RegistryValue.expandableText("%A%"));
    MachineFile after = windows.snapshot();
    assertThat(MachineFile.read(after.toYaml())).isEqualTo(after);
    assertThat(MachineFile.read(after.toYaml()).toYaml()).isEqualTo(after.toYaml());
  }

  @Test
  void aVaultIsSortedAndWhatGoesWithoutSayingIsFilledIn() {
    MachineFile machine =
        MachineFile.read(
            """
            users:
            - sid: S-1-5-21-9-1
              credentials:
              - { target: 'b:1', type: domain-password, account: '', persistence: session, last-written: '2026-02-03T04:05:06.789Z' }
              - { target: 'B:1', account: anna }
              - { target: 'a:1' }
            """);
    assertThat(machine.toYaml())
        .contains(
            """
              credentials:
              - target: a:1
                type: generic
                persistence: local-machine
                last-written: 2026-01-01T00:00:00.000Z
              - target: B:1
                type: generic
                account: anna
                persistence: local-machine
                last-written: 2026-01-01T00:00:00.000Z
              - target: b:1
                type: domain-password
                persistence: session
                last-written: 2026-02-03T04:05:06.789Z
            """);
    assertThat(MachineFile.read(machine.toYaml())).isEqualTo(machine);
    assertThat(new MemoryWindows(machine).snapshot()).isEqualTo(machine);
  }

  @Test
  void aVaultHoldsEachCredentialOnce() {
    assertThatThrownBy(() ->
            MachineFile.read(
                "users: [{ sid: S-1-5-21-9-1, credentials: [{ target: a }, { target: A }] }]"))
        .hasMessageContaining("The credential 'A' of S-1-5-21-9-1 is given twice.");
    assertThatThrownBy(
            () -> MachineFile.read("users: [{ sid: S-1-5-21-9-1, credentials: [{ target: '' }] }]"))
        .hasMessageContaining("A credential of S-1-5-21-9-1 has no target.");
  }
}
