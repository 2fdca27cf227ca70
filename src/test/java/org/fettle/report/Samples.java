package org.fettle.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fettle.check.Verdict;
import org.fettle.journal.Entry;
import org.fettle.journal.Event;
import org.fettle.journal.Event.About;
import org.fettle.journal.Event.Command;
import org.fettle.journal.Event.PolicyInForce;
import org.fettle.journal.Event.Purpose;
import org.fettle.journal.Outcome;
import org.fettle.journal.Subject;
import org.fettle.policy.Rule.Severity;
import org.fettle.windows.Change;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryKeyChange;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;

/** Runs as the engine writes them down, for the golden files. */
final class Samples {
  static final String CHECK = "20261121T213000-7f3a";
  static final String APPLY = "20261121T214500-0b1c";
  static final String ROLLBACK = "20261122T080000-9d2e";
  static final String INTERRUPTED = "20261122T090000-4c4c";

  private static final String SID = "S-1-5-21-1004336348-1177238915-682003330-1104";
  private static final Subject MACHINE = Subject.machine("LAP-0117");
  private static final Subject ANNA = new Subject(Optional.of(SID), "CONTOSO\\anna");
  private static final Subject AWAY =
      new Subject(Optional.of("S-1-5-21-1004336348-1177238915-682003330-1188"), "CONTOSO\\bo");
  private static final RegistryKey LYNC =
      RegistryKey.parse("HKLM\\SOFTWARE\\Policies\\Microsoft\\Office\\16.0\\Lync");

  private static final Rule TRUST =
      new Rule(
          about("lync-trust", "1.2.0", "trust-model-data-2016", MACHINE),
          "The client trusts the organisation's sign-in servers",
          Severity.MEDIUM);
  private static final Rule TLS =
      new Rule(
          about("client-crypto", "1.0.1", "tls-12-enabled", MACHINE),
          "Windows offers TLS 1.2 to servers",
          Severity.HIGH);
  private static final Rule GUID =
      new Rule(
          about("client-crypto", "1.0.1", "machine-guid-plain", MACHINE),
          "MachineGuid has no braces around it",
          Severity.CRITICAL);
  private static final Rule ADD_IN =
      new Rule(
          about("outlook-add-ins", "2.0.0", "meeting-add-in-loads", ANNA),
          "The Teams meeting add-in is loaded when Outlook starts",
          Severity.MEDIUM);
  private static final Rule RESILIENCY =
      new Rule(
          about("outlook-add-ins", "2.0.0", "no-disabled-items", ANNA),
          "Outlook has not put the add-in on its list of disabled items",
          Severity.LOW);
  private static final Rule ADD_IN_OF_BO =
      new Rule(
          about("outlook-add-ins", "2.0.0", "meeting-add-in-loads", AWAY),
          "The Teams meeting add-in is loaded when Outlook starts",
          Severity.MEDIUM);
  private static final Rule HANDLER =
      new Rule(
          about("meeting-join", "1.0.0", "conf-handler", ANNA),
          "Meeting links open in the client that is installed",
          Severity.HIGH);
  private static final Rule OLD_KEY =
      new Rule(
          about("lync-trust", "1.2.0", "no-2010-leftovers", MACHINE),
          "No settings of Lync 2010 are left over",
          Severity.LOW);

