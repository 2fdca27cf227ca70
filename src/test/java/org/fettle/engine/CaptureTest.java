package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.engine.TestBed.rule;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fettle.check.Verdict;
import org.fettle.policy.Assignment;
import org.fettle.policy.PolicyFiles;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A captured machine is judged as the machine itself, and nobody can be found in it. */
class CaptureTest {
  private static final String ONE_POLICY = "policies: [{ policy: test-policy }]\n";

  @TempDir private Path folder;

  @Test
  void theExampleLaptopIsJudgedTheSameAndNamesNobody() throws Exception {
    Assignment assignment =
        PolicyFiles.readAssignment(Path.of("policies/examples/head-office.yaml"), List.of());
    MachineFile laptop = MachineFile.read(Path.of("policies/examples/neglected-laptop.yaml"));

    MachineFile captured = captured(laptop, assignment);

    assertThat(captured.toYaml())
        .doesNotContainIgnoringCase("anna")
        .doesNotContainIgnoringCase("bertil")
        .doesNotContainIgnoringCase("LAP-0117")
        .doesNotContain("1004336348", "c1cbd94c-0d35")
        .contains("{a0aaa00a-0a00-")
        .contains("contoso.com", "name: LAP-1", "CONTOSO\\user1", "CONTOSO\\user2")
        .contains("Group Policy");
  }

  @Test
  void onlyWhatThePoliciesLookAtIsInIt() {
    MachineFile captured =
        captured(
            """
            registry:
              'HKLM\\SOFTWARE\\Contoso\\Client': { Mode: { dword: 1 }, Secret: { text: hidden } }
              'HKLM\\SOFTWARE\\Contoso\\Client\\Below': {}
              'HKLM\\SOFTWARE\\Fabrikam': { Mode: { dword: 7 } }
            files: ['C:\\private.txt']
            environment: { PRIVATE: hidden }
            processes: [{ name: private.exe, id: 1 }, { name: client.exe, id: 2 }]
            """,
            rule(
                "mode",
                value("HKLM\\SOFTWARE\\Contoso\\Client", "{ dword: 2 }"),
                "closed: [client.exe]"));

    assertThat(captured.toYaml())
        .contains("Mode:", "client.exe")
        .doesNotContainIgnoringCase("secret")
        .doesNotContainIgnoringCase("hidden")
        .doesNotContainIgnoringCase("private")
        .doesNotContain("Below", "Fabrikam");
  }

  @Test
  void servicesThatWereLookedAtAreKeptWithoutTheirTitles() {
    MachineFile captured =
        captured(
            """
            services:
              MsoidSvc: { title: Hidden title, start: automatic, running: true }
              closed: { denied: true }
              driver: { start: boot }
              other: { running: true }
            """,
            rule("a", "service-state: { service: msoidsvc, running: false }")
                + rule("b", "service-state: { service: closed, running: true }", "for: each-user")
                + rule("c", "service-state: { service: driver, running: true }")
                + rule("d", "service-state: { service: absent, running: true }"));

    assertThat(captured.services())
        .isEqualTo(
            MachineFile.read(
                    """
                    services:
                      msoidsvc: { start: automatic, running: true }
                      closed: { denied: true }
                      driver: { start: boot }
                    """)
                .services());
  }

