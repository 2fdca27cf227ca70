package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fettle.engine.TestBed.rule;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fettle.policy.Assignment;
import org.fettle.windows.Pem;
import org.fettle.windows.WindowsException;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.fettle.windows.memory.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a captured machine tells of drives, certificate stores and what could not be looked at. */
class CapturedAreasTest {
  private static final String EVE = "sid: S-1-5-21-9-8-7-1104, name: 'PC\\eve', self: true";

  @TempDir private Path folder;

  @Test
  void ofAFolderThatWasListedOnlyWhatThePoliciesTellApartKeepsItsName() {
    MachineFile file =
        captured(
            """
            disk:
              'C:\\Data\\Client\\a.cache': { size: 10 }
              'C:\\Data\\Client\\Divorce of Eve.docx': { text: private }
              'C:\\Data\\Client\\Health\\Blood test.pdf': { size: 4000 }
              'C:\\Data\\Other\\b.cache': { size: 10 }
            """,
            rule("cache", "file-absent: { path: 'C:\\Data\\Client\\*.cache', except: [keep.*] }"),
            rule("size", "folder-size: { path: 'C:\\Data\\Client', at-most: 4 KB }"));

    assertThat(file.toYaml())
        .contains("4000")
        .doesNotContain("Eve", "private", "Health", "Blood", "Other");
    assertThat(file.disk().keySet())
        .containsExactly(
            "C:\\Data\\Client\\entry-1.cache",
            "C:\\Data\\Client\\entry-2",
            "C:\\Data\\Client\\entry-3\\entry-4");
  }

  @Test
  void aProfileFolderKeepsItsPlaceAmongTheFoldersOfAll() {
    MachineFile file =
        captured(
            """
            users: [ { %s } ]
            disk:
              'C:\\Users\\eve\\AppData\\Local\\Contoso\\Cache\\x': { size: 2 }
              'C:\\Users\\mallory\\AppData\\Local\\Contoso\\Cache\\y': { size: 2 }
            """
                .formatted(EVE),
            rule("all", "folder-absent: { path: 'C:\\Users\\*\\AppData\\Local\\Contoso\\Cache' }"),
            rule(
                "own",
                "folder-size: { path: '%LOCALAPPDATA%\\Contoso\\Cache', at-most: 1 KB, missing: fail }",
                "for: each-user"));

    assertThat(file.toYaml())
        .contains("C:\\Users\\user1\\AppData\\Local\\Contoso\\Cache")
        .doesNotContainIgnoringCase("eve")
        .doesNotContainIgnoringCase("mallory");
  }

  @Test
  void ofATextOnlyWhatIsNoCommentAndNoSecretIsTold() {
    MachineFile file =
        captured(
            """
            machine: { name: PC-OF-EVE }
            users: [ { %s } ]
            disk:
              'C:\\Data\\client.ini':
                text: "\uFEFF; set up by Eve\\r\\n[Server]\\r\\nHost = pc-of-eve\\r\\nPassword=hunter2\\r\\nSavePassword = 1\\r\\nLogin=eve@contoso.com\\r\\n[Other]\\r\\nurl=x;pwd=hunter3"
            """
                .formatted(EVE),
            rule(
                "host",
                "text-file-line: { path: 'C:\\Data\\client.ini', section: Server, absent: ['Password=*', 'SavePassword=1'] }"));

    assertThat(file.disk().get("C:\\Data\\client.ini").text())
        .contains(
            "\uFEFF;\r\n[Server]\r\nHost = MACHINE-1\r\nPassword=(secret)\r\nSavePassword = 1\r\n"
                + "Login=person1@contoso.com\r\n[Other]\r\nurl=x;pwd=(secret)");
  }