  private static final List<Change> TRUST_FIX =
      List.of(
          new RegistryKeyChange(LYNC, false, true),
          new RegistryListChange(
              LYNC,
              "TrustModelData",
              ",",
              Optional.empty(),
              Optional.of(
                  RegistryValue.text(
                      "lync.com, outlook.com, lync.glbdns.microsoft.com, microsoftonline.com,"
                          + " contoso.com"))));
  private static final List<Change> TLS_FIX =
      List.of(
          new RegistryValueChange(
              RegistryKey.parse(
                  "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL"
                      + "\\Protocols\\TLS 1.2\\Client"),
              "Enabled",
              Optional.of(RegistryValue.dword(0)),
              Optional.of(RegistryValue.dword(1))));
  private static final List<Change> ADD_IN_FIX =
      List.of(
          new RegistryValueChange(
              RegistryKey.parse(
                  "HKCU\\Software\\Microsoft\\Office\\Outlook\\Addins\\TeamsAddin.FastConnect"),
              "LoadBehavior",
              Optional.of(RegistryValue.dword(2)),
              Optional.of(RegistryValue.dword(3))));
  private static final List<Change> GUID_FIX =
      List.of(
          new RegistryValueChange(
              RegistryKey.parse("HKLM\\SOFTWARE\\Microsoft\\Cryptography"),
              "MachineGuid",
              Optional.of(RegistryValue.text("{6f0c4f8e-38a5-4c77-8f53-6e4d2a6b1c11}")),
              Optional.of(RegistryValue.text("6f0c4f8e-38a5-4c77-8f53-6e4d2a6b1c11"))));

  private final List<Entry> entries = new ArrayList<>();
  private Instant now;
  private String run = "";

  private Samples(String start) {
    now = Instant.parse(start);
  }

  private record Rule(About about, String title, Severity severity) {}

  /** All that was judged is in order. */
  static List<Entry> clean() {
    Samples clean = new Samples("2026-11-21T21:30:00.012Z");
    clean.start(CHECK, Command.CHECK, "head-office");
    clean.judged(TRUST, new Verdict.Pass("the list holds all 5 domains"), "head-office: automatic");
    clean.judged(TLS, new Verdict.Pass("1 (dword)"), "");
    clean.judged(HANDLER, new Verdict.NotApplicable("Lync 2013 is not installed"), "");
    clean.concluded(TRUST, Outcome.COMPLIANT, "");
    clean.concluded(TLS, Outcome.COMPLIANT, "");
    clean.concluded(HANDLER, Outcome.SKIPPED, "Lync 2013 is not installed.");
    clean.end(false, Map.of(Outcome.COMPLIANT, 2, Outcome.SKIPPED, 1));
    return clean.entries;
  }

  /** A check that found a mess. */
  static List<Entry> messy() {
    Samples messy = new Samples("2026-11-21T21:30:00.012Z");
    messy.start(CHECK, Command.CHECK, "head-office");
    messy.judged(TRUST, trust(), "head-office: automatic");
    messy.judged(TLS, tls(), "");
    messy.judged(GUID, guid(), "head-office: manual");
    messy.judged(
        HANDLER,
        new Verdict.Fail(
            "conf: links are opened by Microsoft Lync",
            "opened by C:\\Program Files (x86)\\Skype\\Phone\\Skype.exe, which does not exist",
            List.of()),
        "");
    messy.judged(
        ADD_IN, new Verdict.Error("Cannot read HKCU\\Software\\X: access denied (5)."), "");
    messy.judged(ADD_IN_OF_BO, new Verdict.NotApplicable("CONTOSO\\bo is not signed in"), "");
    messy.judged(RESILIENCY, new Verdict.Pass("absent"), "");
    messy.judged(OLD_KEY, new Verdict.NotApplicable("Lync 2010 was never installed"), "");
    messy.concluded(TRUST, Outcome.REPORTED, "");
    messy.concluded(TLS, Outcome.REPORTED, "");
    messy.concluded(GUID, Outcome.REPORTED, "");
    messy.concluded(HANDLER, Outcome.REPORTED, "There is no automatic fix.");
    messy.concluded(ADD_IN, Outcome.UNKNOWN, "Cannot read HKCU\\Software\\X: access denied (5).");
    messy.concluded(ADD_IN_OF_BO, Outcome.DEFERRED, "CONTOSO\\bo is not signed in.");
    messy.concluded(RESILIENCY, Outcome.COMPLIANT, "");
    messy.concluded(OLD_KEY, Outcome.SKIPPED, "Lync 2010 was never installed.");
    messy.end(false, Map.of(Outcome.REPORTED, 4, Outcome.UNKNOWN, 1));
    return messy.entries;
  }