  @Test
  void namesAreReplacedWhereverTheyStand() {
    MachineFile captured =
        captured(
            """
            machine: { name: PC-OF-EVE, domain: contoso.com }
            users:
            - { sid: S-1-5-21-9-8-7-1104, name: 'CONTOSO\\eve.adams', self: true }
            - { sid: S-1-12-1-11-22-33-44, name: 'AzureAD\\user1', session: locked }
            - { sid: S-1-5-21-9-8-7-1106, name: S-1-5-21-9-8-7-1106, session: none }
            registry:
              'HKLM\\SOFTWARE\\Contoso\\Client':
                Mode:
                  text: >-
                    C:\\Users\\Eve.Adams\\a.txt "C:/Users/eveada~1/b" C:\\Users\\Public\\c eve.adams_old
                    sip:Eve.Adams@Contoso.com,o'neil+x@fabrikam.example root@localhost pc-of-eve.contoso.com
                    \\\\PC-OF-EVE\\share s-1-5-21-9-8-7-1104_Classes S-1-5-21-1-1-1-500 S-1-11-96-3623454863-1
                    S-1-5-32-544 (user1) AzureAD\\USER1 C:\\Documents and Settings\\Mallory\\x
            processes: [{ name: other.exe, id: 1, owner: S-1-5-21-9-8-7-1104 }]
            """,
            rule("mode", value("HKLM\\SOFTWARE\\Contoso\\Client", "{ dword: 2 }")));

    assertThat(captured.toYaml().replace("name: AzureAD\\user2", ""))
        .doesNotContainIgnoringCase("eve")
        .doesNotContainIgnoringCase("neil")
        .doesNotContainIgnoringCase("root@")
        .doesNotContainIgnoringCase("mallory")
        .doesNotContain("S-1-5-21-9", "s-1-5-21-9", "S-1-12-1-11", "S-1-11-96", "S-1-5-21-1-1-1")
        .contains("@Contoso.com", "@fabrikam.example", "S-1-5-32-544", "C:\\\\Users\\\\Public\\\\c")
        .contains("MACHINE-1.contoso.com", "user1_old", "(user2)", "AzureAD\\\\user2");
  }

  @Test
  void anAccountCalledLikeWhatAPolicyLooksAtChangesNoVerdict() {
    String machine =
        """
        machine: { name: OFFICE }
        users:
        - { sid: S-1-5-21-9-8-7-1104, name: 'PC\\Lync', self: true, registry: {
            'Software\\Microsoft\\Office\\16.0\\Lync': { Mode: { text: 'C:\\Users\\Lync\\x' }, ServerSipUri: { text: lync@contoso.com } } } }
        - { sid: S-1-5-21-9-8-7-1105, name: 'PC\\Contoso', registry: {
            'Software\\Microsoft\\Office\\16.0\\Lync': { ServerSipUri: { text: contoso@contoso.com } } } }
        """;

    MachineFile captured =
        captured(
            machine,
            rule(
                "mode",
                "registry-list: { key: 'HKCU\\Software\\Microsoft\\Office\\16.0\\Lync', name: Mode,"
                    + " contains: ['${user.sip-domain}'] }",
                "for: each-user"),
            rule(
                "helpdesk",
                "registry-list: { key: 'HKCU\\Software\\Microsoft\\Office\\16.0\\Lync', name:"
                    + " ServerSipUri, contains: ['contoso@contoso.com'] }",
                "for: each-user"));

    assertThat(captured.toYaml()).contains("PC\\user1", "PC\\user2", "Users\\user1");
  }

  @Test
  void whoeverHasTheirOwnProfileFolderKeepsOneOfTheirOwn() {
    captured(
        """
        users:
        - { sid: S-1-5-21-9-8-7-1104, name: 'PC\\eve', self: true, environment: { LOCALAPPDATA: 'C:\\Users\\eve.000\\Local' } }
        - { sid: S-1-5-21-9-8-7-1105, name: 'PC\\adam', environment: { LOCALAPPDATA: 'C:\\Users\\first\\Local' } }
        files: ['C:\\Users\\eve.000\\Local\\Microsoft\\Teams\\current\\Teams.exe']
        """,
        rule("teams", "software-present: { client: teams-classic }", "for: each-user"));
  }

  @Test
  void oddValuesAreJudgedTheSame() {
    for (String odd :
        List.of(
            "{ binary: '00' }",
            "{ binary: '01ff' }",
            "{ binary: 'fe' }",
            "{ none: '' }",
            "{ type: 1, bytes: '410042' }",
            "{ type: 7, bytes: '4100' }",
            "{ type: 7, bytes: '410000000000420000000000' }",
            "{ type: 4711, bytes: '00ff10' }",
            "{ type: 4, bytes: '0100' }",
            "{ type: 5, bytes: '00000002' }",
            "{ qword: 18446744073709551615 }",
            "{ texts: [a, b] }",
            "{ text: \"a\\0b\" }",
            "{ text: '' }",
            "{ expandable-text: '%ProgramFiles%' }")) {
      String machine =
          "registry: { 'HKLM\\SOFTWARE\\Contoso': { Mode: " + odd + ", '': { text: x } } }\n";
      for (String demanded :
          List.of(
              "{ binary: '00' }",
              "{ binary: '0000' }",
              odd.contains("\\0") || odd.contains("qword") ? "{ dword: 1 }" : odd)) {
        captured(
            machine,
            rule("exact", value("HKLM\\SOFTWARE\\Contoso", demanded)),
            rule(
                "number",
                "registry-number: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, at-most: 1 }"),
            rule(
                "list",
                "registry-list: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, contains: [b] }"),
            rule(
                "text",
                "registry-text: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, pattern: 'a' }"));
      }
    }
  }

