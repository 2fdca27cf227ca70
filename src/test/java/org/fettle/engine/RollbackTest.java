package org.fettle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fettle.engine.TestBed.automatic;
import static org.fettle.engine.TestBed.policies;
import static org.fettle.engine.TestBed.rule;
import static org.fettle.engine.TestBed.value;

import java.nio.file.Path;
import java.util.Optional;
import org.fettle.engine.Undo.Selection;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Assignment;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.Users;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");
  private static final RegistryKey LIST = RegistryKey.parse("HKLM\\SOFTWARE\\Lists");
  private static final String MACHINE =
      """
      machine: { name: LAP-1 }
      registry:
        'HKLM\\SOFTWARE\\Old': { A: { dword: 1 }, '': { text: x } }
        'HKLM\\SOFTWARE\\Old\\Deep\\Deeper': { B: { binary: '00ff' } }
        'HKLM\\SOFTWARE\\Lists': { Domains: { text: 'lync.com,  Outlook.com' } }
      """;

  @TempDir Path folder;
  private TestBed bed;
  private Assignment assignment;
  private String before;

  @BeforeEach
  void everythingIsFixed() {
    bed = new TestBed(folder, MACHINE);
    before = bed.yaml();
    assignment =
        bed.assignment(
            rule("mode", value(KEY.toString(), "Mode", "dword: 1"))
                + rule("old", "registry-key-absent: { key: 'HKLM\\SOFTWARE\\Old' }")
                + rule(
                    "list",
                    "registry-list: { key: 'HKLM\\SOFTWARE\\Lists', name: Domains, contains:"
                        + " [contoso.com] }"),
            policies(automatic("mode", "old", "list")));
    bed.apply(assignment);
    assertThat(bed.plan(assignment).steps()).isEmpty();
  }

  private void set(RegistryKey key, String name, RegistryValue value) {
    Changes.toSet(bed.machine.registry(), key, name, value).forEach(bed.machine::apply);
  }

  private String list() {
    return bed.machine.registry().value(LIST, "Domains").flatMap(RegistryValue::asText).orElse("");
  }

  @Test
  void aRunGoesBackExactly() {
    assertThat(bed.rollback()).allMatch(taken -> taken.problem().isEmpty());
    assertThat(bed.yaml()).isEqualTo(before);
    assertThat(new Undo(bed.entries()).standing()).isEmpty();
  }

  @Test
  void whatStandsIsReadFromTheFilesEntryByEntry() {
    bed.rollback(undo ->
        undo.standing(
            new Selection(undo.newestRun().orElseThrow(), Optional.of("old"), Optional.empty())));
    Undo streamed = Undo.in(new JournalFiles(folder.resolve("journal")));
    assertThat(streamed.standing()).isEqualTo(new Undo(bed.entries()).standing());
    assertThat(streamed.standing())
        .extracting(one -> one.about().rule())
        .containsOnly("mode", "list");
  }

  @Test
  void oneRuleGoesBackAndTheOthersStay() {
    bed.rollback(undo ->
        undo.standing(
            new Selection(undo.newestRun().orElseThrow(), Optional.of("old"), Optional.empty())));
    assertThat(bed.plan(assignment).steps())
        .extracting(step -> step.about().rule())
        .containsExactly("old");
  }

  @Test
  void oneChangeGoesBack() {
    bed.rollback(undo ->
        undo.standing(
            new Selection(undo.newestRun().orElseThrow(), Optional.of("mode"), Optional.of(2))));
    assertThat(bed.machine.registry().exists(KEY)).isTrue();
    assertThat(bed.machine.registry().value(KEY, "Mode")).isEmpty();
  }

  @Test
  void whatSomebodyElseChangedSinceIsLeftAndReported() {
    set(KEY, "Mode", RegistryValue.dword(7));
    assertThat(bed.rollback())
        .filteredOn(taken -> taken.problem().isPresent())
        .extracting(taken -> taken.recorded().change().target())
        .containsExactly("HKLM\\SOFTWARE\\Contoso\\Mode", "HKLM\\SOFTWARE\\Contoso");
    assertThat(bed.machine.registry().value(KEY, "Mode")).contains(RegistryValue.dword(7));
    assertThat(list()).isEqualTo("lync.com,  Outlook.com");
  }

  @Test
  void aListThatGrewSinceLosesOnlyWhatFettleAdded() {
    set(LIST, "Domains", RegistryValue.text("lync.com,  Outlook.com, contoso.com, fabrikam.com"));
    assertThat(bed.rollback()).allMatch(taken -> taken.problem().isEmpty());
    assertThat(list()).isEqualTo("lync.com,  Outlook.com, fabrikam.com");
  }

  @Test
  void whatWasTakenBackIsNotTakenBackTwice() {
    bed.rollback();
    assertThat(new Undo(bed.entries()).newestRun()).isEmpty();
  }

  @Test
  void aUserWhoCannotBeLookedForStopsOnlyTheirOwnChanges() {
    Assignment ofUser =
        bed.assignment(
            rule("user", value("HKCU\\Software\\X", "Y", "dword: 1"), "for: each-user")
                + rule("machine", value(KEY.toString(), "Other", "dword: 1")),
            policies(automatic("user", "machine")));
    bed.apply(ofUser);
    bed.seen =
        machine ->
            new Unreliable(machine, Windows::apply) {
              @Override
              public Users users() {
                throw WindowsException.failed("list", "the sessions", 1722);
              }
            };

    assertThat(bed.rollback())
        .extracting(taken -> taken.recorded().about().rule() + " " + taken.problem().isEmpty())
        .containsExactly("machine true", "user false", "user false");
    assertThat(bed.machine.registry().value(KEY, "Other")).isEmpty();
  }
}