  /** An apply in which every outcome occurs. */
  static List<Entry> applied() {
    Samples applied = new Samples("2026-11-21T21:45:00.500Z");
    applied.start(APPLY, Command.APPLY, "head-office");
    applied.judged(TRUST, trust(), "head-office: automatic");
    applied.judged(TLS, tls(), "head-office: automatic");
    applied.judged(GUID, guid(), "head-office: manual");
    applied.judged(
        HANDLER, new Verdict.Fail("Lync opens conf: links", "nothing does", List.of()), "");
    applied.judged(
        ADD_IN,
        new Verdict.Fail("3 (dword) or more", "2 (dword)", ADD_IN_FIX),
        "head-office: automatic");
    applied.judged(ADD_IN_OF_BO, new Verdict.NotApplicable("CONTOSO\\bo is not signed in"), "");
    applied.judged(RESILIENCY, new Verdict.Pass("absent"), "head-office: automatic");
    applied.judged(
        OLD_KEY, new Verdict.Error("Cannot read HKLM\\SOFTWARE\\X: access denied (5)."), "");
    Rule skipped =
        new Rule(about("lync-trust", "1.2.0", "trust-2013", MACHINE), "Lync 2013", Severity.LOW);
    applied.judged(skipped, new Verdict.NotApplicable("Lync 2013 is not installed"), "");

    applied.intended(1, TRUST, Purpose.FIX, TRUST_FIX.get(0), "");
    applied.add(new Event.Applied(1));
    applied.intended(2, TRUST, Purpose.FIX, TRUST_FIX.get(1), "");
    applied.add(new Event.Applied(2));
    applied.concluded(TRUST, Outcome.FIXED, "");
    applied.intended(3, TLS, Purpose.FIX, TLS_FIX.get(0), "");
    applied.add(new Event.Applied(3));
    applied.intended(4, TLS, Purpose.UNDO, TLS_FIX.get(0).inverse(), APPLY + "/3");
    applied.add(new Event.Applied(4));
    applied.concluded(
        TLS, Outcome.ROLLED_BACK, "The check does not pass after the fix: found 0 (dword).");
    applied.intended(5, GUID, Purpose.FIX, GUID_FIX.get(0), "");
    applied.add(new Event.Applied(5));
    applied.intended(6, GUID, Purpose.UNDO, GUID_FIX.get(0).inverse(), APPLY + "/5");
    applied.add(new Event.Refused(6, "Cannot write MachineGuid: access denied (5)."));
    applied.concluded(
        GUID,
        Outcome.FAILED,
        "The check does not pass after the fix: found nothing. It could not be taken back: Cannot"
            + " write MachineGuid: access denied (5).");
    applied.concluded(HANDLER, Outcome.REPORTED, "There is no automatic fix.");
    applied.concluded(
        ADD_IN, Outcome.BLOCKED, "outlook.exe is running; it is tried again once closed.");
    applied.concluded(ADD_IN_OF_BO, Outcome.DEFERRED, "CONTOSO\\bo is not signed in.");
    applied.concluded(RESILIENCY, Outcome.COMPLIANT, "");
    applied.concluded(
        OLD_KEY, Outcome.UNKNOWN, "Cannot read HKLM\\SOFTWARE\\X: access denied (5).");
    applied.concluded(skipped, Outcome.SKIPPED, "Lync 2013 is not installed.");
    applied.end(false, Map.of(Outcome.FIXED, 1));
    return applied.entries;
  }