  @Test
  void namesInOtherCaseAreOneValue() {
    captured(
        """
        users: [{ sid: S-1-5-21-9-8-7-1104, name: 'PC\\eve', self: true }]
        registry: { 'HKLM\\SOFTWARE\\Contoso': { Mode: { dword: 1 } } }
        """,
        rule(
            "one",
            "registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, value: { dword: 1 } }"),
        rule(
            "two",
            "registry-value: { key: 'HKLM\\software\\contoso', name: MODE, value: { dword: 2 } }",
            "for: each-user"));
  }

  @Test
  void deniedKeysStayDenied() {
    MachineFile captured =
        captured(
            """
            registry: { 'HKLM\\SOFTWARE\\Contoso\\Locked': { Mode: { dword: 1 } } }
            denied: ['HKLM\\SOFTWARE\\Contoso\\Locked', 'HKLM\\SOFTWARE\\Other']
            """,
            rule("locked", value("HKLM\\SOFTWARE\\Contoso\\Locked", "{ dword: 1 }")),
            rule("gone", "registry-key-absent: { key: 'HKLM\\SOFTWARE\\Contoso\\Locked' }"));

    assertThat(captured.toYaml()).contains("denied:").doesNotContain("Other");
  }

  @Test
  void bothViewsAreKeptWhereTheyLie() {
    String machine =
        """
        registry:
          'HKLM\\SOFTWARE\\Contoso': { Mode: { dword: 1 } }
          'HKLM\\SOFTWARE\\WOW6432Node\\Contoso': { Mode: { dword: 2 } }
        """;
    String[] rules = {
      rule(
          "wide",
          "registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, value: { dword: 1 }, view: 64 }"),
      rule(
          "narrow",
          "registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, value: { dword: 1 }, view: 32 }"),
      rule(
          "both",
          "registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: Mode, value: { dword: 2 }, view: both }")
    };

    assertThat(captured(machine, rules).toYaml()).contains("WOW6432Node");
    captured("machine: { architecture: x86 }\n" + machine, rules);
  }

  @Test
  void classesAreKeptWhereTheyLieThoughHkcrShowsThemTogether() {
    captured(
        """
        users:
        - { sid: S-1-5-21-9-8-7-1104, name: 'PC\\eve', self: true, registry: {
            'Software\\Classes\\conf': { '': { text: own } } } }
        - { sid: S-1-5-21-9-8-7-1105, name: 'PC\\adam' }
        registry: { 'HKLM\\SOFTWARE\\Classes\\conf': { '': { text: machine } } }
        """,
        rule(
            "merged",
            "registry-value: { key: 'HKCR\\conf', name: '', value: { text: own } }",
            "for: each-user"),
        rule("shared", "registry-value: { key: 'HKCR\\conf', name: '', value: { text: machine } }"),
        rule("tree", "registry-key-absent: { key: 'HKCR\\conf\\shell' }", "for: each-user"));
  }

  @Test
  void whoOwnsAValueIsKeptAlsoOfADefaultValue() {
    MachineFile captured =
        captured(
            """
            registry: { 'HKLM\\SOFTWARE\\Contoso': { '': { text: x }, Mode: { dword: 1 } } }
            owned: { 'HKLM\\SOFTWARE\\Contoso\\(Default)': MDM, 'HKLM\\SOFTWARE\\Contoso\\Mode': Group Policy }
            """,
            rule("mode", value("HKLM\\SOFTWARE\\Contoso", "{ dword: 2 }")),
            rule(
                "default",
                "registry-value: { key: 'HKLM\\SOFTWARE\\Contoso', name: '', value: { text: y } }"));

    assertThat(captured.toYaml()).contains("(Default): MDM", "Mode: Group Policy");
  }

