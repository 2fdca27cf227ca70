package org.fettle.windows.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.fettle.windows.FileInfo;
import org.fettle.windows.FileRenameChange;
import org.fettle.windows.FileVersion;
import org.fettle.windows.User;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryFilesTest {
  private static final Instant USUAL = Instant.parse("2026-01-01T00:00:00Z");

  private static final String DISK =
      """
      disk:
        'C:\\Data': { folder: true, last-written: 2026-03-01T10:00:00Z }
        'C:\\Data\\b.txt': { text: "one\\r\\n", last-written: 2026-02-01T00:00:00.123456Z }
        'c:\\data\\A': { folder: true }
        'C:\\DATA\\deep\\er\\x.bin': { bytes: 'ff00' }
        'C:\\Data\\large.bin': { size: 5000000000 }
        'C:\\Data\\two.txt': { text: two, links: 2 }
        'C:\\Data\\away': { link-to: 'D:\\Else' }
        'C:\\Data\\lync.exe': { version: 16.0.4678.1000 }
      files: [ 'C:/Data/plain.txt' ]
      """;

  private final MemoryWindows machine = new MemoryWindows(MachineFile.read(DISK));
  private final WritableFiles files = machine.files();

  @Test
  void aThingIsToldAsItLiesThere() {
    assertThat(files.look("c:/data/B.TXT"))
        .contains(
            new FileInfo(
                "b.txt", FileInfo.Kind.FILE, 5, 1, Instant.parse("2026-02-01T00:00:00.123Z")));
    assertThat(files.look("C:\\Data\\two.txt").orElseThrow().links()).isEqualTo(2);
    assertThat(files.look("C:\\Data\\large.bin").orElseThrow().size()).isEqualTo(5_000_000_000L);
    assertThat(files.look("C:\\Data\\away").orElseThrow().kind()).isEqualTo(FileInfo.Kind.LINK);
    assertThat(files.look("C:\\Data").orElseThrow().lastWritten())
        .isEqualTo("2026-03-01T10:00:00Z");
    assertThat(files.look("C:\\Data\\none")).isEmpty();
    assertRefused(Kind.FORBIDDEN, () -> files.look("Data"), "no whole path");
  }

  @Test
  void anAdministratorWritesNothingWhereOthersMayChangeTheFolder() {
    String file =
        """
        users:
          - { sid: S-1-5-21-1-2-3-1104, name: 'CONTOSO\\anna', session: active, self: true }
          - { sid: S-1-5-21-1-2-3-1105, name: 'CONTOSO\\ben', session: none }
          - { sid: S-1-5-21-1-2-3-1106, name: 'CONTOSO\\eve', session: locked }
        files: [ 'C:\\ProgramData\\X\\a', 'C:\\Users\\anna\\a', 'C:\\Users\\Public\\a',
          'C:\\Users\\ben\\a', 'C:\\Users\\eve\\a', 'C:\\Program Files\\X\\a' ]
        """;
    MemoryWindows elevated = new MemoryWindows(MachineFile.read(file));
    String all = "S-1-5-32-545";
    assertStranger(elevated, "C:\\ProgramData\\X", all);
    assertStranger(elevated, "C:\\Users\\Public", all);
    assertStranger(elevated, "C:\\Users\\anna", "S-1-5-21-1-2-3-1104");
    elevated.files().rename("C:\\Program Files\\X\\a", "b");

    for (User user : elevated.users().visible()) {
      String own = "C:\\Users\\" + user.name().substring("CONTOSO\\".length()) + "\\a";
      WritableFiles theirs = elevated.as(user).files();
      if (user.session().isPresent()) {
        theirs.purge(own);
      } else {
        assertRefused(Kind.DENIED, () -> theirs.purge(own), "a file in another user's view");
      }
      assertThat(theirs.look(own).isPresent()).isEqualTo(!user.session().isPresent());
    }

    WritableFiles plain = new MemoryWindows(MachineFile.read("elevated: false\n" + file)).files();
    plain.purge("C:\\Users\\anna\\a");
    assertThat(plain.look("C:\\Users\\anna\\a")).isEmpty();
  }

  private static void assertStranger(MemoryWindows machine, String folder, String somebody) {
    String path = folder + "\\a";
    assertRefused(
        Kind.FORBIDDEN,
        () -> machine.files().purge(path),
        path
            + " is not written: "
            + somebody
            + ", no administrator, may change the folder "
            + folder
            + ".");
    assertThat(machine.files().look(path)).isPresent();
  }

  @Test
  void aFolderIsThereWhereSomethingLiesInIt() {
    assertThat(files.look("C:\\data\\DEEP"))
        .contains(new FileInfo("deep", FileInfo.Kind.FOLDER, 0, 1, USUAL));
    assertThat(files.entries("C:\\Data\\deep").stream().map(FileInfo::name)).containsExactly("er");
  }

  @Test
  void aFolderTellsWhatLiesInItByName() {
    assertThat(files.entries("C:\\Data\\").stream().map(FileInfo::name))
        .containsExactly(
            "A", "away", "b.txt", "deep", "large.bin", "lync.exe", "plain.txt", "two.txt");
    assertThat(files.entries("C:\\Data\\A")).isEmpty();
    assertThat(files.entries("C:\\Data\\b.txt")).isEmpty();
    assertThat(files.entries("C:\\None")).isEmpty();
  }

  @Test
  void contentsAndVersionsAreRead() {
    assertThat(files.read("C:\\Data\\B.txt", 5)).contains("one\r\n".getBytes(UTF_8));
    assertThat(files.read("C:\\Data\\deep\\er\\x.bin", 5)).contains(new byte[] {-1, 0});
    assertThat(files.read("C:\\Data\\plain.txt", 0)).contains(new byte[0]);
    assertThat(files.read("C:\\Data\\none", 5)).isEmpty();
    assertThat(files.version("C:\\Data\\lync.exe")).contains(new FileVersion(16, 0, 4678, 1000));
    assertThat(files.version("C:\\Data\\plain.txt")).isEmpty();
    assertThat(files.version("C:\\Data\\none")).isEmpty();
  }

  @Test
  void whatIsTooLargeOrNoFileIsNotRead() {
    assertRefused(Kind.BROKEN, () -> files.read("C:\\Data\\b.txt", 4), "has 5 bytes, more than 4");
    assertRefused(Kind.BROKEN, () -> files.read("C:\\Data\\large.bin", 4), "5000000000");
    assertRefused(Kind.BROKEN, () -> files.read("C:\\Data", 4), "it is a folder");
    assertRefused(Kind.FORBIDDEN, () -> files.read("C:\\Data\\away", 4), "is a link");
  }

  @Test
  void noLinkIsFollowedOnTheWay() {
    String below = "C:\\Data\\away\\x";
    String why = "C:\\Data\\away is a link";
    assertRefused(Kind.FORBIDDEN, () -> files.look(below), why);
    assertRefused(Kind.FORBIDDEN, () -> files.entries(below), why);
    assertRefused(Kind.FORBIDDEN, () -> files.entries("C:\\Data\\away"), why);
    assertRefused(Kind.FORBIDDEN, () -> files.read(below, 5), why);
    assertRefused(Kind.FORBIDDEN, () -> files.version(below), why);
    assertRefused(Kind.FORBIDDEN, () -> files.rename(below, "y"), why);
    assertRefused(Kind.FORBIDDEN, () -> files.replace(below, new byte[0], new byte[1]), why);
    assertRefused(Kind.FORBIDDEN, () -> files.purge(below), why);
  }

  @Test
  void aFileBehindALinkIsStillAFile() {
    WritableFiles linked =
        new MemoryWindows(
                MachineFile.read(
                    """
                    disk: { 'C:\\a': { link-to: 'D:\\b' }, 'D:\\b\\c': { link-to: 'D:\\d.exe' }, 'C:\\round': { link-to: 'C:\\round' } }
                    files: [ 'D:\\d.exe' ]
                    """))
            .files();
    assertThat(linked.isFile("C:\\a\\c")).isTrue();
    assertThat(linked.isFile("C:\\a")).isFalse();
    assertThat(linked.isFile("C:\\a\\none")).isFalse();
    assertThat(linked.isFile("C:\\round")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\\\server\\share\\a.exe", "//server/share/a.exe", "\\\\?\\C:\\Data"})
  void nothingElsewhereIsLookedAt(String path) {
    assertRefused(Kind.FORBIDDEN, () -> files.look(path), "not on a drive of this machine");
    assertRefused(Kind.FORBIDDEN, () -> files.purge(path), "not on a drive of this machine");
  }

  @Test
  void aFolderIsRenamedWithAllThatLiesInIt() {
    files.rename("c:\\data\\deep", "shallow");
    assertThat(files.look("C:\\Data\\deep")).isEmpty();
    assertThat(files.read("C:\\Data\\shallow\\er\\x.bin", 2)).isPresent();
    files.rename("C:\\Data\\shallow", "deep");
    assertThat(machine.snapshot()).isEqualTo(MachineFile.read(DISK));
  }

  @Test
  void aRenameReplacesNothing() {
    assertRefused(Kind.BROKEN, () -> files.rename("C:\\Data\\b.txt", "PLAIN.txt"), "(183)");
    assertRefused(Kind.BROKEN, () -> files.rename("C:\\Data\\b.txt", "deep"), "(183)");
    assertRefused(Kind.BROKEN, () -> files.rename("C:\\Data\\none", "x"), "not found (2)");
    assertRefused(Kind.FORBIDDEN, () -> files.rename("C:\\Data\\b.txt", "x\\y"), "in no name");
    files.rename("C:\\Data\\b.txt", "B.txt");
    assertThat(files.look("C:\\Data\\b.txt").orElseThrow().name()).isEqualTo("B.txt");
  }

  @Test
  void whatIsALinkOrHasSeveralNamesIsNotWritten() {
    assertRefused(Kind.FORBIDDEN, () -> files.rename("C:\\Data\\away", "x"), "is a link");
    assertRefused(Kind.FORBIDDEN, () -> files.purge("C:\\Data\\away"), "is a link");
    assertRefused(Kind.FORBIDDEN, () -> files.rename("C:\\Data\\two.txt", "x"), "has 2 names");
    assertRefused(Kind.FORBIDDEN, () -> files.purge("C:\\Data\\two.txt"), "has 2 names");
    assertRefused(
        Kind.FORBIDDEN,
        () -> files.replace("C:\\Data\\two.txt", "two".getBytes(UTF_8), new byte[0]),
        "has 2 names");
  }

  @Test
  void contentIsReplacedWhereItIsAsExpected() {
    files.replace("C:\\Data\\B.txt", "one\r\n".getBytes(UTF_8), "zwei".getBytes(UTF_8));
    assertThat(files.read("C:\\Data\\b.txt", 9)).contains("zwei".getBytes(UTF_8));
    assertRefused(
        Kind.CHANGED,
        () -> files.replace("C:\\Data\\b.txt", "one\r\n".getBytes(UTF_8), new byte[0]),
        "has changed");
    assertRefused(
        Kind.BROKEN, () -> files.replace("C:\\Data", new byte[0], new byte[1]), "is a folder");
  }

  @Test
  void whatIsPurgedIsGoneAndItsFolderStays() {
    files.purge("C:\\Data\\deep\\er");
    assertThat(files.entries("C:\\Data\\deep")).isEmpty();
    assertThat(files.look("C:\\Data\\deep")).isPresent();
    assertThat(machine.snapshot().disk()).containsKey("C:\\Data\\deep");
  }

  @Test
  void aDriveIsNeitherRenamedNorPurged() {
    assertRefused(Kind.DENIED, () -> files.purge("C:\\"), "access denied");
    assertThat(files.entries("C:\\").stream().map(FileInfo::name)).containsExactly("Data");
  }

  @Test
  void allViewsSeeTheSameDrives() {
    WritableFiles other = machine.as(machine.users().self().orElseThrow()).files();
    machine.apply(new FileRenameChange(false, "C:\\Data\\b.txt", "C:\\Data\\b.txt.fettle-1"));
    assertThat(other.look("C:\\Data\\b.txt.fettle-1")).isPresent();
  }

  @Test
  void whatCannotBeSavedIsTakenBack() {
    MemoryWindows unsaved =
        new MemoryWindows(
            MachineFile.read(DISK),
            Instant::now,
            file -> {
              throw WindowsException.broken("Cannot save.");
            });
    assertThatThrownBy(
            () -> unsaved.apply(new FileRenameChange(false, "C:\\Data\\b.txt", "C:\\Data\\c.txt")))
        .hasMessage("Cannot save.");
    assertThat(unsaved.snapshot()).isEqualTo(MachineFile.read(DISK));
  }

  @Test
  void withoutRightsOnlyOnesOwnProfileIsWrittenAndNobodyElsesIsRead() {
    WritableFiles own =
        new MemoryWindows(
                MachineFile.read(
                    """
                    elevated: false
                    users:
                      - { sid: S-1-5-21-9-1, name: 'CONTOSO\\anna', self: true }
                      - { sid: S-1-5-21-9-2, name: 'CONTOSO\\bob' }
                    files: [ 'C:\\Users\\anna\\a.txt', 'C:\\Users\\bob\\b.txt', 'C:\\Users\\annabel\\c.txt', 'C:\\d.txt' ]
                    """))
            .files();
    own.rename("c:\\users\\ANNA\\a.txt", "x.txt");
    assertRefused(Kind.DENIED, () -> own.rename("C:\\Users\\anna", "x"), "access denied");
    assertRefused(Kind.DENIED, () -> own.rename("C:\\d.txt", "x"), "access denied");
    assertRefused(Kind.DENIED, () -> own.purge("C:\\Users\\annabel\\c.txt"), "access denied");
    assertRefused(Kind.DENIED, () -> own.look("C:\\Users\\bob\\b.txt"), "access denied");
    assertRefused(Kind.DENIED, () -> own.entries("C:\\Users\\bob"), "access denied");
    assertThat(own.look("C:\\Users\\bob")).isPresent();
    assertThat(own.read("C:\\d.txt", 9)).isPresent();
  }

  @Test
  void howeverDrivesAreWrittenTheyAreKeptInOneForm() {
    MachineFile file = MachineFile.read(DISK);
    assertThat(file.files()).containsExactly("C:\\Data\\plain.txt");
    assertThat(file.disk().keySet())
        .containsExactly(
            "C:\\Data",
            "C:\\Data\\A",
            "C:\\Data\\away",
            "C:\\Data\\b.txt",
            "C:\\Data\\deep\\er\\x.bin",
            "C:\\Data\\large.bin",
            "C:\\Data\\lync.exe",
            "C:\\Data\\two.txt");
    assertThat(MachineFile.read(file.toYaml())).isEqualTo(file);
    assertThat(MachineFile.read(file.toYaml()).toYaml()).isEqualTo(file.toYaml());
    assertThat(machine.snapshot().toYaml()).isEqualTo(file.toYaml());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ text: '' }",
        "{ bytes: '' }",
        "{ size: 0, links: 1 }",
        "{ folder: false }",
        "{ last-written: 2026-01-01T00:00:00Z }"
      })
  void aFileOfWhichNothingIsToBeSaidIsNamedOnly(String disk) {
    assertThat(MachineFile.read("disk: { 'C:\\a': " + disk + " }"))
        .isEqualTo(MachineFile.read("files: ['C:\\a']"));
  }

  @Test
  void theSameContentIsWrittenInOneWay() {
    assertThat(MachineFile.read("disk: { 'C:\\a': { bytes: '61C3A4' } }"))
        .isEqualTo(MachineFile.read("disk: { 'C:\\a': { text: aä } }"));
    assertThat(MachineFile.read("disk: { 'C:\\a': { bytes: '0000' } }"))
        .isEqualTo(MachineFile.read("disk: { 'C:\\a': { size: 2 } }"));
    MachineFile mark = MachineFile.read("disk: { 'C:\\a': { bytes: 'efbbbf61' } }");
    assertThat(MachineFile.read(mark.toYaml())).isEqualTo(mark);
    assertThat(new MemoryWindows(mark).files().read("C:\\a", 4))
        .contains(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files: [a.exe]",
        "files: ['C:\\..\\..']",
        "disk: { 'C:\\a': {}, 'c:/A': {} }",
        "files: ['\\\\server']",
        "files: ['C:\\a', 'C:\\a\\b']",
        "{ files: ['C:\\a\\b'], disk: { 'C:\\a': { text: x } } }",
        "disk: { 'C:\\a': { link-to: 'C:\\b' }, 'C:\\a\\c': {} }",
        "disk: { 'C:\\a': { folder: true, text: x } }",
        "disk: { 'C:\\a': { folder: true, link-to: 'C:\\b' } }",
        "disk: { 'C:\\a': { text: x, bytes: '78' } }",
        "disk: { 'C:\\a': { bytes: 'xy' } }",
        "disk: { 'C:\\a': { links: 0 } }",
        "disk: { 'C:\\a': { version: '1.0' } }"
      })
  void drivesThatCannotBeAreMistakes(String text) {
    assertThatThrownBy(() -> MachineFile.read(text)).hasMessageContaining("'");
  }

  @Test
  void whatTwoFilesSayInAnotherOrderIsTheSameMachine() {
    assertThat(MachineFile.read("files: ['C:\\b', 'C:\\a']"))
        .isEqualTo(MachineFile.read("files: ['C:\\a', 'C:\\b']"));
    assertThat(MachineFile.read("files: ['C:\\x\\..\\.\\a', 'C:\\A', 'C:/a']"))
        .isEqualTo(MachineFile.read("files: ['C:\\a']"));
    assertThat(MachineFile.read("disk: { 'C:\\a': { folder: true } }"))
        .isNotEqualTo(MachineFile.read("files: ['C:\\a']"));
  }

  private static void assertRefused(Kind kind, Runnable act, String message) {
    assertThatThrownBy(act::run)
        .isInstanceOf(WindowsException.class)
        .hasMessageContaining(message)
        .hasFieldOrPropertyWithValue("kind", kind);
  }
}
