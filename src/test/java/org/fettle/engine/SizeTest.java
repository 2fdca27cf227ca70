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
import org.fettle.engine.Engine.Completed;
import org.fettle.journal.Outcome;
import org.fettle.policy.Assignment;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.memory.MemoryRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody fills the journal by writing something large where a policy looks. */
class SizeTest {
  private static final String PATH = "HKCU\\Software\\Contoso\\Client";
  private static final RegistryKey KEY = RegistryKey.parse(PATH);
  private static final String MACHINE =
      "registry: { 'HKCU\\Software\\Contoso\\Client': { Small: { dword: 7 } } }\n";

  @TempDir private Path folder;

  @Test
  void aValueThatIsTooLargeIsNotJudgedAndStopsNothing() throws IOException {
    TestBed bed = new TestBed(folder, MACHINE);
    users(bed).set(KEY, "Big", binary(WatchedWindows.LARGEST_VALUE + 1));
    String rules =
        rule("exact", value(PATH, "Big", "dword: 1"), "for: each-user")
            + rule("gone", "registry-key-absent: { key: '" + PATH + "' }", "for: each-user")
            + rule("small", value(PATH, "Small", "dword: 1"), "for: each-user");
    Assignment assignment = bed.assignment(rules, policies(automatic("exact", "gone", "small")));

    Completed completed = bed.apply(assignment);

    assertThat(outcome(completed, "exact")).isEqualTo(Outcome.UNKNOWN);
    assertThat(result(completed, "exact").reason())
        .isEqualTo(PATH + "\\Big holds 1048577 bytes; a value of more than 1048576 is not judged.");
    assertThat(outcome(completed, "gone")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(completed, "small")).isEqualTo(Outcome.FIXED);
    assertThat(journalSize()).isLessThan(20_000);
  }

  @Test
  void theLargestValueIsJudgedFixedAndTakenBack() {
    TestBed bed = new TestBed(folder, MACHINE);
    users(bed).set(KEY, "Big", binary(WatchedWindows.LARGEST_VALUE));
    String before = bed.yaml();
    Assignment assignment =
        bed.assignment(
            rule("exact", value(PATH, "Big", "dword: 1"), "for: each-user"),
            policies(automatic("exact")));

    assertThat(outcome(bed.apply(assignment), "exact")).isEqualTo(Outcome.FIXED);
    bed.rollback();

    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void manyLargeValuesAreTooMuchForOneFix() throws IOException {
    TestBed bed = new TestBed(folder, MACHINE);
    for (int number = 0; number < 5; number++) {
      users(bed).set(KEY, "Big" + number, binary(WatchedWindows.LARGEST_VALUE));
    }
    Completed completed =
        bed.apply(
            bed.assignment(
                rule("gone", "registry-key-absent: { key: '" + PATH + "' }", "for: each-user"),
                policies(automatic("gone"))));

    assertThat(outcome(completed, "gone")).isEqualTo(Outcome.UNKNOWN);
    assertThat(result(completed, "gone").reason()).contains("more than 4194304 are not changed");
    assertThat(journalSize()).isLessThan(20_000);
  }

  @Test
  void aLongTextIsCutWhereItIsShownAndWholeWhereItIsPutBack() throws IOException {
    TestBed bed = new TestBed(folder, MACHINE);
    users(bed).set(KEY, "Long", RegistryValue.text("x".repeat(30_000)));
    String before = bed.yaml();
    String rules =
        rule("passes", text("x+"), "for: each-user") + rule("fails", text("y"), "for: each-user");
    Completed reported = bed.apply(bed.assignment(rules, policies("")));
    assertThat(result(reported, "passes").finding().verdict().toString())
        .contains("x… (30009 characters)");
    assertThat(journalSize()).isLessThan(20_000);

    bed.apply(
        bed.assignment(
            rule(
                "gone",
                "registry-value-absent: { key: '" + PATH + "', name: Long }",
                "for: each-user"),
            policies(automatic("gone"))));
    assertThat(bed.yaml()).doesNotContain("xxx");
    bed.rollback();
    assertThat(bed.yaml()).isEqualTo(before);
  }

  @Test
  void aTextOfManyPartsIsCut() {
    String many = "a".repeat(Size.LONGEST_TEXT - 1) + "\uD83D\uDE00".repeat(10);
    assertThat(Size.cut(many))
        .isEqualTo("a".repeat(Size.LONGEST_TEXT - 1) + "… (" + many.length() + " characters)");
    assertThat(Size.cut("short")).isEqualTo("short");
  }

  @Test
  void aHugeSignInAddressDoesNotGrowIntoAFix() throws IOException {
    TestBed bed = new TestBed(folder, MACHINE);
    RegistryKey lync = RegistryKey.parse("HKCU\\Software\\Microsoft\\Office\\16.0\\Lync");
    org.fettle.windows.Changes.toCreate(users(bed), lync)
        .forEach(bed.machine.as(bed.machine.users().self().orElseThrow())::apply);
    users(bed).set(lync, "ServerSipUri", RegistryValue.text("a@" + "b".repeat(3_000_000)));
    Completed completed =
        bed.apply(
            bed.assignment(
                rule(
                    "one",
                    "registry-list: { key: '"
                        + PATH
                        + "', name: L, contains: ['${user.sip-domain}'] }",
                    "for: each-user"),
                policies(automatic("one"))));
    assertThat(outcome(completed, "one")).isEqualTo(Outcome.UNKNOWN);
    assertThat(journalSize()).isLessThan(20_000);
  }

  private static String text(String pattern) {
    return "registry-text: { key: '" + PATH + "', name: Long, pattern: '" + pattern + "' }";
  }

  private static RegistryValue binary(int size) {
    return RegistryValue.binary(new byte[size]);
  }

  private static MemoryRegistry users(TestBed bed) {
    return bed.machine.as(bed.machine.users().self().orElseThrow()).registry();
  }

  private long journalSize() throws IOException {
    long size = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("journal"))) {
      for (Path file : files) {
        size += Files.size(file);
      }
    }
    return size;
  }
}
