package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fettle.windows.FileInfo;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.fettle.windows.WritableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of every machine do, the real one's and those in memory. */
abstract class FilesContract {
  private static final byte[] OLD = "127.0.0.1 localhost\r\n".getBytes(UTF_8);
  private static final byte[] NEW = "127.0.0.1 localhost\r\n::1 localhost\r\n".getBytes(UTF_8);

  /** The files under test, with all that was laid out. */
  abstract WritableFiles files();

  /** An empty folder for the test alone. */
  abstract String home();

  abstract void folder(String path);

  abstract void file(String path, byte[] content);

  /** What a file holds, seen past the files under test; empty where no file is. */
  abstract Optional<byte[]> content(String path);

  final String at(String below) {
    return home() + '\\' + below;
  }

  static Kind refusal(ThrowingCallable work) {
    WindowsException refused = catchThrowableOfType(WindowsException.class, work);
    assertThat(refused).as("a refusal").isNotNull();
    return refused.kind();
  }

  @Test
  void aFileIsTold() {
    file(at("Hosts"), OLD);
    FileInfo found = files().look(at("hosts")).orElseThrow();
    assertThat(found.name()).isEqualTo("Hosts");
    assertThat(found.kind()).isEqualTo(FileInfo.Kind.FILE);
    assertThat(found.size()).isEqualTo(OLD.length);
    assertThat(found.links()).isEqualTo(1);
    assertThat(files().read(at("HOSTS"), OLD.length)).contains(OLD);
  }