  @Test
  void aTextInUtf16IsReadableAndBytesOfNoKnownEncodingAreNotTold() {
    MachineFile file =
        captured(
            """
            disk:
              'C:\\Data\\wide.txt': { bytes: fffe6100620063000d000a00 }
              'C:\\Data\\old.txt': { bytes: 61203d204de46e6e0a62 }
              'C:\\Data\\none.txt': { bytes: '6100ff00fe' }
            """,
            rule("wide", "text-file-line: { path: 'C:\\Data\\wide.txt', absent: ['abc'] }"),
            rule("old", "text-file-line: { path: 'C:\\Data\\old.txt', absent: ['b'] }"),
            rule("none", "text-file-line: { path: 'C:\\Data\\none.txt', absent: ['b'] }"));

    assertThat(file.disk().get("C:\\Data\\wide.txt").text()).contains("\uFEFFabc\r\n");
    assertThat(file.disk().get("C:\\Data\\old.txt").text()).contains("a = ?\nb");
    assertThat(file.disk().get("C:\\Data\\none.txt").size()).contains(5L);
    assertThat(file.toYaml()).doesNotContain("bytes");
  }

  @Test
  void aLinkLeadsToAMadeUpPlaceWhereWhatWasSeenThroughItLies() {
    MachineFile file =
        captured(
            """
            users: [ { %s } ]
            disk:
              'C:\\Data\\Link': { link-to: 'D:\\Secret Project' }
              'D:\\Secret Project\\Microsoft\\Teams\\current\\Teams.exe': {}
            environment: { LOCALAPPDATA: 'C:\\Data\\Link' }
            """
                .formatted(EVE + ", environment: { LOCALAPPDATA: 'C:\\Data\\Link' }"),
            rule("link", "folder-absent: { path: 'C:\\Data\\Li*' }"),
            rule("through", "file-absent: { path: 'C:\\Data\\Link\\x' }"),
            rule("teams", "software-present: { client: teams-classic }", "for: each-user"));

    assertThat(file.toYaml()).contains("link-to: C:\\linked-1").doesNotContain("Secret");
    assertThat(file.files()).containsExactly("C:\\linked-1\\Microsoft\\Teams\\current\\Teams.exe");
  }

  @Test
  void whatMayNotBeLookedAtStaysClosed() {
    MachineFile file =
        captured(
            """
            disk:
              'C:\\Data\\Closed': { folder: true, denied: true }
              'C:\\Data\\Closed\\hidden': { size: 4 }
              'C:\\Data\\closed.ini': { text: hidden, denied: true }
              'C:\\Data\\closed.exe': { version: 1.2.3.4, denied: true }
            """,
            rule("size", "folder-size: { path: 'C:\\Data\\Closed', at-most: 1 KB }"),
            rule("below", "file-absent: { path: 'C:\\Data\\Closed\\hidden' }"),
            rule("there", "folder-absent: { path: 'C:\\Data\\Cl*' }"),
            rule("text", "text-file-line: { path: 'C:\\Data\\closed.ini', absent: [b] }"),
            rule("version", "file-version: { path: 'C:\\Data\\closed.exe', at-least: 1.0.0.0 }"));

    assertThat(file.toYaml()).contains("denied: true").doesNotContain("hidden", "1.2.3.4");
  }

  @Test
  void anAreaOfAUserThatCouldNotBeLookedAtIsToldAndStaysClosed() {
    String machine =
        """
        users:
        - { %s }
        - { sid: S-1-5-21-9-8-7-1105, name: 'PC\\adam', denied: [credentials, certificates] }
        """
            .formatted(EVE);
    String[] rules = {
      rule("vault", "credential-absent: { targets: ['Microsoft_OC1:*'] }", "for: each-user"),
      rule(
          "mine",
          "certificate-absent: { store: 'CurrentUser\\My', subject: 'anna@*' }",
          "for: each-user")
    };

    Capture.Captured captured = capture(machine, rules);

    assertThat(captured.notes())
        .containsExactly(
            "The stored credentials of PC\\adam could not be looked at: the file says so.",
            "The certificates of PC\\adam could not be looked at: the file says so.");
    assertThat(captured.file().users().orElseThrow())
        .extracting(Person::denied)
        .containsExactly(List.of(), List.of(Person.Area.CREDENTIALS, Person.Area.CERTIFICATES));
    assertThat(verdicts(captured.file(), rules)).containsValue("Error");
    assertThat(verdicts(captured.file(), rules))
        .isEqualTo(verdicts(MachineFile.read(machine), rules));
  }