  /** A rollback of two changes, one of which somebody else had changed since. */
  static List<Entry> rolledBack() {
    Samples back = new Samples("2026-11-22T08:00:00.000Z");
    back.start(ROLLBACK, Command.ROLLBACK, "");
    back.intended(1, TRUST, Purpose.ROLLBACK, TRUST_FIX.get(1).inverse(), APPLY + "/2");
    back.add(new Event.Applied(1));
    back.intended(2, TRUST, Purpose.ROLLBACK, TRUST_FIX.get(0).inverse(), APPLY + "/1");
    back.add(new Event.Applied(2));
    back.concluded(TRUST, Outcome.ROLLED_BACK, "");
    back.concluded(
        GUID,
        Outcome.FAILED,
        "HKLM\\SOFTWARE\\Microsoft\\Cryptography\\MachineGuid was changed since by somebody else and"
            + " is left as it is.");
    back.end(false, Map.of(Outcome.ROLLED_BACK, 2, Outcome.FAILED, 1));
    return back.entries;
  }

  /** An apply that died in the middle of a fix and was not picked up yet. */
  static List<Entry> killed() {
    Samples killed = new Samples("2026-11-22T09:00:00.000Z");
    killed.start(INTERRUPTED, Command.APPLY, "head-office");
    killed.judged(TRUST, trust(), "head-office: automatic");
    killed.judged(TLS, tls(), "head-office: automatic");
    killed.judged(RESILIENCY, new Verdict.Pass("absent"), "");
    killed.intended(1, TRUST, Purpose.FIX, TRUST_FIX.get(0), "");
    killed.add(new Event.Applied(1));
    killed.intended(2, TRUST, Purpose.FIX, TRUST_FIX.get(1), "");
    return killed.entries;
  }

  /** The same, after the next start settled it. */
  static List<Entry> recovered() {
    Samples recovered = new Samples("2026-11-22T09:07:00.000Z");
    recovered.run = INTERRUPTED;
    recovered.entries.addAll(killed());
    recovered.intended(3, TRUST, Purpose.UNDO, TRUST_FIX.get(0).inverse(), INTERRUPTED + "/1");
    recovered.add(new Event.Applied(3));
    recovered.concluded(
        TRUST, Outcome.ROLLED_BACK, "The run was interrupted. What it had begun was taken back.");
    recovered.end(true, Map.of(Outcome.ROLLED_BACK, 1));
    return recovered.entries;
  }

  /** A machine that tries to deceive its admin. */
  static List<Entry> hostile() {
    String ansi = "\u001B[2J\u001B[31mall is well\u001B[0m";
    String markup = "<script>alert('x')</script>]]>&amp;\"";
    RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE\\" + "long name ".repeat(20).strip());
    Samples hostile = new Samples("2026-11-21T21:30:00.012Z");
    hostile.run = "20261121T213000-" + markup;
    hostile.add(
        new Event.RunStarted(
            Command.CHECK,
            "CONTOSO\\\u202Eanimda",
            "0.1.0",
            "LAP\u0007\n" + markup,
            Optional.of(markup),
            List.of(new PolicyInForce("=cmd|'/c calc'!A1", "1.0.0", "ab".repeat(32)))));
    Rule first =
        new Rule(
            about("=cmd|'/c calc'!A1", "1.0.0", "-1+1", new Subject(Optional.of(SID), ansi)),
            "桌面客户端信任组织的登录服务器，否则首次登录时会出现警告，用户不得不自行决定是否继续连接到该服务器。",
            Severity.HIGH);
    hostile.judged(
        first,
        new Verdict.Fail(
            markup,
            "a\u0000b\tc\r\nd\u2028e \u202Egpj.exe\u202C \uD800 \uFEFF\u00A0\u200B \uFFFE é 😀",
            List.of(
                new RegistryValueChange(
                    key,
                    "\u202E" + markup,
                    Optional.of(RegistryValue.text("x".repeat(70_000))),
                    Optional.of(RegistryValue.texts(List.of("값이 바뀌었습니다", "ひらがな", ansi)))))),
        "@SUM(1)");
    hostile.concluded(first, Outcome.REPORTED, "\u001B]0;title\u0007" + "very ".repeat(100_000));
    Rule second =
        new Rule(about("=cmd|'/c calc'!A1", "1.0.0", "+2", MACHINE), "W".repeat(300), Severity.LOW);
    hostile.judged(second, new Verdict.Error("\t=1+1\uDC00"), "");
    hostile.concluded(second, Outcome.UNKNOWN, "\t=1+1\uDC00");
    hostile.end(false, Map.of(Outcome.REPORTED, 1));
    return hostile.entries;
  }