  @Test
  void aPersonWithoutRightsCapturesTheirOwnSideOnly() {
    MachineFile captured =
        captured(
            """
            elevated: false
            users:
            - { sid: S-1-5-21-9-8-7-1104, name: 'PC\\eve', self: true }
            - { sid: S-1-5-21-9-8-7-1105, name: 'PC\\adam' }
            """,
            rule("mode", value("HKCU\\Software\\Contoso", "{ dword: 2 }"), "for: each-user"));

    assertThat(captured.toYaml()).contains("elevated: false").doesNotContain("user2", "1105");
  }

  @Test
  void ofAVaultOnlyWhatAPolicyIsAboutIsInIt() {
    MachineFile captured =
        captured(
            """
            now: '2026-11-21T08:00:00.000Z'
            users:
            - sid: S-1-5-21-9-8-7-1104
              name: 'PC\\eve'
              self: true
              registry: { 'Software\\Microsoft\\Office\\16.0\\Lync': { ServerSipUri: { text: eve@contoso.com } } }
              credentials:
              - { target: 'Microsoft_OC1:uri=eve@contoso.com:specific:OCS:1', account: eve@contoso.com }
              - { target: 'Microsoft_OC1:uri=adam@contoso.com:specific:OCS:1', account: adam@contoso.com }
              - { target: 'private:diary', account: eve@contoso.com }
            """,
            rule(
                "stale",
                "not: { all: [ { credential-absent: { targets:"
                    + " ['Microsoft_OC1:uri=${user.sip-address}:*'], account-is:"
                    + " ['${user.sip-address}'], older-than: 200d } } ] }",
                "for: each-user"));

    assertThat(captured.toYaml())
        .contains("Microsoft_OC1:uri=", ":specific:OCS:1", "2026-11-21T08:00:00.000Z")
        .doesNotContain("eve", "adam", "private", "diary");
  }

  @Test
  void whatAnEditorWouldNotShowIsEscaped() {
    MachineFile captured =
        captured(
            "registry: { 'HKLM\\SOFTWARE\\Contoso': { Mode: { text: \"a\\u202Eb\\u200Bc\\e\\u2028\\U000E0041\" } } }",
            rule("mode", value("HKLM\\SOFTWARE\\Contoso", "{ dword: 2 }")));

    assertThat(captured.toYaml())
        .contains("a\\u202Eb\\u200Bc\\e")
        .doesNotContainPattern("[\\p{Cf}\\p{Zl}\\x1B]");
  }

  private static String value(String key, String value) {
    return "registry-value: { key: '" + key + "', name: Mode, value: " + value + " }";
  }

  private MachineFile captured(String machine, String... rules) {
    return captured(
        MachineFile.read(machine),
        new TestBed(folder, machine).assignment(String.join("", rules), ONE_POLICY));
  }

  /** What is captured, as it is read back; judged the same by the same assignment. */
  private static MachineFile captured(MachineFile machine, Assignment assignment) {
    MachineFile captured =
        MachineFile.read(Capture.of(new MemoryWindows(machine), assignment).file().toYaml());
    assertThat(verdicts(captured, assignment)).isEqualTo(verdicts(machine, assignment));
    return captured;
  }

  static Map<String, String> verdicts(MachineFile machine, Assignment assignment) {
    MemoryWindows windows = new MemoryWindows(machine);
    List<String> order = windows.users().visible().stream().map(user -> user.sid()).toList();
    Map<String, String> verdicts = new TreeMap<>();
    for (Finding finding : new Judge(windows).judge(assignment, Progress.NONE)) {
      String subject =
          finding.user().map(user -> "#" + order.indexOf(user.sid())).orElse("machine");
      verdicts.put(finding.rule().id() + " " + subject, told(finding.verdict()));
    }
    return verdicts;
  }

  private static String told(Verdict verdict) {
    return verdict instanceof Verdict.Fail fail
        ? "Fail with " + fail.fix().size() + " changes"
        : verdict.getClass().getSimpleName();
  }
}