  @Test
  void aCertificateIsKeptAsItIsOrLeftOutAndTold() {
    String machine =
        """
        machine: { name: adfs }
        users: [ { %s, certificates: { My: [ { pem: '%s', private-key: true } ] } } ]
        certificates:
          Root: [ { pem: '%s', private-key: true, properties: AAAA }, { pem: '%s' } ]
          My: [ { pem: '%s' } ]
        """
            .formatted(
                EVE,
                Pem.of("anna-alternative-name"),
                Pem.of("root-expired"),
                Pem.of("root"),
                Pem.of("server"));

    Capture.Captured captured =
        capture(
            machine,
            rule(
                "old-root",
                "certificate-absent: { store: 'LocalMachine\\Root', subject: 'Contoso *', state: [expired] }"),
            rule(
                "server", "certificate-absent: { store: 'LocalMachine\\My', issuer: 'Contoso *' }"),
            rule(
                "mine",
                "certificate-absent: { store: 'CurrentUser\\My', issuer: 'Communications Server' }",
                "for: each-user"));

    assertThat(captured.file().certificates())
        .isEqualTo(
            MachineFile.read(
                    "certificates: { Root: [ { pem: '%s', private-key: true } ] }"
                        .formatted(Pem.of("root-expired")))
                .certificates());
    assertThat(captured.file().users().orElseThrow().getFirst().certificates()).isEmpty();
    assertThat(captured.notes())
        .containsExactly(
            "1 certificate in CurrentUser\\My of PC\\eve cannot be told without naming a person or"
                + " this machine: left out.",
            "1 certificate in LocalMachine\\My cannot be told without naming a person or this"
                + " machine: left out.",
            "The file is judged otherwise by test-policy/server: pass, and fail with 1 change on"
                + " this machine.",
            "The file is judged otherwise by test-policy/mine for PC\\eve: pass, and fail with 1"
                + " change on this machine.");
  }

  @Test
  void moreFilesThanAnybodyWouldReadAreAnErrorAndNoFile() {
    StringBuilder machine = new StringBuilder("files:\n");
    for (int number = 0; number <= SeenDisk.MOST; number++) {
      machine.append("- C:\\Data\\Full\\").append(number).append('\n');
    }

    assertThatThrownBy(() ->
            capture(
                machine.toString(),
                rule("size", "folder-size: { path: 'C:\\Data\\Full', at-most: 1 KB }")))
        .isInstanceOf(WindowsException.class)
        .hasMessageContainingAll("more than 20000 files", "C:\\Data\\Full");
  }

  private MachineFile captured(String machine, String... rules) {
    Capture.Captured captured = capture(machine, rules);
    assertThat(captured.notes()).isEmpty();
    MachineFile file = MachineFile.read(captured.file().toYaml());
    assertThat(verdicts(file, rules)).isEqualTo(verdicts(MachineFile.read(machine), rules));
    return file;
  }

  private Capture.Captured capture(String machine, String... rules) {
    return Capture.of(new MemoryWindows(MachineFile.read(machine)), assignment(rules));
  }

  private Map<String, String> verdicts(MachineFile machine, String... rules) {
    return CaptureTest.verdicts(machine, assignment(rules));
  }

  private Assignment assignment(String... rules) {
    return new TestBed(folder, "{}")
        .assignment(String.join("", rules), "policies: [{ policy: test-policy }]\n");
  }
}