  /** Everything that ever happened on one machine. */
  static List<Entry> journal() {
    List<Entry> journal = new ArrayList<>();
    journal.addAll(messy());
    journal.addAll(applied());
    journal.addAll(rolledBack());
    journal.add(
        new Entry(
            1,
            Instant.parse("2026-11-22T09:06:59.000Z"),
            "recovery",
            new Event.TornRecord("{\"se")));
    journal.addAll(recovered());
    return journal;
  }

  /** The words of two rules, as the command line has them where the policies are at hand. */
  static Function<About, Optional<RuleText>> texts() {
    return about ->
        switch (about.rule()) {
          case "trust-model-data-2016" ->
              Optional.of(
                  new RuleText(
                      "Without it the first sign-in asks \"cannot verify that the server is trusted"
                          + " for your sign-in address. Connect anyway?\"",
                      ""));
          case "conf-handler" ->
              Optional.of(
                  new RuleText(
                      "A click on a meeting link opens nothing, or the wrong client.",
                      "Open Settings, Apps, Default apps and choose Lync for conf links; Windows lets"
                          + " only the user do that."));
          default -> Optional.empty();
        };
  }

  private static Verdict trust() {
    return new Verdict.Fail(
        "a list with lync.com, outlook.com, lync.glbdns.microsoft.com, microsoftonline.com,"
            + " contoso.com",
        "absent",
        TRUST_FIX);
  }

  private static Verdict tls() {
    return new Verdict.Fail("1 (dword)", "0 (dword)", TLS_FIX);
  }

  private static Verdict guid() {
    return new Verdict.Fail(
        "a GUID without braces", "\"{6f0c4f8e-38a5-4c77-8f53-6e4d2a6b1c11}\" (text)", GUID_FIX);
  }

  private static About about(String policy, String version, String rule, Subject subject) {
    return new About(policy, version, rule, subject);
  }

  private void start(String id, Command command, String assignment) {
    run = id;
    List<PolicyInForce> policies =
        List.of(
            new PolicyInForce("lync-trust", "1.2.0", "3f".repeat(32)),
            new PolicyInForce("client-crypto", "1.0.1", "9a".repeat(32)),
            new PolicyInForce("outlook-add-ins", "2.0.0", "c4".repeat(32)),
            new PolicyInForce("meeting-join", "1.0.0", "07".repeat(32)));
    add(
        new Event.RunStarted(
            command,
            "CONTOSO\\adele",
            "0.1.0",
            "LAP-0117",
            Optional.of(assignment).filter(id2 -> !id2.isEmpty()),
            assignment.isEmpty() ? List.of() : policies));
  }

  private void judged(Rule rule, Verdict verdict, String optIn) {
    add(
        new Event.Judged(
            rule.about(),
            rule.title(),
            rule.severity(),
            verdict,
            Optional.of(optIn).filter(text -> !text.isEmpty())));
  }

  private void intended(int number, Rule rule, Purpose purpose, Change change, String undoes) {
    add(
        new Event.Intended(
            number,
            rule.about(),
            purpose,
            change,
            Optional.of(undoes).filter(text -> !text.isEmpty())));
  }

  private void concluded(Rule rule, Outcome outcome, String reason) {
    add(new Event.Concluded(rule.about(), outcome, reason));
  }

  private void end(boolean interrupted, Map<Outcome, Integer> outcomes) {
    add(new Event.RunEnded(outcomes, interrupted));
  }

  private void add(Event event) {
    entries.add(new Entry(entries.size() + 1, now, run, event));
    now = now.plusMillis(37);
  }
}