  @Test
  void aFolderIsToldWithWhatLiesInIt() {
    folder(at("b"));
    file(at("c"), OLD);
    file(at("A"), new byte[0]);
    file(at("b\\inner"), OLD);
    assertThat(files().look(at("b")))
        .get()
        .extracting(FileInfo::kind)
        .isEqualTo(FileInfo.Kind.FOLDER);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("A", "b", "c");
    assertThat(files().entries(home()))
        .extracting(FileInfo::size)
        .containsExactly(0L, 0L, (long) OLD.length);
    assertThat(files().entries(at("b"))).extracting(FileInfo::name).containsExactly("inner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "absent\\absent", "file\\below"})
  void whatIsNotThereIsAbsent(String below) {
    file(at("file"), OLD);
    assertThat(files().look(at(below))).isEmpty();
    assertThat(files().entries(at(below))).isEmpty();
    assertThat(files().read(at(below), 10)).isEmpty();
    assertThat(files().version(at(below))).isEmpty();
  }

  @Test
  void aFileHasNothingInIt() {
    file(at("file"), OLD);
    assertThat(files().entries(at("file"))).isEmpty();
  }

  @Test
  void aFileWithoutVersionHasNone() {
    file(at("file"), OLD);
    assertThat(files().version(at("file"))).isEmpty();
  }

  @Test
  void moreThanAskedForIsNotRead() {
    file(at("file"), OLD);
    assertThat(refusal(() -> files().read(at("file"), OLD.length - 1))).isEqualTo(Kind.BROKEN);
  }

  @Test
  void aFolderIsNoContent() {
    folder(at("folder"));
    assertThat(refusal(() -> files().read(at("folder"), 10))).isEqualTo(Kind.BROKEN);
    assertThat(refusal(() -> files().replace(at("folder"), new byte[0], NEW)))
        .isEqualTo(Kind.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\\\server\\share\\x", "//server/share/x", "\\\\?\\C:\\x", "\\\\.\\C:\\x"})
  void whatIsOnNoDriveOfThisMachineIsRefused(String path) {
    assertThat(refusal(() -> files().look(path))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().entries(path))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().read(path, 1))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().version(path))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().rename(path, "y"))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().replace(path, OLD, NEW))).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal(() -> files().purge(path))).isEqualTo(Kind.FORBIDDEN);
  }

  @Test
  void aFileGetsAnotherName() {
    file(at("file"), OLD);
    files().rename(at("file"), "File.fettle-1");
    assertThat(content(at("file"))).isEmpty();
    assertThat(content(at("File.fettle-1"))).contains(OLD);
    assertThat(files().look(at("file"))).isEmpty();
  }

  @Test
  void aFolderGetsAnotherNameWithAllInIt() {
    folder(at("folder"));
    folder(at("folder\\deep"));
    file(at("folder\\deep\\file"), OLD);
    files().rename(at("folder"), "folder.fettle-1");
    assertThat(content(at("folder.fettle-1\\deep\\file"))).contains(OLD);
    assertThat(files().look(at("folder"))).isEmpty();
    files().rename(at("folder.fettle-1"), "folder");
    assertThat(content(at("folder\\deep\\file"))).contains(OLD);
  }

  @Test
  void aNameThatIsTakenIsNotGiven() {
    file(at("file"), OLD);
    file(at("taken"), NEW);
    folder(at("folder"));
    assertThat(refusal(() -> files().rename(at("file"), "taken"))).isEqualTo(Kind.BROKEN);
    assertThat(refusal(() -> files().rename(at("file"), "folder"))).isEqualTo(Kind.BROKEN);
    assertThat(content(at("file"))).contains(OLD);
    assertThat(content(at("taken"))).contains(NEW);
  }

  @Test
  void whatIsAbsentIsNotWritten() {
    assertThat(refusal(() -> files().rename(at("absent"), "x"))).isEqualTo(Kind.BROKEN);
    assertThat(refusal(() -> files().purge(at("absent")))).isEqualTo(Kind.BROKEN);
    assertThat(files().look(at("x"))).isEmpty();
  }

  @Test
  void aFileGetsAnotherContent() {
    file(at("file"), OLD);
    files().replace(at("file"), OLD, NEW);
    assertThat(content(at("file"))).contains(NEW);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("file");
    files().replace(at("file"), NEW, new byte[0]);
    assertThat(content(at("file"))).contains(new byte[0]);
  }

  @Test
  void aFileKeepsTheSpellingOfItsName() {
    file(at("Hosts"), OLD);
    files().replace(at("hOSTS"), OLD, NEW);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("Hosts");
    assertThat(files().look(at("hosts"))).get().extracting(FileInfo::name).isEqualTo("Hosts");
  }

  @Test
  void aContentThatIsNotAsExpectedStays() {
    file(at("file"), OLD);
    for (byte[] expected : List.of(NEW, new byte[0], "127.0.0.1 local".getBytes(UTF_8))) {
      assertThat(refusal(() -> files().replace(at("file"), expected, NEW))).isEqualTo(Kind.CHANGED);
    }
    assertThat(content(at("file"))).contains(OLD);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("file");
  }

  @Test
  void aFolderIsRemovedWithAllInIt() {
    folder(at("old.fettle-1"));
    folder(at("old.fettle-1\\empty"));
    folder(at("old.fettle-1\\full"));
    file(at("old.fettle-1\\full\\file"), OLD);
    file(at("old.fettle-1\\file"), OLD);
    file(at("stays"), OLD);
    files().purge(at("old.fettle-1"));
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly("stays");
    files().purge(at("stays"));
    assertThat(files().entries(home())).isEmpty();
  }

  @Test
  void everyNameThatWindowsAllowsWillDo() {
    String name = "\uD83D\uDE00 \u30E1\u30E2 'a' & b.txt";
    file(at(name), OLD);
    assertThat(files().entries(home())).extracting(FileInfo::name).containsExactly(name);
    files().replace(at(name), OLD, NEW);
    files().rename(at(name), name + ".fettle-1");
    assertThat(content(at(name + ".fettle-1"))).contains(NEW);
    files().purge(at(name + ".fettle-1"));
    assertThat(files().entries(home())).isEmpty();
  }

  @Test
  void aLongPathWillDo() {
    String deep = home();
    for (int i = 0; i < 5; i++) {
      deep += "\\" + "long".repeat(20) + i;
      folder(deep);
    }
    String file = deep + "\\file";
    file(file, OLD);
    assertThat(file.length()).isGreaterThan(400);
    assertThat(files().look(file)).isPresent();
    files().replace(file, OLD, NEW);
    files().rename(file, "file.fettle-1");
    assertThat(content(file + ".fettle-1")).contains(NEW);
    files().purge(at("long".repeat(20) + "0"));
    assertThat(files().entries(home())).isEmpty();
  }
}
