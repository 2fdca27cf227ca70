package org.fettle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.service.SelfCheck.Finding;
import org.fettle.service.SelfCheck.Grade;
import org.fettle.windows.OwnInstallation;
import org.fettle.windows.ServiceProgram.Unprotected;
import org.fettle.windows.WindowsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfCheckTest {
  private static final long GIGABYTE = 1024L * 1024 * 1024;
  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path disk;

  private Path program;
  private Folders folders;
  private Path launcher;
  private Instant now = MADE.plus(Duration.ofDays(30));
  private final Installed windows = new Installed();

  /** An installation of which a test says what Windows would say. */
  private static final class Installed implements OwnInstallation {
    private final Map<Path, String> weak = new HashMap<>();
    private final Map<Path, Trust> trust = new HashMap<>();
    private final List<Path> asked = new ArrayList<>();
    private Optional<String> command = Optional.empty();
    private Optional<WindowsException> refusal = Optional.empty();
    private boolean forgets;
    private long free = GIGABYTE;

    @Override
    public Optional<String> weakness(Path folder) {
      asked.add(folder);
      return Optional.ofNullable(weak.get(folder));
    }

    @Override
    public Optional<String> weaknessOfFile(Path file) {
      asked.add(file);
      return Optional.ofNullable(weak.get(file));
    }

    @Override
    public Optional<String> command(String service) {
      return command;
    }

    @Override
    public void setCommand(String service, String next) {
      refusal.ifPresent(refused -> {
        throw refused;
      });
      command = forgets ? command : Optional.of(next);
    }

    @Override
    public Trust trust(Path file) {
      refusal.ifPresent(refused -> {
        throw refused;
      });
      return trust.getOrDefault(file, Trust.VALID);
    }

    @Override
    public long freeBytes(Path folder) {
      return free;
    }
  }

  @BeforeEach
  void install() throws IOException {
    program = Files.createDirectories(disk.resolve("Program Files/Fettle"));
    folders = Folders.below(disk.resolve("ProgramData"));
    Files.createDirectories(folders.policies());
    launcher = file("bin/fettled.exe");
    file("bin/fettled.cfg");
    file("lib/jnidispatch.dll");
    file("runtime/bin/server/jvm.dll");
    Files.setLastModifiedTime(file("fettle.jar"), FileTime.from(MADE));
    windows.command = Optional.of("\"" + launcher + "\"");
  }

  private Path file(String inside) throws IOException {
    Path file = program.resolve(inside);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private SelfCheck check() {
    return new SelfCheck("Fettle", program, folders, windows, () -> now);
  }

  private static String only(Grade grade, List<Finding> findings) {
    assertThat(findings).extracting(Finding::grade).containsExactly(grade);
    return findings.getFirst().sentences();
  }

  @Test
  void aGoodInstallationHasNothingToTell() {
    assertThat(check().places()).isEmpty();
    assertThat(check().itself()).isEmpty();
    assertThat(folders.state()).isEmptyDirectory();
  }

  @Test
  void theRuntimeAndTheFilesThatRunAreAmongWhatIsLookedAt() throws IOException {
    Files.writeString(folders.own().resolve("agent.yaml"), "");
    check().places();
    assertThat(windows.asked)
        .contains(
            program,
            program.resolve("bin"),
            program.resolve("runtime/bin/server"),
            launcher,
            program.resolve("bin/fettled.cfg"),
            program.resolve("fettle.jar"),
            program.resolve("lib/jnidispatch.dll"),
            program.resolve("runtime/bin/server/jvm.dll"),
            folders.own(),
            folders.policies(),
            folders.own().resolve("agent.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Program Files/Fettle",
        "Program Files/Fettle/lib",
        "Program Files/Fettle/runtime/bin",
        "Program Files/Fettle/fettle.jar",
        "ProgramData/Fettle",
        "ProgramData/Fettle/policies",
        "ProgramData/Fettle/agent.yaml"
      })
  void whereOthersMayWriteItStopsAndWritesNothing(String place) {
    windows.weak.put(disk.resolve(place), "S-1-1-0 may change it.");
    assertThat(only(Grade.MUST, check().places()))
        .startsWith("S-1-1-0 may change it. ")
        .contains("icacls \"" + disk.resolve(place.substring(0, place.indexOf("Fettle") + 6)))
        .endsWith("Or install Fettle again.");
    assertThat(folders.state()).doesNotExist();
  }

  @Test
  void aFolderAboveThatIsWeakIsToldOnce() {
    for (String folder : List.of("", "bin", "lib", "runtime")) {
      windows.weak.put(
          folder.isEmpty() ? program : program.resolve(folder), "Users may change C:\\Apps.");
    }
    assertThat(check().places()).hasSize(1);
  }

  @Test
  void withoutItsFolderForDataItStops() throws IOException {
    Files.delete(folders.policies());
    Files.delete(folders.own());
    assertThat(only(Grade.MUST, check().places())).contains("is not there", "Make it");
    assertThat(folders.own()).doesNotExist();
  }

  @Test
  void whereNothingCanBeWrittenItStops() throws IOException {
    Files.createFile(folders.state());
    assertThat(only(Grade.MUST, check().places())).startsWith("Nothing can be written in ");
  }

  @Test
  void aDiskThatIsNearlyFullIsTold() {
    windows.free = 99L * 1024 * 1024;
    assertThat(only(Grade.WEAK, check().places())).contains("99 MB left, less than 100");
  }

  @Test
  void aFileChangedAfterItWasSignedStopsIt() {
    windows.trust.put(launcher, OwnInstallation.Trust.CHANGED);
    assertThat(only(Grade.MUST, check().itself()))
        .isEqualTo(launcher + " was changed after it was signed. Install Fettle again.");
  }

  @ParameterizedTest
  @EnumSource(
      value = OwnInstallation.Trust.class,
      names = {"UNSIGNED", "UNKNOWN"})
  void aFileWithoutASignatureThatIsKnownIsNoted(OwnInstallation.Trust trust) {
    windows.trust.put(program.resolve("runtime/bin/server/jvm.dll"), trust);
    assertThat(only(Grade.NOTED, check().itself())).contains("jvm.dll is ");
  }

  @Test
  void aSignatureThatIsNotToBeTrustedIsTold() {
    windows.trust.put(launcher, OwnInstallation.Trust.DISTRUSTED);
    assertThat(only(Grade.WEAK, check().itself())).contains("told not to trust");
  }

  @Test
  void whatWindowsDoesNotTellIsNoted() {
    windows.refusal = Optional.of(WindowsException.broken("No wintrust.dll."));
    assertThat(check().itself())
        .hasSize(3)
        .allMatch(finding -> finding.grade() == Grade.NOTED)
        .first()
        .extracting(Finding::sentences)
        .isEqualTo("It cannot be told whether " + launcher + " is signed: No wintrust.dll.");
  }

  @Test
  void aPathWithoutQuotationMarksIsMendedAndTold() {
    windows.command = Optional.of(launcher + " -x");
    assertThat(only(Grade.WEAK, check().itself())).contains("lacked its quotation marks");
    assertThat(windows.command).contains("\"" + launcher + "\" -x");
    assertThat(check().itself()).isEmpty();
  }

  @Test
  void aPathThatCannotBeMendedStopsIt() {
    windows.command = Optional.of(launcher.toString());
    windows.forgets = true;
    assertThat(only(Grade.MUST, check().itself()))
        .contains("they do not stay there", "sc config Fettle binPath= \"\\\"" + launcher);
  }

  @Test
  void aPathThatMayNotBeMendedStopsIt() {
    windows.command = Optional.of(launcher.toString());
    windows.refusal = Optional.of(WindowsException.failed("set", "the service Fettle", 5));
    assertThat(check().itself().stream().filter(one -> one.grade() == Grade.MUST).toList())
        .singleElement()
        .extracting(Finding::sentences)
        .asString()
        .contains("cannot be put there", "access denied (5)");
  }

  @Test
  void anotherProgramInItsPlaceStopsIt() throws IOException {
    windows.command = Optional.of("\"" + file("bin/other.exe") + "\"");
    assertThat(only(Grade.MUST, check().itself()))
        .contains("other.exe\", which is not this program");
  }

  @Test
  void aServiceThatWindowsDoesNotKnowIsTold() {
    windows.command = Optional.empty();
    assertThat(only(Grade.WEAK, check().itself())).contains("Windows knows no service Fettle");
  }

  @Test
  void aClockBeforeTheProgramWasMadeIsTold() {
    now = MADE.minus(Duration.ofHours(25));
    assertThat(only(Grade.WEAK, check().itself()))
        .contains("before this program was made, 2026-11-01T00:00:00Z");
    now = MADE.minus(Duration.ofHours(23));
    assertThat(check().itself()).isEmpty();
  }

  @Test
  void aClockBeforeTheLastRunIsTold() throws IOException {
    Files.createDirectories(folders.state());
    new LastRun(folders.state()).was(now.plus(Duration.ofDays(2)));
    assertThat(only(Grade.WEAK, check().itself())).contains("before the last run");
  }

  @Test
  void aClockBeforeTheJournalsLastRecordIsTold() throws IOException {
    Files.createDirectories(folders.journal());
    Path month = Files.createFile(folders.journal().resolve("2026-12.jsonl"));
    Files.setLastModifiedTime(month, FileTime.from(now.plus(Duration.ofDays(2))));
    assertThat(only(Grade.WEAK, check().itself())).contains("before the journal's last record");
  }

  @Test
  void whatMustBeMendedIsToldInOneAndStopsIt() {
    List<Notice> notices = new ArrayList<>();
    List<Finding> findings =
        List.of(Finding.must("A."), Finding.weak("B."), Finding.must("C."), Finding.noted("D."));
    assertThatThrownBy(() -> Finding.heed(findings, notices::add))
        .isInstanceOf(Unprotected.class)
        .hasMessage("A. C.");
    assertThat(notices)
        .containsExactly(
            new Notice.Weak("B."),
            new Notice.Noted("D."),
            new Notice.NotProtected(List.of("A.", "C.")));
  }

  @Test
  void whatIsMerelyWeakStopsNothing() {
    assertThatCode(() -> Finding.heed(List.of(Finding.weak("B.")), notice -> {}))
        .doesNotThrowAnyException();
  }
}
