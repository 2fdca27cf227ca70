package org.fettle.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped packs on a Windows whose registry other programs have prepared: the command line
 * judges, plans, fixes and takes back, and Windows' own programs tell what is there.
 */
class RoundTripIT {
  private static final Path LOGS = Path.of("target", "wine-reports", "round-trip");
  private static final List<String> ROOTS = List.of("HKLM", "HKCU", "HKU", "HKCR");

  private static final String LYNC =
      "\"C:\\\\Program Files\\\\Microsoft Office\\\\root"
          + "\\\\Office16\\\\lync.exe\\\" \\\"%1\\\"\"";
  private static final String OFFICE = "Program Files/Microsoft Office/root/Office16/";
  private static final String LISTS = "HKEY_LOCAL_MACHINE\\Software\\Policies\\Microsoft\\Office";
  private static final String ADD_INS =
      "HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Office\\Outlook\\Addins\\UCAddin.LyncAddin.1";
  private static final String OWN_ADD_INS =
      "Software\\Microsoft\\Office\\Outlook\\Addins\\TeamsAddin.FastConnect";
  private static final String CRYPTOGRAPHY =
      "HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Cryptography";
  private static final String GUID = "c1cbd94c-0d35-414c-89ef-dd092b984883";

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "It would change this very machine.")
  void whatOtherProgramsPreparedIsFixedAndComesBackByteForByte() throws Exception {
    Optional<String> missing = Wine.prepare(LOGS.resolve("prepare.log"));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    try (WinePrefix windows = WinePrefix.make(LOGS)) {
      prepare(windows);
      String sid = userOf(windows);
      // The first random number that Java draws in a Windows makes a key container, which Wine
      // keeps
      // in the registry. JNA draws one when it unpacks its library, so that happens here without
      // Fettle, and nothing has to be left out of the comparison.
      windows.ok("java", "-cp", Wine.classPath(), "com.sun.jna.Native");
      List<RegistryExport> before = export(windows, "before");
      windows.ok("java", "-version");
      assertThat(changed(before, export(windows, "control")))
          .as("what changes in the registry while Fettle does nothing")
          .isEmpty();

      Wine.Run first = fettle(windows, 1, "check", "--assignment", assignment());
      assertThat(first.output())
          .as("the findings about the user of this session")
          .anyMatch(line -> line.contains("(" + sid + ")"));
      Path plan = folder.resolve("plan.json");
      fettle(windows, 1, "plan", "--assignment", assignment(), "--out", Wine.windowsPath(plan));
      assertThat(changed(before, export(windows, "planned")))
          .as("what judging and planning changed")
          .isEmpty();

      fettle(
          windows,
          0,
          "apply",
          "--yes",
          "--assignment",
          assignment(),
          "--plan",
          Wine.windowsPath(plan));
      hasWhatWasOptedInto(windows);
      List<RegistryExport> after = export(windows, "after");
      hasChangedNothingElse(before, after, sid);
      fettle(windows, 0, "check", "--assignment", assignment());
      fettle(windows, 0, "apply", "--yes", "--assignment", assignment());
      assertThat(changed(after, export(windows, "again"))).as("what a second apply did").isEmpty();

      fettle(windows, 0, "rollback", "--yes");
      assertThat(changed(before, export(windows, "back"))).as("what is not as before").isEmpty();
      Wine.Run last = fettle(windows, 1, "check", "--assignment", assignment());
      assertThat(findings(last)).isEqualTo(findings(first));
      assertThat(fettle(windows, 0, "journal", "verify").output()).isNotEmpty();
    }
  }

  private static void prepare(WinePrefix windows) throws IOException, InterruptedException {
    windows.file(OFFICE + "lync.exe");
    windows.file(OFFICE + "OUTLOOK.EXE");
    windows.ok("run", "reg", "add", ADD_INS, "/v", "LoadBehavior", "/t", "REG_DWORD", "/d", "2");
    windows.ok(
        "run", "reg", "add", CRYPTOGRAPHY, "/v", "MachineGuid", "/d", "{" + GUID + "}", "/f");
    windows.ok(
        "run",
        "reg",
        "add",
        LISTS + "\\16.0\\Lync",
        "/v",
        "SavePassword",
        "/t",
        "REG_QWORD",
        "/d",
        "1");
    StringBuilder text = new StringBuilder();
    for (String scheme : List.of("conf", "sip", "sips", "im")) {
      text.append(
          """
          [HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\%1$s]
          "URL Protocol"=""
          [HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\%1$s\\shell\\open\\command]
          @="\\%2$s
          """
              .formatted(scheme, LYNC));
    }
    text.append(
        """
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\.ocsmeet]
        @="Lync.ocsmeet"
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\Lync.ocsmeet\\shell\\open\\command]
        @="\\%s
        [HKEY_CURRENT_USER\\Software\\Classes\\.ocsmeet]
        @="Old.ocsmeet"
        [HKEY_CURRENT_USER\\Software\\Classes\\Old.ocsmeet\\shell\\open\\command]
        @="C:\\\\gone.exe"
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Office\\16.0\\Lync]
        "TrustModelData"="Outlook.com,lync.com, пример.рф"
        [HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\Outlook\\Addins\\TeamsAddin.FastConnect]
        "LoadBehavior"=hex(1234):02,00,ff
        "FriendlyName"="会議 ☃"
        [HKEY_CURRENT_USER\\Software\\Contoso\\Остатки 残り]
        @="Ünï ☃ 日本語"
        "back\\\\slash"=hex(1234):01,02,ff
        "none"=hex(0):
        "qword"=hex(b):ff,ff,ff,ff,ff,ff,ff,7f
        "many"=hex(7):61,00,00,00,0f,04,00,00,00,00
        "expandable"=hex(2):25,00,54,00,45,00,4d,00,50,00,25,00,00,00
        "日本"=dword:00000007
        [HKEY_CURRENT_USER\\Software\\Contoso\\Остатки 残り\\Deep\\Empty]
        """
            .formatted(LYNC));
    windows.regedit(text.toString());
  }

  /** The SID of who is signed in, as Windows has it. */
  private static String userOf(WinePrefix windows) throws IOException, InterruptedException {
    List<String> sids =
        windows.ok("run", "reg", "query", "HKU").output().stream()
            .filter(line -> line.matches("HKEY_USERS\\\\S-1-5-21-[0-9-]+"))
            .map(line -> line.substring("HKEY_USERS\\".length()))
            .toList();
    assertThat(sids).as("hives of people").hasSize(1);
    return sids.getFirst();
  }

  private String assignment() throws IOException {
    Files.writeString(
        folder.resolve("leftovers.yaml"),
        """
        policy: leftovers
        version: 1.0.0
        title: What an old program left behind
        rules:
          - id: leftovers-user
            title: Nothing is left of the old program
            why: Its key holds values of every type.
            severity: low
            for: each-user
            check:
              registry-key-absent: { key: 'HKCU\\Software\\Contoso\\Остатки 残り' }
        """);
    Path file = folder.resolve("assignment.yaml");
    Files.writeString(
        file,
        """
        assignment: round-trip
        policies:
          - policy: client-crypto
            fix: { machine-guid: manual }
          - policy: lync-trust
            parameters: { trusted-domains: [contoso.com] }
            fix: { trust-2016: automatic }
          - policy: meeting-join-associations
            fix: { ocsmeet-user: automatic }
          - policy: outlook-add-ins
            fix: { teams-add-in: automatic, meeting-add-in-machine: automatic }
          - policy: leftovers
            fix: { leftovers-user: automatic }
        """);
    return Wine.windowsPath(file);
  }

  private Wine.Run fettle(WinePrefix windows, int exitCode, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", Wine.windowsPath(folder.resolve("state"))));
    if (all.contains("--assignment")) {
      all.addAll(List.of("--policies", Wine.windowsPath(Path.of("policies"))));
    }
    Wine.Run run = windows.run("fettle", all.toArray(String[]::new));
    assertThat(run.exitCode())
        .as("fettle %s:\n%s", String.join(" ", all), run.end())
        .isEqualTo(exitCode);
    return run;
  }

  private static void hasWhatWasOptedInto(WinePrefix windows)
      throws IOException, InterruptedException {
    windows.has(CRYPTOGRAPHY, "MachineGuid", "REG_SZ", GUID);
    windows.has(ADD_INS, "LoadBehavior", "REG_DWORD", "0x3");
    windows.has("HKEY_CURRENT_USER\\" + OWN_ADD_INS, "LoadBehavior", "REG_DWORD", "0x3");
    windows.hasNot("HKEY_CURRENT_USER\\Software\\Classes\\.ocsmeet");
    assertThat(windows.ok("run", "reg", "query", "HKEY_CURRENT_USER\\Software\\Contoso").output())
        .allMatch(String::isEmpty);
  }

  /** Compares all of the machine's and all users' keys, which nothing else was to be done to. */
  private static void hasChangedNothingElse(
      List<RegistryExport> before, List<RegistryExport> after, String sid) {
    String user = "HKEY_USERS\\" + sid + "\\Software\\";
    String leftovers = user + "Contoso\\Остатки 残り";
    String list = "\\16.0\\Lync | \"TrustModelData\"=\"Outlook.com,lync.com, пример.рф";
    String added = ", lync.glbdns.microsoft.com, microsoftonline.com, contoso.com";
    // The policies of 32-bit programs are the same keys, so they are exported twice.
    String again = LISTS.replace("\\Software", "\\Software\\Wow6432Node");
    assertThat(before.get(0).without(after.get(0)))
        .containsExactlyInAnyOrder(
            CRYPTOGRAPHY + " | \"MachineGuid\"=\"{" + GUID + "}\"",
            ADD_INS + " | \"LoadBehavior\"=dword:00000002",
            LISTS + list + "\"",
            again + list + "\"");
    assertThat(after.get(0).without(before.get(0)))
        .containsExactlyInAnyOrder(
            CRYPTOGRAPHY + " | \"MachineGuid\"=\"" + GUID + "\"",
            ADD_INS + " | \"LoadBehavior\"=dword:00000003",
            LISTS + list + added + "\"",
            again + list + added + "\"");
    assertThat(before.get(2).without(after.get(2)))
        .containsExactlyInAnyOrder(
            user + "Classes\\.ocsmeet",
            user + "Classes\\.ocsmeet | @=\"Old.ocsmeet\"",
            "HKEY_USERS\\" + sid + "\\" + OWN_ADD_INS + " | \"LoadBehavior\"=hex(1234):02,00,ff",
            leftovers,
            leftovers + " | @=\"Ünï ☃ 日本語\"",
            leftovers + " | \"back\\\\slash\"=hex(1234):01,02,ff",
            leftovers + " | \"none\"=hex(0):",
            leftovers + " | \"qword\"=hex(b):ff,ff,ff,ff,ff,ff,ff,7f",
            leftovers + " | \"many\"=hex(7):61,00,00,00,0f,04,00,00,00,00",
            leftovers + " | \"expandable\"=hex(2):25,00,54,00,45,00,4d,00,50,00,25,00,00,00",
            leftovers + " | \"日本\"=dword:00000007",
            leftovers + "\\Deep",
            leftovers + "\\Deep\\Empty");
    assertThat(after.get(2).without(before.get(2)))
        .containsExactlyInAnyOrder(
            "HKEY_USERS\\" + sid + "\\" + OWN_ADD_INS + " | \"LoadBehavior\"=dword:00000003");
  }

  private List<RegistryExport> export(WinePrefix windows, String name)
      throws IOException, InterruptedException {
    List<RegistryExport> exports = new ArrayList<>();
    for (String root : ROOTS) {
      exports.add(RegistryExport.of(windows, root, folder.resolve(name + "-" + root + ".reg")));
    }
    return exports;
  }

  /** The roots that are not the same, byte for byte, and what differs in them. */
  private static List<String> changed(List<RegistryExport> before, List<RegistryExport> after) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < ROOTS.size(); i++) {
      if (!before.get(i).isSameAs(after.get(i))) {
        changed.add(
            "%s: gone %s, new %s"
                .formatted(
                    ROOTS.get(i),
                    before.get(i).without(after.get(i)),
                    after.get(i).without(before.get(i))));
      }
    }
    return changed;
  }

  /** What a check printed, without its times and the name of its run. */
  private static String findings(Wine.Run check) {
    return check.output().stream()
        .filter(line -> !line.matches("  (Started|Ended) .*"))
        .map(line -> line.replaceAll("run \\d{8}T\\d{6}-[0-9a-f]{4}", "run"))
        .collect(Collectors.joining("\n"));
  }
}
