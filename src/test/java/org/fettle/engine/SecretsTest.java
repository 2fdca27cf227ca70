package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.outcome;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.result;
import static org.fettle.engine.TestBed.rule;
import static org.fettle.engine.TestBed.value;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.fettle.check.Verdict;
import org.fettle.engine.Engine.Completed;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryListChange;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.RegistryValueChange;
import org.fettle.windows.Windows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way a secret could take into the journal, a plan or a captured machine, it is shut. */
class SecretsTest {
  private static final String KEY = "HKLM\\SOFTWARE\\Contoso\\Client";
  private static final String MACHINE =
      """
      machine: { name: LAP-1 }
      registry:
        'HKLM\\SOFTWARE\\Contoso\\Client':
          ProxyPassword: { text: hunter2 }
          Blob-Token: { binary: '68756e74657232' }
          Passcodes: { texts: [hunter2] }
          SavePassword: { dword: 1 }
        'HKLM\\SOFTWARE\\Contoso\\Client\\Passwords': { bob: { text: hunter2 } }
      """;
  private static final List<String> SPELLINGS =
      List.of(
          "hunter2",
          HexFormat.of().formatHex("hunter2".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
          HexFormat.of().formatHex("hunter2".getBytes(java.nio.charset.StandardCharsets.UTF_16LE)));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry-text: { key: 'KEY', name: ProxyPassword, pattern: '.+' }", // passes
        "registry-text: { key: 'KEY', name: ProxyPassword, pattern: 'x' }", // fails, without a fix
        "registry-text: { key: 'KEY', name: proxypassword, pattern: 'x', view: both }",
        "not: { registry-text: { key: 'KEY', name: ProxyPassword, pattern: '.+' } }",
        "not: { registry-text: { key: 'KEY', name: ProxyPassword, pattern: 'x' } }",
        "registry-number: { key: 'KEY', name: ProxyPassword, at-least: 1 }", // cannot be judged
        "registry-number: { key: 'KEY', name: Blob-Token, at-least: 1 }",
        "registry-number: { key: 'KEY', name: Passcodes, at-least: 1 }",
        "registry-value: { key: 'KEY', name: ProxyPassword, value: { dword: 1 } }",
        "registry-value-absent: { key: 'KEY', name: ProxyPassword }",
        "registry-value-absent: { key: 'KEY\\Passwords', name: bob }", // by its key's name
        "registry-text: { key: 'KEY\\Passwords', name: bob, pattern: '.+' }",
        "registry-key-absent: { key: 'KEY\\Passwords' }",
        "registry-key-absent: { key: 'KEY' }",
        "all: [ { registry-value-absent: { key: 'KEY', name: SavePassword } },"
            + " { registry-value-absent: { key: 'KEY', name: ProxyPassword } } ]",
        "any: [ { registry-number: { key: 'KEY', name: ProxyPassword, at-least: 1 } },"
            + " { registry-value-absent: { key: 'KEY', name: Passcodes } } ]",
      })
  void whateverACheckReadsOfASecretIsNotToldAndNotChanged(String written) throws IOException {
    String check = written.replace("KEY", KEY);
    TestBed bed = new TestBed(folder, MACHINE);
    String before = bed.yaml();
    Assignment asCheck = bed.assignment(rule("one", check), policies(automatic("one")));

    Plan plan = bed.plan(asCheck);
    Completed completed = bed.apply(asCheck);

    assertThat(plan.steps()).isEmpty();
    assertThat(outcome(completed, "one"))
        .isIn(Outcome.COMPLIANT, Outcome.REPORTED, Outcome.UNKNOWN);
    assertThat(bed.yaml()).isEqualTo(before);
    assertHidden(result(completed, "one").toString());
    assertHidden(Capture.of(bed.machine, asCheck).file().toYaml());

    Assignment asWhen =
        bed.assignment(
            rule("one", value(KEY, "Mode", "dword: 1"), "when: { " + check + " }"), policies(""));
    assertHidden(result(bed.apply(asWhen), "one").toString());
    assertHidden(Capture.of(bed.machine, asWhen).file().toYaml());
    assertHidden(journal());
  }

  @Test
  void aConditionThatReadsASecretDoesNotKeepItsRuleFromBeingFixed() {
    TestBed bed = new TestBed(folder, MACHINE);
    String when =
        "when: { registry-text: { key: '" + KEY + "', name: ProxyPassword, pattern: '.+' } }";
    Completed completed =
        bed.apply(
            bed.assignment(
                rule("one", value(KEY, "Mode", "dword: 1"), when), policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
  }

  @Test
  void aSettingAboutASecretIsShownAndFixed() {
    TestBed bed = new TestBed(folder, MACHINE);
    Completed completed =
        bed.apply(
            bed.assignment(
                rule("one", value(KEY, "SavePassword", "dword: 0")), policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.FIXED);
    assertThat(result(completed, "one").finding().verdict().toString()).contains("1 (dword)");
  }

  @Test
  void aSecretThatAFixWouldLeaveIsWithheldThoughNoneWasRead() {
    WatchedWindows seen = new WatchedWindows(new TestBed(folder, MACHINE).machine);
    Optional<RegistryValue> secret = Optional.of(RegistryValue.text("hunter2"));
    RegistryKey key = RegistryKey.parse(KEY);
    for (var change :
        List.of(
            new RegistryValueChange(key, "NewPassword", Optional.empty(), secret),
            new RegistryValueChange(key, "NewPassword", secret, Optional.empty()),
            new RegistryValueChange(key.child("Passwords"), "bob", Optional.empty(), secret),
            new RegistryListChange(key, "Tokens", ",", Optional.empty(), secret))) {
      Verdict verdict =
          Secrets.withhold(new Verdict.Fail("hunter2", "absent", List.of(change)), seen);
      assertHidden(verdict.toString());
      assertThat(((Verdict.Fail) verdict).fix()).isEmpty();
    }
  }

  @Test
  void whatFailsInsideACheckDoesNotTellEither() {
    TestBed bed = new TestBed(folder, MACHINE);
    Windows windows = bed.machine;
    WatchedWindows seen = new WatchedWindows(windows);
    assertThat(seen.values(RegistryKey.parse(KEY + "\\Passwords"))).hasSize(1);
    assertHidden(Secrets.withhold(new Verdict.Error("found hunter2"), seen).toString());
    assertHidden(Secrets.withhold(new Verdict.NotApplicable("found hunter2"), seen).toString());
  }

  private String journal() throws IOException {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("journal"))) {
      for (Path file : files) {
        text.append(Files.readString(file));
      }
    }
    assertThat(text).contains("Title of one");
    return text.toString();
  }

  private static void assertHidden(String text) {
    assertThat(text).doesNotContainIgnoringCase(SPELLINGS.toArray(String[]::new));
  }
}
